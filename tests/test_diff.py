"""Two packs compared: what came, went and changed, and the sentences that say so."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from branches import dj
from judging import STANDARD, pack, requirement

from dangjian_cli.card import Pack
from dangjian_cli.diff import difference
from dangjian_cli.load.pack import standards_folder
from dangjian_cli.report.differences import meaning

EXAMPLE = Path(__file__).parents[1] / "examples" / "示例县" / "细则.yaml"
MEET = {"类型": "频次", "对象": "会议", "条件": {"类型": "党课"}, "每": "季度", "情态": "一般"}
ORAL = {"文件": "工作惯例", "可信度": "E"}


def said(before: Pack, after: Pack) -> list[str]:
    found = difference(before, after)
    return [sentence for rule in found.changed for pair in rule.pairs for sentence in meaning(pair)]


CHANGED: list[tuple[dict[str, Any], list[str]]] = [
    ({}, []),
    ({"每": "月"}, ["要求由“党课：每季度至少1次”变为“党课：每月至少1次”"]),
    ({"情态": "应当"}, ["程度由“一般”变为“应当”"]),
    ({"情态": "可以"}, ["程度由“一般”变为“可以”", "缺了由“必改”变为“提示”"]),
    (
        {"依据": ORAL},
        [
            "缺了由“必改”变为“应改”",
            "依据由《中国共产党支部工作条例（试行）》（2018年）第11条变为党支部工作通行做法（通行做法，县里可以改）",
        ],
    ),
    ({"自": "2026-05-11"}, ["适用时间由不限时间变为2026-05-11起"]),
    ({"至": "2026-05-11"}, ["适用时间由不限时间变为2026-05-11以前"]),
    ({"领域": "农村", "不适用说明": "只管村"}, ["适用领域由不限变为农村"]),
    ({"名称": "按时上"}, ["名称由“试”变为“按时上”"]),
    ({"怎么补": "另一种说法"}, []),
]


@pytest.mark.parametrize(("more", "expected"), CHANGED, ids=range(len(CHANGED)))
def test_a_changed_requirement_is_told_in_sentences(more: dict[str, Any], expected: list[str]) -> None:
    assert said(pack(requirement(MEET)), pack(requirement(MEET, **more))) == expected


def test_a_rule_that_changes_on_a_day_is_one_change() -> None:
    old = requirement(MEET, 至="2026-05-11")
    new = requirement(MEET, 自="2026-05-11", 每="月")

    assert said(pack(requirement(MEET)), pack(old, new)) == [
        "2026-05-11起，要求由“党课：每季度至少1次”变为“党课：每月至少1次”"
    ]
    assert said(pack(old, new), pack(new)) == [
        (
            "不再核对：〔一般〕党课：每季度至少1次（2026-05-11以前；缺了算“必改”；"
            "依据《中国共产党支部工作条例（试行）》（2018年）第11条）"
        )
    ]
    assert said(pack(old, new), pack(old, new)) == []


def test_requirements_and_cards_come_and_go() -> None:
    one, other = requirement(MEET), requirement(MEET, 编号="other")
    found = difference(pack(one, other), pack(one))
    moved = difference(pack(one), pack(one, 卡号="98", 名称="另一张"))

    assert [r.code for r in found.removed] == ["DJ99.other"]
    assert (found.added, found.changed, found.cards_removed) == ((), (), ())
    assert [c.code for c in moved.cards_added] == ["DJ98"]
    assert [c.code for c in moved.cards_removed] == ["DJ99"]
    assert [r.code for r in moved.added] == ["DJ98.it"]


def test_titles_and_places_of_cards() -> None:
    one = requirement(MEET)
    found = difference(pack(one), pack(one, 名称="新名", 台账="组织建设", 领域="农村", 不适用说明="只管村"))

    assert [tuple(n) for n in found.named] == [
        ("DJ99的名称", "试验卡", "新名"),
        ("DJ99的台账", "三、组织生活", "二、组织建设"),
        ("DJ99的领域", "通用", "农村"),
    ]


def test_a_pack_is_no_different_from_itself() -> None:
    assert not difference(STANDARD, STANDARD)
    assert "两边核对的完全一样。" in dj("pack", "diff", "现行", standards_folder()).stdout


def test_what_a_county_changes() -> None:
    text = dj("pack", "diff", "现行", EXAMPLE).stdout
    joined = "".join(line.strip() for line in text.splitlines())

    assert "现在：党支部建设标准化明白卡" in text
    assert "· DJ101 支部夜学（2条要求）" in text
    assert "· DJ06 党支部设立（7条要求，其中必改3条）" in text
    assert "DJ06.three" not in text, "整张去掉的卡不逐条说"
    assert "2026-04-01起，要求由“党课：每季度至少1次”变为“党课：每月至少1次”" in text
    assert "标准原来的那条照旧核对" in joined


def test_two_folders_as_json(tmp_path: Path) -> None:
    other = tmp_path / "旧"
    shutil.copytree(standards_folder(), other)
    card = next((other / "cards").glob("16-*.yaml"))
    text = card.read_text(encoding="utf-8")
    card.write_text(text.replace("每: 季度", "每: 半年", 1), encoding="utf-8")
    head = (other / "pack.yaml").read_text(encoding="utf-8")
    (other / "pack.yaml").write_text(head.replace("版本: 2026.11", "版本: 2025.1"), encoding="utf-8")
    data = json.loads(dj("标准", "比较", other, "现行", "-f", "json").stdout)

    assert data["schema"] == "dj.pack-diff/1"
    assert (data["before"]["version"], data["after"]["overlay"]) == ("2025.1", None)
    assert data["cards"] == {"added": [], "removed": []}
    assert (data["requirements"]["added"], data["requirements"]["removed"]) == ([], [])
    (changed,) = data["requirements"]["changed"]
    (version,) = changed["versions"]
    assert changed["code"] == "DJ16.meet"
    assert version["before"]["sentence"] == "党课：每半年至少1次"
    assert version["after"]["severity"] == "warning"
    assert version["after"]["basis"][0]["grade"] == "E"
    assert version["meaning"] == ["要求由“党课：每半年至少1次”变为“党课：每季度至少1次”"]


def test_what_is_no_pack(tmp_path: Path) -> None:
    result = dj("pack", "diff", "现行", tmp_path)

    assert result.exit_code == 2
    assert "参数“现在”" in result.stderr
    assert "不是标准包文件夹" in result.stderr.replace("\n", "")
    (tmp_path / "细则.yaml").write_text("名称: 一\n", encoding="utf-8")
    broken = dj("pack", "diff", "现行", tmp_path / "细则.yaml")
    assert broken.exit_code == 2
    assert "没有写“版本”" in broken.stderr


def test_terms_and_retention_periods_are_compared() -> None:
    head = STANDARD.head.model_copy(update={"waiver_months": 6})
    sheet = STANDARD.retention["签到册"].model_copy(update={"years": "10年"})
    changed = replace(STANDARD, head=head, retention={**STANDARD.retention, "签到册": sheet})

    assert [tuple(n) for n in difference(STANDARD, changed).named] == [
        ("期限“豁免最长”", f"{STANDARD.head.waiver_months}个月", "6个月"),
        ("保管期限“签到册”", "30年", "10年"),
    ]
