"""测打印：一千张封面印成网页、印成一个 PDF，和 docxtpl 填一千份同样的 Word 比；再印一遍简明手册。

先装上要比的程序（dev 环境里）：

    python -m pip install --group bench -e ".[pdf]"
    python benchmarks/printing.py

量的是处理器时间，同一台机器上轮流跑，取最小的和中间的。比值大于“目标”就是达到了；
手册印成 PDF 量的是整条命令，从敲下到印好的秒数。
这里只报告，不判对错。
"""

import argparse
import gc
import sys
import tempfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any, NamedTuple

from dangjian_cli.render.paper import Cell, Document, Form, Section, TitlePage
from dangjian_cli.render.targets import renderer

COVERS = 1000

FIELDS = ("全宗名称", "类目名称", "案卷题名", "时间", "保管期限", "件数", "页数", "归档号", "档号")
"""What stands on the cover of a volume."""


def covers() -> Iterator[dict[str, str]]:
    """Covers, no two alike."""
    for number in range(1, COVERS + 1):
        values = (
            "临江镇人民政府",
            "党群类",
            f"石泉村党支部{number}组党员大会、支部委员会会议的通知、签到册、记录和决议",
            "202601-202612",
            ("永久", "30年", "10年")[number % 3],
            str(number % 40 + 1),
            str(number % 200 + 1),
            str(number),
            f"Z109-WS·2026-D30-{number:04}",
        )
        yield dict(zip(FIELDS, values, strict=True))


def section(cover: dict[str, str]) -> Section:
    """A cover as a page."""
    title = TitlePage(cover["案卷题名"], (cover["全宗名称"], cover["类目名称"]))
    rest = [Cell(field, cover[field]) for field in FIELDS[3:]]
    return Section((title, Form(tuple(zip(rest[::2], rest[1::2], strict=True)))), numbered=False)


def pages() -> None:
    """A file of HTML for every cover."""
    render = renderer("html")
    for cover in covers():
        render(Document("封面", "封面", "石泉村党支部", (section(cover),)))


def sheets() -> None:
    """One PDF of all of them."""
    renderer("pdf")(Document("封面", "封面", "石泉村党支部", tuple(map(section, covers()))))


def template(folder: Path) -> Path:
    """The same cover for docxtpl."""
    from docx import Document as Word  # noqa: PLC0415 - 只有这里用

    word = Word()
    word.add_heading("{{ 案卷题名 }}", 0)
    word.add_paragraph("{{ 全宗名称 }}")
    word.add_paragraph("{{ 类目名称 }}")
    table = word.add_table(rows=3, cols=4)
    for place, field in enumerate(FIELDS[3:]):
        row, column = divmod(place, 2)
        table.cell(row, column * 2).text = field
        table.cell(row, column * 2 + 1).text = f"{{{{ {field} }}}}"
    word.save(str(file := folder / "封面.docx"))
    return file


def words(file: Path) -> None:
    """A file of Word for every cover, as docxtpl fills them."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - 只有这里用

    for cover in covers():
        filled = DocxTemplate(file)
        filled.render(cover, autoescape=True)
        filled.save(BytesIO())


class Times(NamedTuple):
    """What a thing took of the processor."""

    least: float
    middle: float


def measured(works: dict[str, Callable[[], Any]], rounds: int) -> dict[str, Times]:
    """Each thing once a round, so that a slow moment of the machine falls on all of them."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds):
        for name, work in works.items():
            print(f"\r第 {number + 1} 遍：{name}　　", end="", file=sys.stderr)
            gc.collect()
            began = process_time()
            work()
            taken[name].append(process_time() - began)
    print(file=sys.stderr)
    return {name: Times(min(all_), median(all_)) for name, all_ in taken.items()}


def compared(name: str, ours: Times, theirs: Times, aim: float) -> str:
    """How many times faster."""
    least, middle = theirs.least / ours.least, theirs.middle / ours.middle
    reached = "达到" if least >= aim else "没有达到"
    return f"docxtpl ÷ {name}：最小 {least:.1f}，中间 {middle:.1f}，目标 {aim:g} 以上（{reached}）"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="测打印的速度，打印比值")
    parser.add_argument("--rounds", type=int, default=3, help="每样测几遍")
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        file = template(Path(folder))
        works = {"网页": pages, "PDF": sheets, "docxtpl": lambda: words(file)}
        times = measured(works, rounds)
    print(f"{COVERS} 张封面，每样 {rounds} 遍")
    print(compared("网页", times["网页"], times["docxtpl"], 100))
    print(compared("一个 PDF", times["PDF"], times["docxtpl"], 5))


if __name__ == "__main__":
    main()
