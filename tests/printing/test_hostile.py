"""What people type is text, whatever it looks like: in every field, in every document, in every format.

A ledger full of such text goes the way of every ledger: read from its file, judged, printed.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import chain, cycle
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import yaml
from every import Words, close, lost, lost_on, pages, shown, together
from matters import AS_OF, example

from dangjian_cli.documents import makers
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.finding import InputError
from dangjian_cli.load.branch import load_branch
from dangjian_cli.load.judged import judge
from dangjian_cli.render.paper import Document
from dangjian_cli.render.plain import visible
from dangjian_cli.render.targets import Unsuited, names, renderer

SHORT = (
    "<script>alert(1)</script>",
    "{{7*7}}{% raw %}",
    '#panic("x") $x$ *y* _z_ @a <b>',
    "=1+1",
    "@SUM(A1)",
    "+cmd|' /C calc'!A0",
    "../../etc/passwd",
    "&lt;&amp;&#65;",
    "\\u0041\\n${HOME}`id`",
    "]]></style><!--",
)
UNSEEN = ("甲\u202e乙\u202c", "零\u200b宽", "响\x07铃", "回\x1b[31m红", "私\ue863用")
LONG = ("长" * 10_000, "W" * 10_000)

FREE = frozenset(
    ("主题", "题名", "地点", "内容", "说明", "责任者", "落实情况", "事项", "备注", "意见", "理由")
)
"""Keys of the sample under which anything may be written."""

FILES = Path(__file__).parents[2] / "examples" / "国企"


def filled(value: Any, words: Iterator[str], key: str = "") -> Any:
    """The sample's records with such words in them."""
    if isinstance(value, dict):
        return {name: filled(each, words, name) for name, each in value.items()}
    if isinstance(value, list):
        return [filled(each, words, key) for each in value]
    return next(words) if key in FREE else value


ENOUGH = 60

BRANCH = '石泉村<b>{{7*7}}#panic("x")=1+1党支部'


@pytest.fixture(scope="module")
def matter(tmp_path_factory: pytest.TempPathFactory) -> Matter:
    """A branch of which every word is such, as the program reads it."""
    folder = tmp_path_factory.mktemp("支部")
    words = chain(LONG[::-1], LONG, cycle((*SHORT, *UNSEEN, "一", "二")))
    for file in sorted(FILES.rglob("*.yaml")):
        data = filled(yaml.load(file.read_bytes(), yaml.CBaseLoader), words)  # noqa: S506 - texts only
        if "支部" in data:
            data["支部"]["名称"] = BRANCH
        copy = folder / file.relative_to(FILES)
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(
            yaml.dump(data, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False).encode()
        )
    base = example(FILES.name)
    loaded = load_branch(folder)
    return replace(base, loaded=loaded, report=judge(loaded, base.pack, AS_OF))


def told(matter: Matter, title: str) -> Document:
    """The pages that have such text, not more than it takes: the others are looked at elsewhere."""
    document = together(matter, title)
    assert document is not None, "这个支部没有，换一个来试"
    if len(document.sections) <= ENOUGH:
        return document
    having = [section for section in document.sections if any(map(strange, shown(section)))]
    return replace(document, sections=tuple(having[:ENOUGH]))


def strange(text: str) -> bool:
    return any(word in text for word in (BRANCH, *SHORT, *UNSEEN, *LONG))


def test_half_a_character_is_refused_where_it_stands(tmp_path: Path) -> None:
    (tmp_path / "branch.yaml").write_text('支部:\n  名称: "石泉村\\uD800党支部"\n', encoding="utf-8")

    with pytest.raises(InputError) as refused:
        load_branch(tmp_path)

    assert refused.value.problems[0].line == 2


@pytest.mark.parametrize("target", names())
@pytest.mark.parametrize("title", makers())
def test_it_is_printed_as_it_is(title: str, target: str, matter: Matter) -> None:
    document = told(matter, title)
    try:
        data = renderer(target)(document).data
    except Unsuited:
        pytest.skip("没有这种格式")

    printed = visible(document)
    if target == "pdf":
        assert lost_on(pages(data), printed) == []
        return
    said = SAID[target](data)
    if target == "xlsx":  # the tables of a document, nothing else
        cells = {cell for _, table in printed.tables() for row in table.rows for cell in row.cells}
        assert [cell for cell in cells if close(cell) not in said] == []
    else:
        assert lost(printed, said) == []


def test_it_reaches_paper(matter: Matter) -> None:
    """Of every sort of such text some document has it: the tests above are about something."""
    said = close("".join(chain.from_iterable(shown(told(matter, title)) for title in makers())))

    assert [word for word in (BRANCH, *SHORT, *UNSEEN, *LONG) if close(word) not in said] == []


def of_html(data: bytes) -> str:
    return Words(data).text


def of_word(data: bytes) -> str:
    file = ZipFile(BytesIO(data))
    parts = [
        file.read(name).decode() for name in file.namelist() if re.match(r"word/(document|header)", name)
    ]
    return html.unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)", "".join(parts))))


def of_sheets(data: bytes) -> str:
    book = ZipFile(BytesIO(data))
    sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/")]
    assert not [sheet for sheet in sheets if re.search("<f[ >]|<hyperlink", sheet)]
    return close(html.unescape(re.sub("<[^>]*>", "", book.read("xl/sharedStrings.xml").decode())))


SAID = {"html": of_html, "docx": of_word, "xlsx": of_sheets}
"""What a file of a sort says that has no pages, read by nothing of ours."""
