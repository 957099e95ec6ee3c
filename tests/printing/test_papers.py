"""The documents that records name: whose they are, of which year, how long kept, where."""

from itertools import permutations
from typing import Any

import pytest
from matters import NAMES, example, small

from dangjian_cli.documents.parts.papers import Paper, papers

KEPT = {"存放": "纸质", "盒号": "1"}


def only(sections: dict[str, Any]) -> Paper:
    (paper,) = papers(small(sections))
    return paper


def meeting(*kinds: str, ref: str = "M-1", day: str = "2026-03-05", **more: Any) -> dict[str, Any]:
    return {"编号": ref, "类型": list(kinds), "日期": day, **more}


@pytest.mark.parametrize(
    ("kinds", "name", "codes", "years"),
    [
        (["党员大会"], "会议记录", ["13-03"], "永久"),
        (["支委会"], "会议记录", ["14-03"], "永久"),
        (["党小组会"], "会议记录", ["15-01"], "30年"),
        (["党员大会", "主题党日"], "签到册", ["13-02", "17-04"], "30年"),
        (["党小组会"], "签到册", [], "30年"),
        (["党课"], "讲稿", ["16-02"], "30年"),
        (["党员大会"], "合影", [], ""),
    ],
    ids=lambda value: value if isinstance(value, str) else "、".join(value),
)
def test_the_cards_that_ask_for_it(kinds: list[str], name: str, codes: list[str], years: str) -> None:
    paper = only({"会议": meeting(*kinds, 资料={"名称": name, **KEPT})})

    assert [s.kept.code for s in paper.serves] == codes
    assert paper.retention == years
    assert paper.number == (codes[0] if codes else "")


@pytest.mark.parametrize(
    ("typed", "read"), [("永久", "永久"), ("定期30年", "30年"), ("10", "10年"), ("长期", "长期")]
)
def test_what_the_record_says_of_retention_comes_first(typed: str, read: str) -> None:
    paper = only({"会议": meeting("党员大会", 资料={"名称": "会议记录", "保管期限": typed, **KEPT})})

    assert (paper.retention, paper.ground) == (read, "")


@pytest.mark.parametrize(
    ("record", "year"),
    [
        (meeting("民主评议", day="2026-02-03"), 2026),
        (meeting("民主评议", day="2026-02-03", 所属年度="2025"), 2025),
        (meeting("民主评议", day="2026-02-03", 资料={"归档年度": "2024"}), 2024),
        (meeting("民主评议", day="2026-02-03", 资料={"日期": "2025-12-30"}), 2025),
    ],
)
def test_the_year_it_is_filed_under(record: dict[str, Any], year: int) -> None:
    record["资料"] = {"名称": "会议记录", **KEPT, **record.get("资料", {})}

    assert only({"会议": record}).year == year


def test_a_matter_of_steps_is_filed_in_the_year_of_its_last_step_and_says_no_day_of_its_own() -> None:
    steps = {"党员大会接收": {"日期": "2025-06-01"}, "转正审批": {"日期": "2026-07-03"}}
    paper = only(
        {"发展党员": {"编号": "F-1", "姓名": "柳垚", "步骤": steps, "资料": {"名称": "思想汇报", **KEPT}}}
    )

    assert (paper.year, paper.day) == (2026, None)
    assert paper.title == "[柳垚思想汇报]"


@pytest.mark.parametrize(
    ("material", "there", "place"),
    [
        ({"存放": "纸质", "盒号": "3"}, True, "3盒"),
        ({"文件": "a.pdf"}, True, "电子：a.pdf"),
        ({"文件": "b.pdf"}, False, "电子：b.pdf"),
        ({"去向": "党委"}, True, "原件在党委"),
        ({"存放": "纸质"}, False, "纸质"),
        ({}, False, ""),
    ],
)
def test_where_it_is(material: dict[str, str], there: bool, place: str) -> None:
    data = {"会议": meeting("党员大会", 资料={"名称": "会议记录", **material})}
    (paper,) = papers(small(data, files=frozenset({"a.pdf"})))

    assert (paper.there, paper.place) == (there, place)


@pytest.mark.parametrize(
    ("record", "title"),
    [
        (meeting("党员大会", "主题党日", 资料={"名称": "签到册"}), "[2026年3月5日党员大会、主题党日签到册]"),
        (meeting("党小组会", 党小组="一组", 资料={"名称": "会议记录"}), "[2026年3月5日一组会会议记录]"),
        (meeting("党员大会", 资料={"名称": "会议记录", "题名": "三月大会记录"}), "三月大会记录"),
    ],
)
def test_a_title_made_for_it_stands_in_brackets(record: dict[str, Any], title: str) -> None:
    assert only({"会议": record}).title == title


def test_what_a_box_lists_is_in_that_box_and_kept_as_long() -> None:
    listed = {"名称": "会议记录", "题名": "全年记录", "件号": "1", "页数": "8"}
    paper = only({"归档": {"年度": "2025", "保管期限": "永久", "盒号": "2025-1", "文件": listed}})

    assert (paper.boxed, paper.retention, paper.year, paper.there) == ("2025-1", "永久", 2025, True)


def test_what_comes_later_and_what_waivers_and_attestations_cite_is_left_out() -> None:
    record = {"名称": "会议记录", **KEPT}
    data = {
        "会议": [meeting("党员大会", day="2026-12-01", 资料=record)],
        "人工核实": {"地址": "DJ24.year@F-1", "证据": record},
    }
    assert papers(small(data)) == ()


@pytest.mark.parametrize("name", NAMES)
def test_every_example_is_read_whole(name: str) -> None:
    found = papers(example(name))

    assert len({p.route for p in found}) == len(found) > 100
    assert all(p.year for p in found if p.section != "阵地")
    assert all(p.there for p in found) == (name != "农村-有缺项")
    assert sum(bool(p.serves) for p in found) > len(found) * 0.8
    assert all(p.retention in {"永久", "30年", "10年", ""} for p in found)


def test_the_order_of_records_changes_nothing() -> None:
    records = [
        meeting("党员大会", ref="M-2", day="2026-03-05", 资料=[{"名称": "签到册"}, {"名称": "会议记录"}]),
        meeting("支委会", ref="M-1", day="2026-03-05", 资料={"名称": "会议记录"}),
        meeting("党课", ref="M-3", day="2026-01-05", 资料={"名称": "讲稿"}),
    ]
    orders = {
        tuple((p.subject, p.material.name) for p in papers(small({"会议": list(order)})))
        for order in permutations(records)
    }
    assert orders == {(("M-3", "讲稿"), ("M-1", "会议记录"), ("M-2", "签到册"), ("M-2", "会议记录"))}
