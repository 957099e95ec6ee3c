"""简明手册: a page a card in every field, nothing cut, what is on it exactly what is in force."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from branches import DAY, dj
from browser import printed
from every import close, pages
from matters import AS_OF, EXAMPLES, example

from dangjian_cli.card import Pack, Requirement
from dangjian_cli.documents import handbook
from dangjian_cli.documents.parts.rules import Rules
from dangjian_cli.finding import Basis
from dangjian_cli.ledger.branch import FIELDS
from dangjian_cli.load.overlay import load_overlay
from dangjian_cli.load.pack import load_pack, standards_folder
from dangjian_cli.load.shelf import load_shelf
from dangjian_cli.render import cards
from dangjian_cli.render.cards import CardCover, CardList, CardPage
from dangjian_cli.render.lines import lines, whole
from dangjian_cli.render.paper import Document, Section
from dangjian_cli.render.targets import Unfit, renderer

COUNTY = EXAMPLES / "示例县" / "细则.yaml"
LEAST, EASY = 7.5, 8.0
"""Points below which nobody reads, and below which not everybody does."""


@cache
def standard() -> Pack:
    return load_pack(standards_folder())


@cache
def county() -> Pack:
    return load_overlay(COUNTY, standard())


@cache
def book(field: str, day: date = AS_OF, *, local: bool = False) -> Document:
    pack = county() if local else standard()
    (document,) = handbook.of_rules(Rules(pack, load_shelf(standards_folder()), field, day))
    return document


def blocks(document: Document, sort: type[Any]) -> list[Any]:
    return [block for section in document.sections for block in section.blocks if isinstance(block, sort)]


def cards_of(document: Document) -> list[CardPage]:
    return blocks(document, CardPage)


@cache
def every_page() -> Document:
    """Each page that is in any field's handbook or in a county's, once."""
    documents = [*map(book, FIELDS), book("农村", local=True), book("国企", local=True)]
    distinct: dict[CardPage, None] = {}
    for document in documents:
        distinct |= dict.fromkeys(replace(page, running="", page=1) for page in cards_of(document))
    unlike = tuple(replace(page, number=1000 + i) for i, page in enumerate(distinct))
    return replace(
        documents[0], sections=tuple(Section((page,), page.title, margins=WHOLE) for page in unlike)
    )


WHOLE = book("农村").sections[0].margins


@pytest.mark.parametrize("field", FIELDS)
def test_a_page_a_card(field: str) -> None:
    document = book(field)

    assert [type(section.blocks[0]) for section in document.sections[:2]] == [CardCover, CardList]
    assert [page.number for page in cards_of(document)] == list(range(1, 45))
    assert [page.page for page in cards_of(document)] == list(range(1, 45))


def test_every_page_stands_on_one(chromium: Any) -> None:
    """In any field, as a browser sets it and as Typst does, which has no script to look first."""
    document = every_page()
    html = renderer("html")(document).data

    assert len(document.sections) > 44
    assert len(pages(renderer("pdf")(document).data)) == len(document.sections)
    assert len(pages(printed(chromium, html))) == len(document.sections)
    page = chromium.new_page()
    page.set_content(html.decode())
    spare = page.evaluate(
        """() => [...document.querySelectorAll('.card')].map(card => {
          const foot = card.querySelector('footer'), above = foot.previousElementSibling
          const room = foot.getBoundingClientRect().top - above.getBoundingClientRect().bottom
          return Math.min(card.clientHeight - card.scrollHeight, room - 4)
        })"""
    )
    page.close()
    assert min(spare) >= 0


def test_letters_can_be_read() -> None:
    for page in cards_of(every_page()):
        assert page.layout.size >= LEAST
        if page.layout.size < EASY:
            assert not any(demand.reading for demand in page.demands)
            assert f"dj explain {page.number}"[:10] in page.notes[-1]


def test_each_title_heads_its_own_page() -> None:
    document = book("机关")
    read = pages(renderer("pdf")(document).data)
    contents = close(read[1].text)

    for page, sheet in zip(cards_of(document), read[2:], strict=True):
        assert close(sheet.text).startswith(close(page.short) + page.figure + page.title)
        assert close(sheet.text).endswith(str(page.page))
        barred = "不适用" if page.inapplicable else ""
        assert f"{page.figure}{page.title}{barred}{page.page}" in contents


def asked(pack: Pack, field: str, day: date) -> Iterator[tuple[int, list[Requirement]]]:
    """What is asked, found in the plainest way."""
    for card in pack.cards:
        versions = [
            r for r in card.requirements if (r.since or day) <= day and (not r.until or day < r.until)
        ]
        allowed = [
            {*card.fields} & {field, "通用"} and (not r.fields or {*r.fields} & {field, "通用"})
            for r in versions
        ]
        yield card.number, [r for r, may in zip(versions, allowed, strict=True) if may]


@pytest.mark.parametrize("day", [AS_OF, date(2026, 5, 10), date(2026, 5, 11)], ids=str)
@pytest.mark.parametrize("field", ["农村", "机关", "高校"])
def test_the_phrases_are_those_in_force(field: str, day: date) -> None:
    found = {p.number: [(d.title, d.phrase, d.label) for d in p.demands] for p in cards_of(book(field, day))}

    assert found == {
        number: [(r.title, r.phrase, r.severity.label) for r in rules]
        for number, rules in asked(standard(), field, day)
    }


def test_rules_that_changed_change_the_page() -> None:
    before, after = (cards_of(book("农村", date(2026, 5, day)))[24] for day in (10, 11))

    assert before.title == "预备党员接收"
    assert before.demands != after.demands


def test_each_demand_cites_what_it_rests_on() -> None:
    rules = dict(asked(standard(), "农村", AS_OF))
    for page in cards_of(book("农村")):
        titles = dict(page.sources)
        cited = [[(titles[mark], place) for mark, place in demand.marks] for demand in page.demands]
        assert cited == [[said(b) for b in standard().basis(rule)] for rule in rules[page.number]]
        assert list(titles.values()) == list(dict.fromkeys(title for each in cited for title, _ in each))


def said(basis: Basis) -> tuple[str, str]:
    """A basis as it is cited: the document at the foot, the article where it is confirmed."""
    match basis.grade:
        case "A" | "B":
            return f"《{basis.document}》（{basis.version}）", f"第{basis.article}条"
        case "C":
            return f"《{basis.document}》（{basis.version}）", "＊"
        case "D":
            return f"《{basis.document}》（{basis.version}）（未核实，仅供参考）", ""
        case _:
            return f"{basis.document}（通行做法，县里可以改）", ""


def test_a_card_that_does_not_apply_keeps_its_page_and_says_why() -> None:
    page = cards_of(book("机关"))[33]

    assert (page.title, page.demands, page.steps) == ("四议两公开", (), ())
    assert page.inapplicable == ("四议两公开、村民会议只在村里有，本支部是机关",)


def test_what_does_not_apply_on_a_card_is_named() -> None:
    page = cards_of(book("农村"))[9]

    assert page.notes[0] == "另有1条不适用于农村，没有列出：正式党员满七人的设支委会，不满的不设。"


def test_a_branchs_own_leaves_out_what_is_for_other_kinds_of_branch() -> None:
    (document,) = handbook.make(example("农村"))
    page, of_field = cards_of(document)[7], cards_of(book("农村"))[7]

    left = [d.title for d in of_field.demands if d.title not in {each.title for each in page.demands}]
    assert "临时党支部不接收预备党员" in left
    assert page.notes[0] == f"另有{len(left)}条不适用于本支部，没有列出：{'、'.join(left)}。"


def test_a_county_marks_what_is_its_own() -> None:
    document = book("农村", local=True)
    by_number = {page.number: page for page in cards_of(document)}

    assert len(by_number) == 42
    assert by_number.keys().isdisjoint({6, 10, 15})
    assert {n for n, page in by_number.items() if page.local} == {20, 101}
    assert [d.title for d in by_number[13].demands if d.local] == [
        "三分之二以上有表决权的党员到会",
        "留一张会议照片",
    ]
    assert [paper.name for paper in by_number[13].papers if paper.local] == ["会议照片"]
    assert by_number[20].title == "谈心交心"
    (contents,) = blocks(document, CardList)
    assert [note[:12] for note in contents.notes[:3]] == [
        "县里不用：DJ06 党支",
        "县里不用：DJ10 换届",
        "县里不用：DJ15 党小",
    ]
    assert [ledger.title for ledger in contents.ledgers][2] == "第三本 三会一课"
    said = "".join(page.text for page in pages(renderer("pdf")(document).data))
    assert close(said).count("〔县〕") == 2 * 2 + 6 + 1


@pytest.mark.parametrize(
    ("ledger", "count", "size"),
    [("三、组织生活", 7, 9), ("第三本 三会一课", 7, 9), ("很长的台账名称" * 3, 20, 1.38)],
)
def test_a_tab_holds_the_name_of_its_ledger(ledger: str, count: int, size: float) -> None:
    page = replace(cards_of(book("农村"))[0], ledger=ledger, tab=(0, count))

    assert page.tab_size == pytest.approx(size, abs=0.01)
    assert len(page.short) * page.tab_size * 25.4 / 72 < 256 / count


def more(page: CardPage) -> CardPage:
    return replace(page, what=page.what * 200)


@pytest.mark.parametrize("target", ["html", "pdf"])
def test_a_card_that_is_too_long_is_named(target: str) -> None:
    document = book("农村")
    page = more(cards_of(document)[12])
    longer = replace(document, sections=(Section((page,), page.title, margins=WHOLE),))

    with pytest.raises(Unfit, match=r"^13 党员大会$"):
        renderer(target)(longer)


def test_what_was_reckoned_is_held_against_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """Were the reckoning wrong, a PDF would be refused, not get another page."""
    page = cards_of(book("农村"))[12]
    longer = replace(page, how=page.how * 8)
    monkeypatch.setattr(cards, "HEIGHT", 500)
    monkeypatch.setattr(cards, "SIZES", cards.SIZES[-1:])

    with pytest.raises(Unfit, match=r"^13 党员大会$"):
        renderer("pdf")(replace(book("农村"), sections=(Section((longer,), page.title, margins=WHOLE),)))


def test_contents_that_are_too_long_are_told() -> None:
    (contents,) = blocks(book("农村"), CardList)
    many = tuple(replace(ledger, cards=ledger.cards * 5) for ledger in contents.ledgers)

    with pytest.raises(Unfit, match="目录"):
        _ = replace(contents, ledgers=many).row


@pytest.mark.parametrize(
    ("text", "room", "count"),
    [
        ("支部党员大会", 6, 1),
        ("支部党员大会", 5, 2),
        ("支部党员，大会", 4, 2),
        ("支部（党员）大会", 3, 4),
        ("从“申请”到", 4, 2),
        ("共2026年", 3, 3),
        ("甲乙丙丁", 1, 4),
        ("x" * 100, 7, 9),
        (f"支部{whole('①第13条')}", 6, 2),
        ("支部①第13条", 6, 2),
        ("", 5, 1),
    ],
)
def test_lines(text: str, room: float, count: int) -> None:
    assert lines(text, room) == count


def test_for_a_field(tmp_path: Path) -> None:
    result = dj("print", "手册", "--field", "社区", "-o", tmp_path, "--as-of", DAY)

    assert result.exit_code == 0, result.stderr
    said = (tmp_path / "简明手册.html").read_text(encoding="utf-8")
    assert "社区党支部" in said
    assert "社区 · 2026年11月22日有效的规定" in said


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("手册", "--field", "农忖"), "您是不是要用：农村"),
        (("手册",), "--field 领域"),
        (("三级目录", "--field", "农村"), "写上是哪个支部"),
        (("手册", EXAMPLES / "农村", "--field", "农村"), "去掉它"),
    ],
)
def test_which_branch_or_field(arguments: tuple[str | Path, ...], told: str, tmp_path: Path) -> None:
    result = dj("print", *arguments, "-o", tmp_path)

    assert result.exit_code == 2
    assert told in "".join(result.stderr.split("\n"))
    assert not list(tmp_path.iterdir())


def test_a_county_that_writes_too_much_is_told_which_card(tmp_path: Path) -> None:
    text = COUNTY.read_text(encoding="utf-8")
    how = "学习委员定主题，书记召集，结合农时安排；没有来的自学补上。"
    overlay = tmp_path / "细则.yaml"
    overlay.write_text(text.replace(how, how * 300), encoding="utf-8")

    result = dj("print", "手册", "--field", "农村", "--overlay", overlay, "-o", tmp_path / "打印")

    assert result.exit_code == 2
    assert "“101 支部夜学”一页放不下" in result.stderr
    assert not (tmp_path / "打印").exists()
