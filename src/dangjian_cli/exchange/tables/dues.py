"""党费：what each is to pay (核定), and what each paid (收缴), by rows or in a grid of months."""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from dangjian_cli.exchange.cells import text_of
from dangjian_cli.exchange.headings import Target, squeezed, table_of
from dangjian_cli.exchange.reading import Known, Reading, Weight
from dangjian_cli.exchange.synonyms import PAYMENT, RATE, SALARIED, WHOLE_YEAR
from dangjian_cli.exchange.tables.base import MONTHS, OTHER, Column, Kind, Line, Table, year_in
from dangjian_cli.exchange.tables.rows import draft, lines, nameless
from dangjian_cli.finding import Word, message
from dangjian_cli.ledger import values
from dangjian_cli.ledger.support import DuesPayment, DuesRate
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.pattern import pattern

_RATE = table_of(DuesRate, RATE, without=(OTHER, "编号", "会议"))
_PAYMENT = table_of(DuesPayment, PAYMENT, without=(OTHER, "编号", "至", "姓名", "党员编号"))
_YEARLY: dict[str, Target] = {
    squeezed(word): (label,) for label, words in WHOLE_YEAR.items() for word in (label, *words.split())
}
WORDS = {**_YEARLY, **_PAYMENT, **_RATE, squeezed("日期"): ("交纳日期",), squeezed("季度"): ("季度",)}
_SALARIED = frozenset(map(squeezed, SALARIED.split()))

_NAME: Target = ("姓名",)
_OWN = {
    ("月应交",), ("基数",), ("实交",), ("应交",), ("全年应交",), ("全年实交",), ("交纳周期",)
}  # fmt: skip
_RATE_LABELS = ("基数", "月应交", "起", "交纳周期", "核定日期")
_PAYMENT_LABELS = ("应交", "实交", "交纳日期", "代交人", "收据")

_MONTH = pattern(
    r"^(?:(?P<year>20\d\d)[年./-]?)?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月?份?(?:-?0?1日?)?"
    r"(?P<part>应[缴交]|实[缴交]|已[缴交])?(?:党费|金额|数)?$"
)
_QUARTER = pattern(
    r"^(?:(?P<year>20\d\d)年?)?第?(?P<quarter>[一二三四1-4])季度?(?P<part>应[缴交]|实[缴交])?$"
)
_HAN = {word: number for number, word in enumerate([*"一二三四五六七八九十", "十一", "十二"], 1)}
_TICKS = frozenset("√✓✔☑是有")
_A_YEAR = 12


class Slot(NamedTuple):
    """A column of the grid: months, of which year where it says so, what was due or what was paid."""

    first: int
    last: int
    year: str
    paid: bool


def _find(word: str) -> Target | None:
    """A column of the grid."""
    slot = _slot(word)
    return slot and (MONTHS, str(slot.first), str(slot.last), slot.year, "实交" if slot.paid else "应交")


@cache
def _slot(word: str) -> Slot | None:
    if found := _MONTH.match(word):
        text = found["month"]
        bare = text.isdigit() and word == text  # a bare number is no month
        month = int(text) if text.isdigit() else _HAN[text]
        plain = not bare and ("月" in word or bool(found["year"]))
        return Slot(month, month, found["year"] or "", _is_paid(found["part"])) if plain else None
    if found := _QUARTER.match(word):
        text = found["quarter"]
        first = 3 * (int(text) if text.isdigit() else _HAN[text]) - 2
        return Slot(first, first + 2, found["year"] or "", _is_paid(found["part"]))
    return None


def _is_paid(part: str | None) -> bool:
    return not (part or "").startswith("应")


def _fits(targets: Collection[Target]) -> int:
    slots = sum(t[0] == MONTHS for t in targets)
    own = sum(t in _OWN for t in targets)
    enough = slots >= 2 or own >= 1
    return 10 * len(targets) if enough and (_NAME in targets or slots or own > 1) else 0


def _read(table: Table, reading: Reading, known: Known) -> None:
    pay = {m.name: m.pay for m in known.sections.members if m.pay}
    salaried = any(squeezed(c.heading.text) in _SALARIED for c in table.columns)
    for line in lines(table, reading):
        row = _Row(line, reading, known)
        if not row.name:
            nameless(line, reading)
            continue
        row.rate(_category(row, pay, salaried=salaried))
        row.payments()
        row.rest()


def _category(row: "_Row", pay: dict[str, str], *, salaried: bool) -> str:
    """By which standard somebody pays: as the table says, as the roster says, or plainly on a salary."""
    if said := row.take(DuesRate, "类别") or row.given(DuesRate, "类别"):
        return said
    return pay.get(row.name, "按月领工资" if salaried else "")


class _Row:
    """One row on its way to a rate and payments."""

    def __init__(self, line: Line, reading: Reading, known: Known) -> None:
        self.line = line
        self.reading = reading
        self.known = known
        self.name = self.take(DuesRate, "姓名") or ""
        self.who = {"姓名": self.name}
        if number := self.take(DuesRate, "党员编号"):
            self.who["党员编号"] = number
        self.year = (
            self.take(DuesRate, "年度")
            or self.given(DuesRate, "年度")
            or year_in(f"{line.table.title} {known.file}")
        )
        self.monthly = self.take(DuesRate, "月应交")
        self.made: list[dict[str, object]] = []
        self.spare: dict[str, str] = {}
        self.doubted = False

    def take(self, model: type[DuesRate | DuesPayment], label: str) -> str | None:
        """The cell of that field."""
        return self.line.typed(self.line.table.of(label), model, label)

    def given(self, model: type[DuesRate | DuesPayment], label: str) -> str:
        """What the person said for all rows."""
        del model
        return self.known.given.get(label, "")

    def missing(self, code: str, what: str, example: str) -> None:
        """Something that no cell says."""
        said = message("不知道{what}，这一行没有全部导入", what=Word(what))
        fix = message("加 --set {example} 说明", example=Word(example))
        self.reading.remark(Weight.DECIDE, self.line.place(), code, said, fix)
        self.doubted = True

    def rate(self, category: str) -> None:
        """What is to be paid a month. A row for one month says nothing of the others."""
        data = {label: text for label in _RATE_LABELS if (text := self._rate_cell(label))}
        if any(self.line.table.of(label) for label in ("月份", "季度")):
            self.spare = data
            return
        if not data.keys() & {"月应交", "基数"}:
            return
        if not self.year:
            self.missing("no-year", "是哪一年的党费", "年度=2026")
        elif not category:
            self.missing("no-category", "党费类别（农民、按月领工资……）", "类别=农民")
        else:
            whole: dict[str, object] = {**self.who, "年度": self.year, "类别": category, **data}
            draft(self.line, "dues_rates", whole, self.reading)
            self.made.append(whole)

    def _rate_cell(self, label: str) -> str | None:
        return self.monthly if label == "月应交" else self.take(DuesRate, label)

    def payments(self) -> None:
        """What was paid: one by one, in the grid, or for the whole year at once."""
        slots = [c for c in self.line.table.columns if c.target and c.target[0] == MONTHS]
        if slots:
            self._grid(slots)
            for label in ("全年应交", "全年实交", "合计"):
                self._sum(self.line.table.of(label))
        elif self.line.table.of("全年实交"):
            self._whole_year()
        data = {label: text for label in _PAYMENT_LABELS if (text := self.take(DuesPayment, label))}
        if "月应交" in self.spare:
            data.setdefault("应交", self.spare.pop("月应交"))
        if "实交" in data:
            self._one(data)

    def _one(self, data: dict[str, str]) -> None:
        if month := self._month():
            self._paid({**month, **data})
        elif self.year:
            self.missing("no-month", "交的是哪个月的", "月份=2026-03")
        else:
            self.missing("no-year", "是哪一年的党费", "年度=2026")

    def _month(self) -> dict[str, str]:
        """The month, or months, of a row that has them in a column."""
        column = self.line.table.of("月份")
        text = self.line.shown(column) if column else self.given(DuesPayment, "月份")
        slot = _slot(squeezed(text)) or _slot(squeezed(f"{text}月")) if text else None
        if slot is None and text:
            return {"月份": text} if self._is_month(column, text) else {}
        if slot is None:
            slot = _slot(squeezed(self.line.shown(self.line.table.of("季度")) or "无"))
        year = (slot.year if slot else "") or self.year
        return _months(slot, year) if slot and year else {}

    def _is_month(self, column: Column | None, text: str) -> bool:
        try:
            values.parse_month(text)
        except BadValue as error:
            if column:
                place = self.line.place(column)
                self.reading.remark(Weight.DECIDE, place, error.code, error.message, error.fix)
            return False
        return True

    def _grid(self, slots: Sequence[Column]) -> None:
        due = {c.target[1:4]: c for c in slots if c.target and c.target[4] == "应交"}
        for column in slots:
            assert column.target  # noqa: S101 - chosen by it
            _, first, last, year, part = column.target
            if part == "应交":
                continue
            owed = self._amount(due.get((first, last, year)))
            paid = self._amount(column)
            if paid is None or not (year or self.year):
                if paid is not None:
                    self.missing("no-year", "是哪一年的党费", "年度=2026")
                continue
            if not Decimal(paid):
                self.line.tell(column, "nothing-paid", "写的是“{typed}”，没有记收缴")
                continue
            months = _months(Slot(int(first), int(last), year, paid=True), year or self.year)
            self._paid({**months, **({"应交": owed} if owed else {}), "实交": paid})

    def _amount(self, column: Column | None) -> str | None:
        """An amount in the grid; a tick says that the month's dues were paid."""
        if column is None:
            return None
        if text_of(self.line.value(column)).strip() not in _TICKS:
            return self.line.typed(column, DuesPayment, "实交")
        if self.monthly is None:
            self.line.tell(column, "tick-without-amount", "画了“{typed}”，不知道交了多少", Weight.DECIDE)
            return None
        assert column.target  # noqa: S101 - it is in the grid
        months = int(column.target[2]) - int(column.target[1]) + 1
        amount = f"{(Decimal(self.monthly) * months).normalize():f}"
        self.line.tell(column, "tick", "画了“{typed}”，当作照月应交数交了 {taken} 元", taken=amount)
        return amount

    def _sum(self, column: Column | None) -> None:
        """A total beside the grid: it is to agree, and is not kept."""
        total = self.line.typed(column, DuesPayment, "实交") if column else None
        if total is None or column is None or column.target == ("全年应交",):
            if total is not None and column is not None:
                self.line.tell(column, "total-due", "全年应交“{typed}”是算出来的数，没有另记")
            return
        paid = sum((Decimal(str(p["实交"])) for p in self.made if "实交" in p), Decimal(0))
        if paid != Decimal(total):
            text = "合计写的是“{typed}”，各月加起来是 {taken}；合计没有导入"
            self.line.tell(column, "total-differs", text, taken=f"{paid.normalize():f}")
        else:
            self.line.tell(column, "total-agrees", "合计“{typed}”和各月加起来一样，没有另记")

    def _whole_year(self) -> None:
        owed = self.line.typed(self.line.table.of("全年应交"), DuesPayment, "应交")
        paid = self.line.typed(self.line.table.of("全年实交"), DuesPayment, "实交")
        self._sum(self.line.table.of("合计"))
        if paid is None:
            return
        if not self.year:
            self.missing("no-year", "是哪一年的党费", "年度=2026")
            return
        part = self.monthly and owed and Decimal(owed) != _A_YEAR * Decimal(self.monthly)
        if part:
            said = message("全年应交不是月应交的十二倍，看不出交的是哪几个月")
            fix = message("改成按月的表，或者先照实在台账里记")
            self.reading.remark(Weight.DECIDE, self.line.place(), "part-of-year", said, fix)
            self.doubted = True
            return
        months = {"月份": f"{self.year}-01", "至": f"{self.year}-12"}
        self._paid({**months, **({"应交": owed} if owed else {}), "实交": paid})

    def _paid(self, data: dict[str, str]) -> None:
        whole: dict[str, object] = {**self.who, **data}
        draft(self.line, "dues_payments", whole, self.reading)
        self.made.append(whole)

    def rest(self) -> None:
        """What has no field goes with the first record of the row."""
        for column in self._unused():
            self.line.shown(column)
        other = {**self.spare, **self.line.others()}
        if self.made and other:
            self.made[0][OTHER] = other
        elif not self.made and not self.doubted:
            said = message("这一行没有写实交多少，没有导入")
            self.reading.remark(Weight.TOLD, self.line.place(), "no-amount", said)

    def _unused(self) -> Iterator[Column]:
        """Columns of a plan of payment that has no payment yet."""
        labels = {"月份", "季度"}
        yield from (c for c in self.line.table.columns if c.target and c.target[0] in labels)


def _months(slot: Slot, year: str) -> dict[str, str]:
    first = {"月份": f"{year}-{slot.first:02}"}
    return first if slot.first == slot.last else {**first, "至": f"{year}-{slot.last:02}"}


KIND = Kind("党费", ("党费",), WORDS, (_NAME,), _find, _fits, _read)
