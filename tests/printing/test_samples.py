"""式样：每样资料都有，照记录填的和台账一样，台账里没有的空着。"""

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from branches import DAY, dj
from every import close, document, pages
from every import made as whole_file
from matters import EXAMPLES, NAMES, example, small
from pydantic import ValidationError

from dangjian_cli.card import CardMaterial
from dangjian_cli.documents import samples
from dangjian_cli.documents.parts.filling import BLANK, Filling, serves
from dangjian_cli.documents.parts.matter import Misasked
from dangjian_cli.documents.parts.naming import file_name
from dangjian_cli.documents.parts.wording import words
from dangjian_cli.forms import Sample, points
from dangjian_cli.ledger.activities import Meeting
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.table import fields_of, visible
from dangjian_cli.periods import Day
from dangjian_cli.render.paper import Clause, Document, Form, Letter, Paragraph, Table

VILLAGE = EXAMPLES / "农村"


def made(name: str, **options: str) -> dict[str, Document]:
    base = example(name)
    assert base.texts  # read once for all that follow
    matter = copy(base)
    vars(matter)["options"] = options
    return {document.title: document for document in samples.make(matter)}


def places(document: Document) -> dict[str, str]:
    """What stands in the labelled places."""
    blocks = (block for section in document.sections for block in section.blocks)
    return {c.label: c.value for b in blocks if isinstance(b, Form) for line in b.lines for c in line}


def lists(document: Document) -> list[list[dict[str, str]]]:
    tables = (b for section in document.sections for b in section.blocks if isinstance(b, Table))
    return [
        [dict(zip((c.title for c in table.columns), row.cells, strict=True)) for row in table.rows]
        for table in tables
    ]


def test_every_document_of_every_card_has_a_form() -> None:
    matter = example("农村")
    wanted = [
        f"{card.number:02}-{i:02} {material.name}"
        for card in matter.pack.cards
        for i, material in enumerate(matter.texts[card.number].materials, 1)
    ]

    assert list(made("农村")) == wanted
    assert len(wanted) > 200


def test_a_blank_form_is_one_page() -> None:
    whole, file = document("农村", "样式"), whole_file("农村", "样式", "pdf")
    assert whole is not None
    assert file is not None

    named = [section.name for section in whole.sections]
    read = pages(file.data)
    assert len(read) == len(named)
    assert [name for name, page in zip(named, read, strict=True) if close(name) not in close(page.text)] == []


def test_a_blank_form_holds_nothing_of_the_ledger_but_the_branch() -> None:
    matter = example("农村")
    people = {member.name for member in matter.ledger.sections.members}
    secretary = {seat.name for seat in matter.ledger.roster.seats(matter.as_of) if seat.role == "书记"}

    filled = {value for document in made("农村").values() for value in places(document).values()}
    assert not people & filled
    text = "".join(str(document) for document in made("农村").values())
    assert {name for name in people if name in text} <= secretary


@pytest.mark.parametrize("name", NAMES)
def test_a_meeting_of_the_members(name: str) -> None:
    matter = example(name)
    held = [m for m in matter.ledger.sections.meetings if m.kinds and "党员大会" in m.kinds and m.items]
    for meeting in held[-2:]:
        assert meeting.ref
        found = made(name, 记录=meeting.ref, 卡="13")
        minutes = places(found[f"13-03 会议记录（{meeting.ref}）"])
        assert minutes["应到"] == str(meeting.expected or "")
        assert minutes["实到"] == str(meeting.attended or "")
        assert minutes["主持人"] == (meeting.chair or "")
        assert minutes["会议进程和发言"] == minutes["主持人签名"] == ""

        sheet = lists(found[f"13-02 签到册（{meeting.ref}）"])
        assert {row["本人签名"] for row in sheet[0]} == {""}
        check_roll(matter.ledger.roster.expected("全体党员", meeting.date.first, "", away(meeting)), sheet[0])
        absent = [row["姓名"] for row in sheet[1] if row["姓名"]]
        assert absent == [a.name for a in meeting.absent]


def away(meeting: Meeting) -> set[tuple[str, str | None]]:
    return {(a.name, a.number) for a in meeting.excluded}


def check_roll(expected: object, rows: list[dict[str, str]]) -> None:
    assert (len(rows), len(rows)) == expected
    assert [row["序号"] for row in rows] == [str(i) for i in range(1, len(rows) + 1)]


def test_votes_are_those_of_the_ledger() -> None:
    found = made("农村", 记录="M-2026-02", 卡="13")

    (votes,) = lists(found["13-04 票决汇总（M-2026-02）"])
    assert [(v["赞成"], v["反对"], v["弃权"]) for v in votes[:2]] == [("32", "0", "0"), ("31", "0", "1")]
    assert (votes[3]["赞成"], votes[3]["结果"]) == ("", "不表决")


def test_a_paper_that_serves_several_cards_is_filled_once() -> None:
    found = made("农村", 记录="M-2026-02")

    assert sum("会议记录" in title for title in found) == 1
    assert "05-03 党员大会会议记录（M-2026-02）" not in found


def test_a_talk_names_both_and_leaves_the_signatures() -> None:
    talk = example("农村").ledger.sections.talks[0]
    found = made("农村", 记录=talk.ref or "", 卡="20")

    record = places(found[f"20-02 谈话记录（{talk.ref}）"])
    assert (record["谈话人"], record["谈话对象"]) == (talk.by, talk.subject)
    assert record["谈话人签名"] == record["谈话对象签名"] == ""


@pytest.mark.parametrize("name", NAMES)
def test_every_record_that_has_a_form_can_be_printed_on_it(name: str) -> None:
    """Whatever a place is filled with stands in that very record, or is known of the branch."""
    matter = example(name)
    for section in ("meetings", "developments", "submissions", "elections", "reviews"):
        for record in getattr(matter.ledger.sections, section)[-1:]:
            ref = record.ref or f"{record.year}"
            found = made(name, 记录=ref)
            assert found
            assert all(f"（{ref}）" in title for title in found)


def test_a_letter_leaves_room_for_what_is_not_known() -> None:
    (letter,) = made("农村", 卡="13")["13-01 会议通知"].sections[0].blocks

    assert isinstance(letter, Letter)
    assert letter.title == "关于召开党员大会的通知"
    assert f"定于____年__月__日{BLANK}在{BLANK}召开党员大会" in letter.clauses[0].text
    assert letter.signed == example("农村").branch


def test_a_prescribed_form_is_not_imitated() -> None:
    slip = made("农村", 卡="25")["25-03 入党志愿书"]

    said = [b.text for b in slip.sections[0].blocks if isinstance(b, Paragraph)]
    assert any("中央组织部" in text and "不另拟" in text for text in said)


def test_a_document_that_a_county_added_has_a_form_of_its_points() -> None:
    matter = example("农村")
    card = matter.pack.cards[0]
    material = CardMaterial.model_validate(
        {"名称": "县里要的表", "样式": "时间、地点；经办人", "保管期限": "签到册"}
    )
    text = matter.texts[1].model_copy(update={"materials": (*matter.texts[1].materials, material)})
    pack = replace(matter.pack, cards=(card,), text=lambda _: text)

    *_, added = samples.make(replace(matter, pack=pack))
    assert list(places(added))[:3] == ["时间", "地点", "经办人"]
    assert points("时间、地点；经办人") == ("时间", "地点", "经办人")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"记录": "M-2026-99"}, "台账里没有“M-2026-99”这条记录"),
        ({"记录": "M-2026-02", "卡": "20"}, "没有照“M-2026-02”这条记录填的式样"),
        ({"卡": "99"}, "没有第99张卡"),
    ],
)
def test_what_is_not_there(options: dict[str, str], told: str) -> None:
    with pytest.raises(Misasked) as asked:
        made("农村", **options)
    assert asked.value.said == told


PHONE = "13000000001"


@pytest.mark.parametrize("whole", [True, False])
def test_numbers_of_people_are_masked_unless_asked_for(*, whole: bool) -> None:
    member = {"编号": "D-01", "姓名": "甲某", "联系电话": PHONE, "入党日期": "2001-07-01"}
    term = {"当选日期": "2024-01-05", "成员": [{"姓名": "甲某", "职务": "书记"}]}
    talk = {"编号": "T-1", "日期": "2026-03-05", "谈话人": "甲某", "谈话对象": "乙某", "内容": f"电话{PHONE}"}
    matter = small({"党员": [member], "支委会": [term], "谈心谈话": [talk]})

    for ref in ("支部", "T-1"):
        options = {"记录": ref}
        documents = list(samples.make(replace(matter, options=options, open_numbers=whole)))
        assert (PHONE in str(documents)) is whole
        assert ("130*******1" in str(documents)) is not whole


def test_nothing_after_the_day_is_known() -> None:
    matter = small({"会议": [{"编号": "M-1", "类型": "党员大会", "日期": "2026-12-01"}]}, 记录="M-1")

    with pytest.raises(Misasked, match=r"M-1"):
        list(samples.make(matter))


HOSTILE = ("<script>", "{{7*7}}", "{日期}", "{#议题.名称}", "../../etc", "=1+1")


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_typed_is_never_a_place(text: str) -> None:
    meeting = {"编号": "M-1", "类型": "主题党日", "日期": "2026-03-05", "主题": text, "议题": {"名称": text}}
    found = {d.title: d for d in samples.make(small({"会议": [meeting]}, 记录="M-1"))}

    (letter,) = found["17-03 通知（M-1）"].sections[0].blocks
    assert isinstance(letter, Letter)
    assert f"主题是“{text}”" in letter.clauses[0].text
    assert Clause(f"1. {text}") in letter.clauses


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({"行": ["时间=日其"]}, "unknown-field"),
        ({"列": ["议题=题目名"], "取自": "议题"}, "unknown-field"),
        ({"行": ["议题=议题"]}, "not-a-value"),
        ({"文": "定于{日子}"}, "unknown-field"),
        ({"行": ["本件=本件.颜色"]}, "unknown-field"),
        ({"行": ["时间=日期=日期"]}, "bad-place"),
        ({"公文": {"正文": ["{没有}"]}}, "unknown-field"),
    ],
)
def test_a_place_that_nothing_fills_is_an_error_of_the_form(form: dict[str, object], code: str) -> None:
    data = {"名称": "表", "用于": [{"卡": "13", "资料": "表"}], "记录": "会议", "内容": [form]}

    with pytest.raises(ValidationError, match=code):
        Sample.model_validate(data)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("会议记录", "会议记录"),
        ("a/b\\c:d", "a-b-c-d"),
        ('甲?乙*丙"<>|', "甲-乙-丙-"),
        ("../../etc", "-..-..-etc"),
        ("con", "-con"),
        ("LPT1.txt", "-LPT1.txt"),
        ("名. ", "名"),
        ("", "-"),
        ("字" * 100, "字" * 60),
    ],
)
def test_names_that_every_system_takes(text: str, name: str) -> None:
    assert file_name(text) == name


def test_every_file_has_a_name_of_its_own() -> None:
    names = [document.name for document in made("农村").values()]

    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"样式/\d\d-[^/]+/\d\d-\d\d-[^/]+", name) for name in names)


def test_print_one_card_in_word(tmp_path: Path) -> None:
    result = dj("print", "样式", VILLAGE, "-o", tmp_path, "--card", "13", "--to", "docx", "--as-of", DAY)

    assert result.exit_code == 0, result.stderr
    files = sorted(path.name for path in (tmp_path / "样式" / "13-党员大会").iterdir())
    assert files == [
        "13-01-会议通知.docx",
        "13-02-签到册.docx",
        "13-03-会议记录.docx",
        "13-04-票决汇总.docx",
        "13-05-决议.docx",
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("样式", VILLAGE, "--record", "M-2026-9"), "您是不是要用"),
        (("样式", VILLAGE, "--card", "45"), "没有第45张卡"),
        (("制度汇编", VILLAGE, "--card", "13"), "“制度汇编”没有这样印的"),
    ],
)
def test_what_cannot_be_printed(arguments: tuple[str | Path, ...], told: str, tmp_path: Path) -> None:
    result = dj("print", *arguments, "-o", tmp_path, "--as-of", DAY)

    assert result.exit_code == 2
    assert told in re.sub(r"[\s│]", "", result.stderr)


def held(value: Any, day: date) -> Iterator[str]:
    """Everything that a record says, as it is written on paper."""
    if isinstance(value, Record):
        if visible(value, day):
            for field in fields_of(type(value)):
                yield from held(getattr(value, field.attr), day)
    elif isinstance(value, tuple) and not isinstance(value, Day):
        for each in value:
            yield from held(each, day)
    elif value is not None and not isinstance(value, dict):
        yield words(value)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_filled_in_that_the_record_does_not_say(name: str) -> None:
    """Place by place, on every form, for the last records that fill it."""
    matter = example(name)
    branch = set(held(matter.ledger.branch, matter.as_of))
    people = {seat.name for term in matter.ledger.sections.committees for seat in term.members}
    filled = 0
    for sample in matter.shelf.forms():
        rows = list(sample.table.rows(matter.ledger.sections, matter.as_of)) if sample.table else []
        for use in sample.uses:
            for row in [r for r in rows if serves(use, sample, r, matter.as_of)][-3:]:
                filling = Filling(matter, sample, use, row)
                asked = {*chain.from_iterable(use.where.values()), use.material}
                known = branch | people | asked | {"", str(matter.year)} | set(held(row.record, matter.as_of))
                for place in (place for part in sample.parts if part.line for place in part.places):
                    said = filling.said(place.path) if place.path else ""
                    assert said in known or set(said.split("、")) <= known, (sample.name, place)
                    filled += bool(said)
    assert filled > 100
