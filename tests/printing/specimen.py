"""A document with every kind of block that paper knows by itself, and with what is hard to set."""

from dangjian_cli.render.paper import (
    Bar,
    Cell,
    Chart,
    Column,
    Contents,
    Document,
    Entry,
    Form,
    Heading,
    Items,
    Margins,
    Paragraph,
    Row,
    Section,
    Table,
    TitlePage,
)

RARE = "张喆、李昇、王垚、赵镕、钱𬱖、孙㛃"
LONG = "支部委员会每月召开一次会议，研究“三会一课”的安排；党员大会（可以和主题党日合并）每季度召开一次。" * 6
ENDLESS = "一二三四五六七八九十" * 1000
COLUMNS = (Column("序号", 12, "center"), Column("题名", 60), Column("日期", 24, "center"), Column("备注", 30))


def row(number: int) -> Row:
    """A row of the catalogue."""
    title = "关于召开支部党员大会的通知和会议记录" * (1 + number % 3)
    return Row((f"第{number}号", title, "20260305", RARE), missing=number % 7 == 0)


def rows(count: int) -> tuple[Row, ...]:
    """Rows under headings of their own."""
    found = []
    for number in range(1, count + 1):
        if number % 2:
            found += (Row((f"第{number // 2 + 1}{what}",), group=True) for what in ("组", "组规范"))
        found.append(row(number))
    return tuple(found)


def specimen() -> Document:
    """The document."""
    contents = (Entry("会议", "a"), Entry("其中", "b", 2), Entry("目录表", "c"), Entry("定了页的", "", 1, 77))
    form = Form(
        (
            (Cell("姓名", "张喆"), Cell("性别", "女"), Cell("出生年月", "1990.01")),
            (Cell("事由", LONG, 1, 20),),
            (Cell("签名", "", 2, 15), Cell("日期", "2026.3.5", 1, 15)),
        )
    )
    bars = (Bar("一月", 120.5, "120.50"), Bar("二月", 80, "80.00/160.00", 160), Bar("三月", 0, "0"))
    return Document(
        "样张",
        "样张",
        "示范村党支部",
        (
            Section(
                (TitlePage("样张", ("示范村党支部", "2026年度"), ("2026年11月",)),), "封面", numbered=False
            ),
            Section((Heading("目录", 1), Contents(contents)), "目录", numbered=False),
            Section(
                (
                    Heading("会议", 1, "a"),
                    Paragraph(LONG),
                    Paragraph(f"说明：{LONG}", note=True),
                    Paragraph("第一行\n第二行", indent=False),
                    form,
                    Heading("其中", 2, "b"),
                    Items((("第一条", LONG), ("第十二条", LONG))),
                    Heading("再分", 3),
                    Chart("党费收缴", bars, "元"),
                ),
                "正文",
            ),
            Section(
                (Heading("目录表", 1, "c"), Table(COLUMNS, rows(60), 9, "表一")),
                "目录表",
                landscape=True,
                margins=Margins(20, 15, 15, 25),
            ),
        ),
    )
