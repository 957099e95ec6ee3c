"""A new branch's folder: what stands in its files before the first record is written."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dangjian_cli.card import LedgerName
from dangjian_cli.ledger.seven import sections_of
from dangjian_cli.schema import SCHEMA_FILE, editor_settings, ledger_schema

_CI = Path(__file__).with_name("ci")

HOSTS = {
    "github": ("github.yml", ".github/workflows/支部记录核对.yml"),
    "gitlab": ("gitlab.yml", ".gitlab-ci.yml"),
    "gitea": ("gitea.yml", ".gitea/workflows/支部记录核对.yml"),
    "gitee": ("gitee.yml", ".workflow/支部记录核对.yml"),
}
"""The template for each code host, and where it looks for it."""


@dataclass(frozen=True)
class Beginning:
    """What is known of a branch when its folder is made; what is not known stays empty, to be filled in."""

    name: str
    field: str
    founded: str
    opened: str
    superior: str


def branch_files(
    known: Beginning, ledgers: tuple[LedgerName, ...], examples: Mapping[str, str]
) -> dict[str, str]:
    """Every file of the folder by its path. ``examples`` has a record as written for each section."""
    files = {
        "branch.yaml": _branch(known),
        **{f"台账/{i}-{n.key}.yaml": _ledger(n, examples) for i, n in enumerate(ledgers, 1)},
        "档案/说明.txt": _EVIDENCE,
        ".vscode/settings.json": _json(editor_settings(f"./{SCHEMA_FILE}")),
        SCHEMA_FILE: _json(ledger_schema()),
        ".gitignore": _IGNORED,
        "怎么用.txt": _how(known),
    }
    return {name: text for name, text in files.items() if text}


def ci_files(host: str) -> dict[str, str]:
    """What makes a code host check the repository at every change."""
    template, place = HOSTS[host]
    return {place: (_CI / template).read_text(encoding="utf-8")}


_EVIDENCE = "扫描件、照片放在这个文件夹里，台账的“文件”一栏写它的名称。只有纸质的写：存放: 纸质。\n"
_IGNORED = "# 这些不进版本库\n~$*\n.~lock.*\n*.bak\n*.tmp\n.dj.lock\n核对结果.*\n"


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _branch(known: Beginning) -> str:
    return f"""\
# 支部的基本情况。一行一栏：名称、英文冒号、一个空格、内容。井号后面是说明，不算内容。
支部:
  名称: {_quoted(known.name)}
  领域: {known.field}  # 农村、社区、机关、国企……决定适用哪些明白卡
  成立日期: {known.founded or "  # 照成立的批复写"}
  建账日期: {known.opened}  # 从这一天起的工作才核对
  上级党组织: {_quoted(known.superior) if known.superior else "  # 如 某镇党委"}
  # 撤销、全宗号等不常用的，要写时看 dj schema 的提示
"""


def _quoted(text: str) -> str:
    """A text that YAML takes for nothing else."""
    return json.dumps(text, ensure_ascii=False)


def _ledger(ledger: LedgerName, examples: Mapping[str, str]) -> str:
    return "\n".join(_sections(ledger, examples)) + "\n"


def _sections(ledger: LedgerName, examples: Mapping[str, str]) -> Iterator[str]:
    yield f"# {ledger.title}"
    yield "# 要写哪一栏，把那一栏前面的“# ”删掉，照样子改成自己的；样子里的人和事都是编的。"
    for section in sections_of(ledger.key):
        yield ""
        yield f"# {section.label}:"
        example = examples.get(section.label, "")
        yield from (f"# {line}".rstrip() for line in example.splitlines())


def _how(known: Beginning) -> str:
    return f"""\
{known.name}的台账怎么用

一、先填 branch.yaml 里空着的几栏，再在“台账/2-组织建设.yaml”里写党员名册、支委会、党小组。
    已经有 Excel、WPS 花名册的，不用重打：在这个文件夹里打开命令窗口，输入

        dj import 花名册.xlsx .

    党费、会议、发展党员、考勤的表格也这样导。先给您看，加 --write 才写。
二、开了会、办了事，在“台账”里对应的文件里记一条。照文件里的样子写，一栏一行。
三、核对：

        dj check .

    它说清缺什么、依据哪条、在第几行、怎么补。
四、看接下来要办什么：

        dj due .

五、用 VS Code 打开这个文件夹（装上 YAML 插件），写栏目时会自动提示，写错的地方画红线。
六、涉密的事不要写进来，身份证号用不着的也不要写；政审、处分、处置的材料只记放在哪里、几页。
"""
