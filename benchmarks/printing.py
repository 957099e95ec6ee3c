"""测打印：一千张封面印成网页、印成一个 PDF，和 docxtpl 填一千份同样的 Word 比；再印一遍简明手册。

先装上要比的程序（dev 环境里）：

    python -m pip install --group bench -e ".[pdf]"
    python benchmarks/printing.py

量的是处理器时间，同一台机器上轮流跑，取最小的和中间的。比值大于“目标”就是达到了；
手册印成 PDF 量的是从内容到文件的处理器秒数，没有排过别的东西的时候。
这里只报告，不判对错。
"""

import argparse
import gc
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any, NamedTuple

from dangjian_cli.documents import makers
from dangjian_cli.documents.parts.filed import BARE, cover_marks
from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.documents.parts.numbering import forms
from dangjian_cli.load.branch import load_branch
from dangjian_cli.load.judged import judge
from dangjian_cli.load.pack import load_pack, standards_folder
from dangjian_cli.load.shelf import load_shelf
from dangjian_cli.render.paper import Board, Document, Section
from dangjian_cli.render.targets import renderer

AS_OF = date(2026, 11, 22)
BRANCH = Path(__file__).parents[1] / "examples" / "农村"
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


def section(cover: dict[str, str], matter: Matter) -> Section:
    """A cover as the program prints it."""
    drawn = forms(matter).volume.cover
    grid = {"全宗号": "Z109", "目录号": "1", "案卷号": cover["归档号"]}
    return Section(
        (Board(296, cover_marks(drawn, cover, grid)),), "封面", drawn.landscape, BARE, numbered=False
    )


def pages(matter: Matter) -> None:
    """A file of HTML for every cover."""
    render = renderer("html")
    for cover in covers():
        render(Document("封面", "封面", "石泉村党支部", (section(cover, matter),)))


def sheets(matter: Matter) -> None:
    """One PDF of all of them."""
    drawn = tuple(section(cover, matter) for cover in covers())
    renderer("pdf")(Document("封面", "封面", "石泉村党支部", drawn))


def handbook(matter: Matter) -> float:
    """Seconds of the processor for the handbook as a PDF, in a process that has set nothing yet."""
    (document,) = makers()["简明手册"].make(matter)
    began = process_time()
    renderer("pdf")(document)
    return process_time() - began


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
    pack, loaded = load_pack(standards_folder()), load_branch(BRANCH)
    matter = Matter(
        loaded, pack, load_shelf(standards_folder()), judge(loaded, pack, AS_OF), AS_OF, AS_OF.year
    )
    book = handbook(matter)
    with tempfile.TemporaryDirectory() as folder:
        file = template(Path(folder))
        works = {"网页": lambda: pages(matter), "PDF": lambda: sheets(matter), "docxtpl": lambda: words(file)}
        times = measured(works, rounds)
    print(f"{COVERS} 张案卷封面，每样 {rounds} 遍")
    print(compared("网页", times["网页"], times["docxtpl"], 100))
    print(compared("一个 PDF", times["PDF"], times["docxtpl"], 5))
    print(f"简明手册印成 PDF：处理器 {book:.1f} 秒，目标 2 秒以内（{'达到' if book <= 2 else '没有达到'}）")


if __name__ == "__main__":
    main()
