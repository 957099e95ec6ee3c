"""封面, 脊背, 目录, 备考表, 归档章: what stands on them; measured in a browser and in the PDF."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from branches import DAY, dj
from browser import faults
from every import close, lost, pages
from matters import NAMES, example, small
from test_numbering import FIRST, branch, meeting, paper

from dangjian_cli.documents import Refused, meant
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.documents.parts.numbering import forms
from dangjian_cli.render.paper import Document, Table, fitted
from dangjian_cli.render.targets import renderer

KINDS = ("封面", "脊背", "目录", "备考表", "归档章")
LONG = (
    "关于认真做好基层党组织换届选举和发展党员工作进一步规范会议记录签到票决汇总归档整理装订移交等事项的通知"
    * 2
)
HOSTILE = ("<script>alert(1)</script>", '#panic("x")', "{{7*7}}", "=1+1", "../../etc", "𬱖㛃喆昇")


def made(matter: Matter, title: str) -> list[Document]:
    (maker,) = meant(title)
    return list(maker.make(matter))


def full(by: str = "件", **more: Any) -> Matter:
    """Two papers of each sort that matters: one long, one in a box that says its thickness."""
    head = {
        "全宗号": "Z109",
        "全宗名称": "石泉村",
        "机构问题": "党支部",
        "机构问题代码": "DZB",
        "目录号": "2",
    }
    papers = [paper(题名=LONG, 文号="石党〔2026〕3号", 责任者="石泉村党支部", 页数="3"), paper("决议")]
    box = {
        "年度": "2026",
        "保管期限": "永久",
        "盒号": "2026-永久",
        "题名": "党员大会等",
        "脊厚": "30",
        "整理人": "柳垚",
        "整理日期": "2026-11-20",
    }
    data = {"支部": head | more, "会议": meeting("M-1", "2026-03-05", *papers), "归档": box}
    return small(data, 按=by)


# On every example ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("by", ["件", "卷"])
def test_every_example_by_item_and_by_volume(name: str, by: str) -> None:
    from dataclasses import replace  # noqa: PLC0415

    matter = replace(example(name), options={"按": by})
    found = {kind: made(matter, kind) for kind in KINDS}

    assert all(found[kind] for kind in KINDS if (by, kind) != ("卷", "归档章"))
    assert len({d.name for documents in found.values() for d in documents}) == sum(map(len, found.values()))
    rows = [row for d in found["目录"] for _, table in d.tables() for row in table.rows]
    assert len(rows) > 100


def test_the_word_for_all_of_them() -> None:
    assert [maker.title for maker in meant("归档")] == list(KINDS)


# What stands on them -------------------------------------------------------------------------------------


def cells(document: Document) -> list[dict[str, str]]:
    """The rows of its table by the names of the columns."""
    (table,) = [b for s in document.sections for b in s.blocks if isinstance(b, Table)]
    return [dict(zip((c.title for c in table.columns), row.cells, strict=False)) for row in table.rows]


def test_a_row_of_the_catalogue_by_item() -> None:
    (document,) = made(full(), "目录")
    row = next(row for row in cells(document) if row["题名"] == LONG)

    assert row == {
        "序号": row["序号"],
        "档号": f"Z109-WS·2026-Y-DZB-000{row['序号']}",
        "文号": "石党〔2026〕3号",
        "责任者": "石泉村党支部",
        "题名": LONG,
        "日期": "20260305",
        "密级": "",
        "页数": "3",
        "备注": "预编\n2026-永久盒",
    }


def test_a_row_of_the_catalogue_by_volume() -> None:
    (document,) = made(full("卷"), "目录")

    assert list(cells(document)[0]) == ["顺序号", "文号", "责任者", "题名", "日期", "页号", "备注"]
    assert not document.sections[0].numbered
    assert {row["页号"] for row in cells(document)} == {"1", ""} or {
        row["页号"] for row in cells(document)
    } == {
        "1-3",
        "4",
    }


def test_an_original_elsewhere_stands_with_its_place() -> None:
    away = {"名称": "会议记录", "题名": "交上去的", "去向": "党委"}
    (document,) = made(small({"会议": meeting("M-1", "2026-03-05", away)}), "目录")
    first, second = cells(document)

    assert first == {"序号": "原件不在支部，不编件号"}
    assert (second["题名"], second["档号"], second["备注"]) == ("交上去的", "", "原件在党委")


def test_without_the_number_of_the_fonds_the_blank_is_seen_and_explained() -> None:
    (document,) = made(small({"会议": meeting("M-1", "2026-03-05", paper())}), "目录")
    (row,) = cells(document)

    assert row["档号"] == "□□□□-WS·2026-Y-0001"
    assert "全宗号还没有给" in str(document.sections[0].blocks[-1])
    assert "全宗号" not in str(made(full(), "目录")[0].sections[0].blocks[-1])


def test_secrecy_is_only_what_was_typed() -> None:
    data = {"会议": meeting("M-1", "2026-03-05", paper(题名="甲", 密级="内部"), paper(题名="乙"))}
    (document,) = made(small(data), "目录")

    assert {row["题名"]: row["密级"] for row in cells(document)} == {"甲": "内部", "乙": ""}


def test_what_the_branch_wrote_of_a_box_stands_on_its_closing_sheet() -> None:
    text = close(pages(renderer("pdf")(made(full(), "备考表")[0]).data)[0].text)

    assert "整理人柳垚整理日期2026年11月20日" in text
    assert "共2件，件号0001至0002；1件没有写页数，其余3页。" in text


# Measured ------------------------------------------------------------------------------------------------

_BOXES = """(selector) => [...document.querySelectorAll(selector)].map(node => {
  const place = node.getBoundingClientRect(), page = node.closest('section.page').getBoundingClientRect()
  return [place.left - page.left, place.top - page.top, place.width, place.height].map(v => v * 25.4 / 96)
})"""


def boxes(chromium: Any, document: Document, selector: str) -> list[list[float]]:
    """Left, top, width, height in millimetres of the page."""
    page = chromium.new_page(viewport={"width": 1400, "height": 900})
    page.set_content(renderer("html")(document).data.decode())
    found: list[list[float]] = page.evaluate(_BOXES, selector)
    page.close()
    return found


def drawn(document: Document) -> Iterator[tuple[float, float, float, float]]:
    """The lines and boxes of the PDF's first page: left, top, width, height in millimetres."""
    import pypdfium2  # noqa: PLC0415

    file = pypdfium2.PdfDocument(renderer("pdf")(document).data)
    page = file[0]
    for thing in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        left, bottom, right, top = (v / 72 * 25.4 for v in thing.get_bounds())
        yield left, page.get_height() / 72 * 25.4 - top, right - left, top - bottom
    file.close()


def near(one: float, other: float) -> bool:
    """Within a millimetre: a reader of PDF counts a line's thickness in."""
    return abs(one - other) < 1


def test_the_catalogue_by_volume_has_its_margins_and_columns(chromium: Any) -> None:
    (document,) = made(full("卷"), "目录")
    form = forms(full()).volume.catalogue

    ((left, *_, width, _),) = boxes(chromium, document, "table")
    assert near(left, 25)
    assert near(width, 170)
    heads = boxes(chromium, document, "th")
    assert all(near(head[2], column.width) for head, column in zip(heads, form.columns, strict=True))
    (top,) = [box[1] for box in boxes(chromium, document, "h1")]
    assert near(top, 20)

    lines = list(drawn(document))
    assert near(min(line[0] for line in lines), 25)
    assert near(max(line[0] + line[2] for line in lines), 195)


def test_the_catalogue_by_item_lies_and_has_its_columns(chromium: Any) -> None:
    (document,) = made(full(), "目录")
    form = forms(full()).item.catalogue

    heads = boxes(chromium, document, "th")
    assert [round(head[2]) for head in heads] == [round(column.width) for column in form.columns]
    (page,) = pages(renderer("pdf")(document).data)
    assert page.is_a4
    assert page.width > page.height
    lines = list(drawn(document))
    assert near(max(line[0] + line[2] for line in lines) - min(line[0] for line in lines), 257)


@pytest.mark.parametrize("by", ["件", "卷"])
def test_labels_are_as_wide_as_boxes_are_thick(by: str, chromium: Any) -> None:
    data = {"会议": meeting("M-1", "2026-03-05", paper())}
    (document,) = made(small(data, 按=by), "脊背")
    widths = {"件": [20, 30, 40, 50], "卷": [10, 15, 20]}[by]

    labels = boxes(chromium, document, ".cut")
    assert [round(label[2], 1) for label in labels] == widths
    assert all(near(label[3], 260) for label in labels)
    assert all(label[0] >= 9 and label[0] + label[2] <= 201 for label in labels)
    whole = [line for line in drawn(document) if near(line[3], 260)]
    assert sorted({width for width in widths for line in whole if near(line[2], width)}) == widths


def test_a_box_that_says_its_thickness_gets_the_one_label(chromium: Any) -> None:
    (document,) = made(full(), "脊背")

    assert [round(label[2]) for label in boxes(chromium, document, ".cut")] == [30]


def test_the_stamp_is_of_six_equal_cells(chromium: Any) -> None:
    (document,) = made(full(), "归档章")

    for _, _, width, height in boxes(chromium, document, ".stamp"):
        assert (round(width, 1), round(height, 1)) == (45, 16)
    cells_ = boxes(chromium, document, ".stamp span")
    assert len(cells_) == 12
    assert all(near(width, 15) and near(height, 8) for _, _, width, height in cells_)
    lines = [line for line in drawn(document) if line[2] > 40 and line[3] < 1]
    assert lines
    assert all(near(width, 45) for _, _, width, _ in lines)


# Long and hostile texts ----------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["件", "卷"])
@pytest.mark.parametrize("kind", KINDS)
def test_long_titles_have_room(kind: str, by: str, chromium: Any) -> None:
    for document in made(full(by, 全宗名称=LONG[:60], 名称=LONG[:40]), kind):
        html, pdf = renderer("html")(document).data, renderer("pdf")(document).data

        assert faults(chromium, html) == []
        assert lost(document, "".join(page.text for page in pages(pdf))) == []


@pytest.mark.parametrize("kind", KINDS)
def test_what_was_typed_stays_text(kind: str, chromium: Any) -> None:
    head = {"名称": HOSTILE[0], "全宗名称": HOSTILE[1], "机构问题": HOSTILE[2]}
    papers = [paper(题名=text) for text in HOSTILE]
    for document in made(small({"支部": head, "会议": meeting("M-1", "2026-03-05", *papers)}), kind):
        html, pdf = renderer("html")(document).data, renderer("pdf")(document).data

        assert b"<script" not in html
        assert faults(chromium, html) == []
        assert lost(document, "".join(page.text for page in pages(pdf))) == []


@pytest.mark.parametrize(
    ("kind", "head"),
    [
        ("封面", {"全宗名称": "长" * 10_000}),
        ("脊背", {"名称": "长" * 400}),
        ("归档章", {"全宗号": "长" * 60}),
    ],
)
def test_what_has_no_room_is_refused(kind: str, head: dict[str, str]) -> None:
    data = {"支部": head, "会议": meeting("M-1", "2026-03-05", paper())}

    with pytest.raises(Refused, match=rf"{kind}上放不下“长长长.*把它改短"):
        made(small(data), kind)


def test_letters_shrink_until_they_fit_or_there_is_no_room() -> None:
    assert fitted("一二三", 20, 10, 12) == 12
    small_ = fitted("一二三四五六七八九十" * 3, 20, 10, 12)
    assert small_ is not None
    assert small_ < 12
    assert fitted("字" * 1000, 20, 10, 12) is None
    assert fitted("2026", 5, 10, 12) == fitted("2026", 5, 100, 12) == 5.5


# A county's own forms ------------------------------------------------------------------------------------

SETTINGS = '"归档表" = "县归档表.yaml"\n'


def with_forms(folder: Path, *changes: tuple[str, str]) -> Path:
    """A branch whose county wants other forms."""
    from dangjian_cli.load.pack import standards_folder  # noqa: PLC0415

    text = (standards_folder() / "archive.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "dj.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "县归档表.yaml").write_text(text, encoding="utf-8")
    return branch(folder, FIRST)


def test_a_county_s_own_forms_take_the_place_of_the_standard_s(tmp_path: Path) -> None:
    folder = with_forms(
        tmp_path,
        ("[机构（问题）, 保管期限, 页数]", "[保管期限, 页数, 机构（问题）]"),
        ("门类: WS", "门类: DJ"),
    )
    result = dj("print", "归档", folder, "-o", tmp_path / "印", "--as-of", DAY)

    assert result.exit_code == 0, result.stderr
    stamp = (tmp_path / "印" / "归档" / "2026年归档章.html").read_text(encoding="utf-8")
    assert "<span></span><span>2026</span><span>0001</span><span>永久</span>" in stamp
    catalogue = (tmp_path / "印" / "归档" / "2026年永久归档文件目录.html").read_text(encoding="utf-8")
    assert "□□□□-DJ·2026-Y-0001" in catalogue


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("名称: 题名, 宽: 66", "名称: 题名, 宽: 90", "各栏一共宽281毫米，页边以内是257毫米"),
        ("[机构（问题）, 保管期限, 页数]", "[保管期限, 页数]", "归档章每一行的格数要一样"),
        ("左: 48, 上: 40, 宽: 200", "左: 148, 上: 40, 宽: 200", "“标题”伸到纸外面去了"),
        ("名称: 责任者", "名称: 责任人", "目录的栏目没有“责任人”这一种"),
    ],
)
def test_forms_that_cannot_be_are_refused_in_their_place(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    result = dj("print", "目录", with_forms(tmp_path, (old, new)), "-o", tmp_path / "印", "--as-of", DAY)

    assert result.exit_code == 2
    assert said in result.stderr
    assert "县归档表.yaml:" in result.stderr


def test_forms_that_are_not_there_are_told(tmp_path: Path) -> None:
    folder = with_forms(tmp_path)
    (folder / "县归档表.yaml").unlink()
    result = dj("print", "目录", folder, "-o", tmp_path / "印", "--as-of", DAY)

    assert result.exit_code == 2
    assert "“归档表”写的文件找不到：县归档表.yaml" in result.stderr


def test_every_form_says_who_describes_it() -> None:
    every = forms(example("农村"))
    found = [every.coding, *vars(every.item).values(), *vars(every.volume).values()]

    assert len(found) == 10
    assert all("DA/T 22-2015" in f.source or "GB/T 9705-2008" in f.source for f in found)
    assert [f for f in found if not f.unsure] == [every.coding]
