"""花名册：one person a row."""

from collections.abc import Collection

from dangjian_cli.exchange.headings import Target, table_of
from dangjian_cli.exchange.pages import letter
from dangjian_cli.exchange.reading import Known, Place, Reading, Weight
from dangjian_cli.exchange.synonyms import ETHNICITIES, MEMBER
from dangjian_cli.exchange.tables.base import COUNTER, OTHER, Kind, Line, Table
from dangjian_cli.exchange.tables.rows import draft, lines, nameless
from dangjian_cli.finding import Value, Word, message
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.organization import Member
from dangjian_cli.ledger.table import words_of

WORDS = table_of(Member, MEMBER, without=(OTHER,))
WORDS.pop("序号")

_NAME: Target = ("姓名",)
_ETHNICITIES = frozenset(ETHNICITIES.split())


def _fits(targets: Collection[Target]) -> int:
    return 10 * len(targets) if _NAME in targets and len(targets) > 1 else 0


def _no_other(_word: str) -> Target | None:
    """Every heading is looked up by its words."""
    return None


def _read(table: Table, reading: Reading, _known: Known) -> None:
    if number := table.of("身份证号"):
        said = message("身份证号会写进台账文件；用不着的，加 --map {at}=不导入", at=Word(letter(number.at)))
        place = Place(table.page.name, table.head.top, number.at)
        reading.remark(Weight.TOLD, place, "id-numbers", said)
    for line in lines(table, reading):
        data = person(line, Member, reading)
        if "姓名" not in data:
            nameless(line, reading)
            continue
        if other := line.others():
            data[OTHER] = other
        draft(line, "members", data, reading)


def person(line: Line, model: type[Record], reading: Reading) -> dict[str, object]:
    """The plain fields of a person's row."""
    data: dict[str, object] = {}
    for column in line.table.columns:
        if column.target is None or len(column.target) > 1 or column.target == COUNTER:
            continue
        if column.target[0] not in words_of(model):
            continue
        label = column.target[0]
        text = line.typed(column, model, label)
        if text is None:
            continue
        if label == "民族" and text in _ETHNICITIES:
            text += "族"
            line.tell(column, "ethnicity", "写的是“{typed}”，补成“{typed}族”")
        data[label] = text
    _birthday(line, data, reading)
    return data


def _birthday(line: Line, data: dict[str, object], reading: Reading) -> None:
    """The identity number says the day of birth, too: the two are to agree."""
    number, born = data.get("身份证号"), str(data.get("出生日期", ""))
    if not isinstance(number, str) or not born:
        return
    inside = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
    if not inside.startswith(born):
        said = message(
            "出生日期写的是{born}，和身份证号里的{inside}不一样", born=Value(born), inside=Value(inside)
        )
        place = line.place(line.table.of("出生日期"))
        reading.remark(Weight.TOLD, place, "two-birthdays", said, message("对照身份证核对；两处都照表里的写"))


KIND = Kind(
    "花名册",
    ("花名册", "名册", "党员信息", "信息库", "基本情况", "党员名单"),
    WORDS,
    (_NAME,),
    _no_other,
    _fits,
    _read,
)
