"""The forms in which papers go on the shelf (归档): what stands on them, where, how large, who says so.

Nothing of this is law of the program: an archive may want it otherwise, so a county gives a file of its own.
Lengths are millimetres, sizes of letters points.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from dangjian_cli.card import Entry
from dangjian_cli.finding import Value, Word, message
from dangjian_cli.ledger.base import Many, Several, YesNo, one_of, zh
from dangjian_cli.ledger.values import BadValue

A4 = (210.0, 297.0)

Length = Annotated[float, Field(ge=0, le=400)]
Size = Annotated[float, Field(ge=5, le=60)]

HEADS = ("全宗号", "全宗名称", "年度", "保管期限", "机构（问题）")
"""What a class of papers is told by."""


class Form(Entry):
    """A form, who describes it, and what of it nobody could look up."""

    source: str = zh("出处", default=...)
    unsure: str = zh("未核实", default="", hint="哪些尺寸、次序没有核实")


class Coding(Form):
    """How a paper's number (档号) is put together."""

    category: str = zh("门类", default=...)
    permanent: str = zh("永久", default=...)
    thirty: str = zh("30年", default=...)
    ten: str = zh("10年", default=...)
    digits: Annotated[int, Field(ge=1, le=8)] = zh("件号位数", default=...)
    fonds: Annotated[int, Field(ge=1, le=8)] = zh("全宗号位数", default=...)

    @property
    def terms(self) -> dict[str, str]:
        """What each retention period is written as."""
        return {"永久": self.permanent, "30年": self.thirty, "10年": self.ten}


StampCell = Annotated[str, one_of("归档章的格", *HEADS, "件号", "页数")]


class Stamp(Form):
    """The stamp on a paper's first page: rows of equal cells."""

    width: Length = zh("宽", default=...)
    height: Length = zh("高", default=...)
    rows: Annotated[tuple[Many[StampCell], ...], Field(min_length=1)] = zh("格", default=...)

    @model_validator(mode="after")
    def _even(self) -> "Stamp":
        if len({len(row) for row in self.rows}) != 1:
            raise BadValue("uneven-stamp", message("归档章每一行的格数要一样"))
        return self


class Margins(Entry):
    """White round the text."""

    top: Length = zh("上", default=...)
    right: Length = zh("右", default=...)
    bottom: Length = zh("下", default=...)
    left: Length = zh("左", default=...)


CatalogueColumn = Annotated[
    str,
    one_of(
        "目录的栏目",
        *("序号", "顺序号", "档号", "文号", "责任者", "题名", "日期", "密级", "页数", "页号", "备注"),
    ),
]


class FormColumn(Entry):
    """A column of a catalogue."""

    name: CatalogueColumn = zh("名称", default=...)
    width: Length = zh("宽", default=...)


class Catalogue(Form):
    """A catalogue: its page and its columns."""

    landscape: YesNo = zh("横放", default=False)
    margins: Margins = zh("页边", default=...)
    row_height: Length = zh("行高", default=...)
    columns: Many[FormColumn] = zh("栏目", default=...)

    @model_validator(mode="after")
    def _fills_the_page(self) -> "Catalogue":
        page = A4[1] if self.landscape else A4[0]
        room = page - self.margins.left - self.margins.right
        taken = sum(column.width for column in self.columns)
        if abs(room - taken) > 0.5:
            said = message(
                "各栏一共宽{taken}毫米，页边以内是{room}毫米",
                taken=Value(f"{taken:g}"),
                room=Value(f"{room:g}"),
            )
            raise BadValue("uneven-columns", said, message("改栏宽或者页边，加起来要正好"))
        return self


CoverField = Annotated[
    str,
    one_of(
        "封面的项目",
        *(*HEADS, "标题", "类目名称", "案卷题名", "时间", "件数", "页数", "归档号", "档号"),
    ),
]


class Placed(Entry):
    """Something at a place of a page."""

    name: CoverField = zh("名称", default=...)
    x: Length = zh("左", default=...)
    y: Length = zh("上", default=...)
    width: Length = zh("宽", default=...)
    height: Length = zh("高", default=...)
    size: Size = zh("字号", default=16)
    rule: Literal["无", "下划线", "双线"] = zh("线", default="无")
    labelled: YesNo = zh("标签", default=False, hint="前面印不印这一项的名称")


class Cover(Form):
    """A cover."""

    landscape: YesNo = zh("横放", default=False)
    fields: Many[Placed] = zh("项目", default=...)

    @model_validator(mode="after")
    def _on_the_page(self) -> "Cover":
        width, height = reversed(A4) if self.landscape else A4
        for field in self.fields:
            if field.x + field.width > width or field.y + field.height > height:
                raise BadValue("off-the-page", message("“{name}”伸到纸外面去了", name=Word(field.name)))
        return self


SpineField = Annotated[str, one_of("脊背的项目", *HEADS, "起止件号", "盒号", "目录号", "案卷号", "归档号")]


class Spine(Form):
    """A label for the back of a box or a volume, to be cut out."""

    widths: Several[Length] = zh("宽", default=..., hint="可以有哪几种")
    height: Annotated[float, Field(ge=50, le=280)] = zh("高", default=..., hint="A4 纸上最多印 280")
    fields: Several[SpineField] = zh("项目", default=...)


RemarkField = Annotated[
    str,
    one_of("备考表的项目", "情况说明", "整理人", "整理日期", "立卷人", "立卷时间", "检查人", "检查日期"),
]


class RemarkLine(Entry):
    """One line of the closing sheet."""

    fields: Several[RemarkField] = zh("项目", default=...)
    height: Length = zh("高", default=12)


class Remarks(Form):
    """The closing sheet (备考表)."""

    title: str = zh("标题", default=...)
    margins: Margins = zh("页边", default=...)
    what: str = zh("说明栏", default=..., hint="情况说明这一栏叫什么")
    lines: Many[RemarkLine] = zh("行", default=...)


class ByItem(Entry):
    """By item (件): DA/T 22."""

    cover: Cover = zh("目录封面", default=...)
    catalogue: Catalogue = zh("归档文件目录", default=...)
    stamp: Stamp = zh("归档章", default=...)
    spine: Spine = zh("盒脊", default=...)
    remarks: Remarks = zh("备考表", default=...)


class ByVolume(Entry):
    """By volume (卷): GB/T 9705."""

    cover: Cover = zh("案卷封面", default=...)
    catalogue: Catalogue = zh("卷内文件目录", default=...)
    spine: Spine = zh("卷脊", default=...)
    remarks: Remarks = zh("卷内备考表", default=...)


class Archive(Entry):
    """All the forms."""

    coding: Coding = zh("档号", default=...)
    item: ByItem = zh("按件", default=...)
    volume: ByVolume = zh("按卷", default=...)
