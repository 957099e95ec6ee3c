"""件号, 档号, 案卷号, 页号: by rule, stored ones stay, boxes that are mixed are refused."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from branches import DAY, dj
from hypothesis import given, settings
from hypothesis import strategies as st
from matters import NAMES, example, small

from dangjian_cli.documents import Refused
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.documents.parts.numbering import (
    Class,
    composed,
    faults_of,
    fields_to_store,
    filing,
    forms,
    lots,
    volumes,
)
from dangjian_cli.ledger.branch import Branch

TYPES = ("党员大会", "支委会", "党小组会", "党课")
PAPERS = ("会议通知", "签到册", "会议记录", "讲稿")
TERMS = ("永久", "30年", "10年")


def meeting(ref: str, day: str, *materials: dict[str, Any], kind: str = "党员大会") -> dict[str, Any]:
    return {"编号": ref, "类型": kind, "日期": day, "资料": list(materials)}


def paper(name: str = "会议记录", retention: str = "永久", **more: Any) -> dict[str, Any]:
    return {"名称": name, "保管期限": retention, "存放": "纸质", "盒号": f"2026-{retention}", **more}


def numbers(matter: Matter) -> dict[str, int]:
    """Numbers by the title of the paper, which tests make unique."""
    return {piece.paper.title: piece.number for piece in filing(matter).pieces}


@st.composite
def meetings(draw: st.DrawFn, first: int = 0, most: int = 8) -> list[dict[str, Any]]:
    """Meetings of a year with a few papers each; titles tell every paper from every other."""
    made = []
    for i in range(first, first + draw(st.integers(1, most))):
        day = date(2026, 1, 1) + timedelta(days=draw(st.integers(0, 300)))
        names = draw(st.lists(st.sampled_from(PAPERS), min_size=1, max_size=3, unique=True))
        papers = [paper(n, draw(st.sampled_from(TERMS)), 题名=f"{n}{i}") for n in names]
        made.append(meeting(f"M-{i}", day.isoformat(), *papers, kind=draw(st.sampled_from(TYPES))))
    return made


@given(meetings(), st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_a_fresh_assignment_has_no_gap_and_the_order_of_records_changes_nothing(
    records: list[dict[str, Any]], chance: Random
) -> None:
    filed = filing(small({"会议": records}))
    for pieces in filed.classes.values():
        assert [piece.number for piece in pieces] == list(range(1, len(pieces) + 1))
        days = [piece.paper.day.first for piece in pieces if piece.paper.day]
        assert days == sorted(days)
        assert not any(piece.stored for piece in pieces)

    shuffled = [{**r, "资料": chance.sample(r["资料"], len(r["资料"]))} for r in records]
    chance.shuffle(shuffled)
    assert numbers(small({"会议": shuffled})) == numbers(small({"会议": records}))


@given(meetings(), meetings(first=100))
@settings(max_examples=10, deadline=None)
def test_what_is_stored_stays_whatever_comes_later(
    records: list[dict[str, Any]], later: list[dict[str, Any]]
) -> None:
    before = small({"会议": records})
    stored = with_stored(records, before)
    after = small({"会议": [*stored, *later]})

    held, now = numbers(before), numbers(after)
    assert {title: now[title] for title in held} == held
    for pieces in filing(after).classes.values():
        assert [piece.number for piece in pieces] == list(range(1, len(pieces) + 1))
        fresh = [piece.number for piece in pieces if not piece.stored]
        assert all(number > piece.number for number in fresh for piece in pieces if piece.stored)


def with_stored(records: list[dict[str, Any]], matter: Matter) -> list[dict[str, Any]]:
    """The records with everything stored that is to be."""
    copies = [{**r, "资料": [dict(m) for m in r["资料"]]} for r in records]
    for word, values in fields_to_store(matter).items():
        for (_, position, _, at), value in values:
            copies[int(position)]["资料"][int(at)][word] = value
    return copies


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("year", [2025, 2026])
def test_every_example_is_numbered_without_gaps(name: str, year: int) -> None:
    filed = filing(of_year(name, year))
    for of, pieces in filed.classes.items():
        assert of.year == year
        assert [piece.number for piece in pieces] == list(range(1, len(pieces) + 1))
    assert all(left.why for left in filed.left)
    assert not lots(of_year(name, year))[1]


def of_year(name: str, year: int) -> Matter:
    from dataclasses import replace  # noqa: PLC0415

    return replace(example(name), year=year)


# What decides of a class ---------------------------------------------------------------------------------


def test_classes_by_body_then_retention_and_a_village_s_own_papers_apart() -> None:
    listed = {"名称": "会议记录", "题名": "村民代表会议", "件号": "1"}
    data = {
        "支部": {"机构问题": "党支部"},
        "会议": meeting("M-1", "2026-03-05", paper("签到册", "10年"), paper("会议记录", "永久")),
        "归档": {"类别": "村务", "年度": "2026", "保管期限": "永久", "盒号": "C-1", "文件": listed},
    }
    assert list(filing(small(data)).classes) == [
        Class(2026, "永久", "党支部"),
        Class(2026, "10年", "党支部"),
        Class(2026, "永久", "村务"),
    ]


@pytest.mark.parametrize(
    ("material", "why"),
    [
        ({"名称": "合影", "存放": "纸质", "盒号": "1"}, "不知道保管多久：写“保管期限”"),
        ({"名称": "会议记录"}, "没有写文件、存放在哪里，或者文件不在"),
        ({"名称": "会议记录", "文件": "没有.pdf"}, "没有写文件、存放在哪里，或者文件不在"),
        ({"名称": "会议记录", "保管期限": "长期", "存放": "纸质"}, "保管期限“长期”不是永久、30年、10年"),
    ],
)
def test_what_gets_no_number_says_why(material: dict[str, str], why: str) -> None:
    filed = filing(small({"会议": meeting("M-1", "2026-03-05", material)}))

    assert [left.why for left in filed.left] == [why]
    assert not filed.classes


def test_an_original_elsewhere_gets_no_number_and_is_not_left_out() -> None:
    away = {"名称": "会议记录", "去向": "党委"}
    filed = filing(small({"会议": meeting("M-1", "2026-03-05", away)}))

    ((of, papers),) = filed.elsewhere.items()
    assert (of.retention, papers[0].place, filed.classes, filed.left) == ("永久", "原件在党委", {}, ())


def test_only_one_retention_where_one_is_asked_for() -> None:
    data = {"会议": meeting("M-1", "2026-03-05", paper(), paper("签到册", "30年"))}

    assert [of.retention for of in filing(small(data, 期限="30年")).classes] == ["30年"]


# 档号 ------------------------------------------------------------------------------------------------------

HEAD = {"名称": "支部", "领域": "农村", "成立日期": "1972-07-01", "建账日期": "2025-01-01"}


@pytest.mark.parametrize(
    ("branch", "retention", "code"),
    [
        ({"全宗号": "Z109"}, "永久", "Z109-WS·2026-Y-0007"),
        ({"全宗号": "Z109"}, "30年", "Z109-WS·2026-D30-0007"),
        (
            {"全宗号": "Z109", "机构问题": "党支部", "机构问题代码": "DZB"},
            "10年",
            "Z109-WS·2026-D10-DZB-0007",
        ),
        ({"机构（问题）": "党支部"}, "永久", "□□□□-WS·2026-Y-党支部-0007"),
    ],
)
def test_the_number_as_it_is_put_together(branch: dict[str, str], retention: str, code: str) -> None:
    owner = Branch.model_validate(HEAD | branch)
    coding = forms(example("农村")).coding
    made = composed(Class(2026, retention, owner.body or ""), 7, owner, coding)

    assert made == code
    assert list(faults_of(made, coding)) == ([] if owner.fonds_number else ["全宗号还没有给"])


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("Z10-WS·2026-Y-0001", "全宗号“Z10”不是 4 位字母、数字"),
        ("Z109-WS·2026-Y-01", "不合"),
        ("Z109-WS·2026-C-0001", "不合"),
        ("Z109-KJ·2026-Y-0001", "不合"),
        ("Z109-WS-2026-Y-0001", "不合"),
        ("Z109-WS·2026-Y-A-B-0001", "不合"),
    ],
)
def test_what_is_wrong_with_a_number(code: str, said: str) -> None:
    (fault,) = faults_of(code, forms(example("农村")).coding)

    assert said in fault


@pytest.mark.parametrize(
    ("items", "said"),
    [
        (("3", "0003"), "有两件都是 0003 号：M-1 的会议记录，M-1 的会议记录"),
        (("甲",), "件号“甲”不是件号"),
        (("0",), "件号“0”不是件号"),
        (("Z109-WS·2025-Y-0001",), "和它归的类对不上，应是 □□□□-WS·2026-Y-0001"),
    ],
)
def test_stored_numbers_that_cannot_be_are_refused(items: tuple[str, ...], said: str) -> None:
    papers = [paper(题名=f"记录{i}", 件号=item) for i, item in enumerate(items)]

    with pytest.raises(Refused) as refused:
        filing(small({"会议": meeting("M-1", "2026-03-05", *papers)}))
    assert said in "".join(refused.value.args)


def test_a_whole_number_may_be_stored() -> None:
    data = {
        "支部": {"全宗号": "Z109"},
        "会议": meeting("M-1", "2026-03-05", paper(件号="Z109-WS·2026-Y-0012"), paper("决议")),
    }
    assert [(p.number, p.stored) for p in filing(small(data)).pieces] == [(12, True), (13, False)]


# Boxes -----------------------------------------------------------------------------------------------------


def test_a_box_of_two_retentions_is_refused_and_the_pieces_are_named() -> None:
    mixed = [paper(盒号="5"), paper("签到册", "30年", 盒号="5"), paper("会议通知", "10年", 盒号="6")]
    good, faults = lots(small({"会议": meeting("M-1", "2026-03-05", *mixed)}))

    assert [lot.number for lot in good] == ["6"]
    (fault,) = faults
    assert fault.startswith("5盒里混着2026年永久的1件（M-1 的会议记录）；2026年30年的1件（M-1 的签到册）。")


def test_a_box_of_two_years_is_refused() -> None:
    records = [meeting("M-1", "2026-03-05", paper(盒号="5")), meeting("M-2", "2025-03-05", paper(盒号="5"))]

    assert "2025年永久的1件" in lots(small({"会议": records}))[1][0]


def test_the_span_of_a_box_and_no_box_for_files() -> None:
    data = {
        "会议": [
            meeting("M-1", "2026-01-05", paper(题名="一", 盒号="5")),
            meeting("M-2", "2026-02-05", paper(题名="二", 盒号="6")),
            meeting("M-3", "2026-03-05", paper(题名="三", 盒号="5")),
            meeting("M-4", "2026-04-05", {"名称": "会议记录", "题名": "四", "文件": "a.pdf"}),
        ]
    }
    good, _ = lots(small(data, files=frozenset({"a.pdf"})))

    assert [(lot.number, lot.span) for lot in good] == [("5", (1, 3)), ("6", (2, 2))]


# Volumes ---------------------------------------------------------------------------------------------------


def sheets(*materials: dict[str, Any]) -> list[str]:
    (volume,) = volumes(small({"会议": meeting("M-1", "2026-03-05", *materials)}, 按="卷"))
    return [leaf.sheets for leaf in volume.leaves]


def test_pages_go_on_until_a_piece_does_not_say_its_own() -> None:
    first, second = paper(题名="一", 页数="3", 件号="1"), paper(题名="二", 页数="1", 件号="2")
    third, fourth = paper(题名="三", 件号="3"), paper(题名="四", 页数="2", 件号="4")

    assert sheets(first, second, third, fourth) == ["1-3", "4", "5", ""]


def test_stored_pages_stay_and_the_rest_follow() -> None:
    first, second = paper(题名="一", 页数="3", 件号="1", 页号="1-5"), paper(题名="二", 页数="2", 件号="2")

    assert sheets(first, second) == ["1-5", "6-7"]


def test_volumes_are_those_that_records_name_and_later_pieces_join_the_last() -> None:
    materials = [paper(题名="一", 案卷号="7"), paper(题名="二", 案卷号="8"), paper(题名="三")]
    made = volumes(
        small({"会议": meeting("M-1", "2026-03-05", *materials, paper("签到册", "30年"))}, 按="卷")
    )

    found = [(v.number, v.stored, [leaf.piece.paper.title for leaf in v.leaves]) for v in made]
    assert found[:2] == [("7", True, ["一"]), ("8", True, ["二", "三"])]
    assert (found[2][0], found[2][1]) == ("9", False)


def test_the_pages_of_a_volume_are_told_only_where_all_are_known() -> None:
    (known,) = volumes(small({"会议": meeting("M-1", "2026-03-05", paper(页数="3"))}, 按="卷"))
    (open_,) = volumes(small({"会议": meeting("M-1", "2026-03-05", paper(页数="3"), paper("决议"))}, 按="卷"))

    assert (known.pages, open_.pages) == (3, None)


# dj number -------------------------------------------------------------------------------------------------


def branch(folder: Any, *records: str, head: str = "") -> Any:
    lines = ["支部:", *(f"  {k}: {v}" for k, v in HEAD.items()), head, "会议:", *records]
    (folder / "branch.yaml").write_text("\n".join(line for line in lines if line) + "\n", encoding="utf-8")
    return folder


FIRST = """  - 编号: M-1
    类型: 党员大会
    日期: 2026-03-05
    资料:
      - 名称: 会议记录  # 书记员写的
        存放: 纸质
        盒号: 1
      - {名称: 会议通知, 存放: 纸质, 盒号: 3}"""
EARLIER = """  - 编号: M-0
    类型: 党员大会
    日期: 2026-01-05
    资料:
      - {名称: 会议记录, 存放: 纸质, 盒号: 1}"""


def run(folder: Any, *more: str) -> Any:
    return dj("number", folder, "--as-of", DAY, "--privacy", "local", *more)


def test_it_shows_first_and_writes_only_when_told_to(tmp_path: Any) -> None:
    folder = branch(tmp_path, FIRST)
    text = (folder / "branch.yaml").read_text(encoding="utf-8")

    shown = run(folder)
    assert shown.exit_code == 1
    assert "2026年永久：1件，编 0001 到 0001 号" in shown.stdout
    assert '+        件号: "0001"' in shown.stdout
    assert (folder / "branch.yaml").read_text(encoding="utf-8") == text

    assert run(folder, "--write").exit_code == 0
    assert run(folder).stdout == "没有要编的\n"
    written = (folder / "branch.yaml").read_text(encoding="utf-8")
    assert "- 名称: 会议记录  # 书记员写的" in written
    assert '{名称: 会议通知, 存放: 纸质, 盒号: 3, 保管期限: 10年, 件号: "0001"}' in written.replace(
        "保管期限: 10年, 存放: 纸质, 盒号: 3", "存放: 纸质, 盒号: 3, 保管期限: 10年"
    )


def test_printing_after_a_record_is_added_changes_no_stored_number(tmp_path: Any) -> None:
    folder, out = branch(tmp_path, FIRST), tmp_path / "印"
    assert run(folder, "--write").exit_code == 0
    written = (folder / "branch.yaml").read_text(encoding="utf-8")
    (folder / "branch.yaml").write_text(f"{written}{EARLIER}\n", encoding="utf-8")

    made = dj("print", "目录", folder, "-o", out, "--as-of", DAY)
    assert made.exit_code == 0
    page = (out / "归档" / "2026年永久归档文件目录.html").read_text(encoding="utf-8")
    assert page.index("□□□□-WS·2026-Y-0001") < page.index("[2026年3月5日党员大会会议记录]")
    assert page.index("□□□□-WS·2026-Y-0002") < page.index("[2026年1月5日党员大会会议记录]")
    assert "编 0002 到 0002 号" in run(folder).stdout


def test_by_volume_it_stores_volumes_and_pages(tmp_path: Any) -> None:
    folder = branch(tmp_path, FIRST.replace("盒号: 3}", "盒号: 3, 页数: 2}"))

    assert run(folder, "--by", "卷", "--write").exit_code == 0
    written = (folder / "branch.yaml").read_text(encoding="utf-8")
    assert "页号: 1-2" in written
    assert "案卷号: 1" in written


def test_numbers_that_contradict_each_other_are_told_and_nothing_is_written(tmp_path: Any) -> None:
    folder = branch(tmp_path, FIRST.replace("盒号: 1", "盒号: 1\n        件号: 甲"))

    result = run(folder, "--write")
    assert result.exit_code == 2
    assert "没有编：M-1 的会议记录的件号“甲”不是件号" in result.stderr


def test_a_mixed_box_is_refused_when_printed_and_the_rest_is_printed(tmp_path: Any) -> None:
    folder, out = branch(tmp_path, FIRST.replace("盒号: 3", "盒号: 1")), tmp_path / "印"

    result = dj("print", "归档", folder, "-o", out, "--as-of", DAY)
    assert result.exit_code == 2
    assert result.stderr.count("1盒里混着2026年永久的1件（M-1 的会议记录）") == 1
    assert (out / "归档" / "2026年永久归档文件目录.html").is_file()
    assert not (out / "归档" / "2026年盒脊.html").exists()
