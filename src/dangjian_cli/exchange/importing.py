"""Pages of a file → drafts of records: what each page is, then whatever its kind reads from it."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple

from dangjian_cli.exchange.headings import Head, best, named
from dangjian_cli.exchange.pages import Page
from dangjian_cli.exchange.reading import Known, Place, Reading, Weight
from dangjian_cli.exchange.tables import KINDS
from dangjian_cli.exchange.tables.base import Kind, Table, columns_of
from dangjian_cli.finding import InputError, Problem, Value, Word, message

_HINTED = 5
"""What a word in the title is worth; a heading that fits is worth ten."""


GIVEN = ("年度", "月份", "类别", "类型")
"""What a person may say for all rows of a table that does not say it."""


class _Fit(NamedTuple):
    points: int
    kind: Kind
    head: Head


def read_tables(pages: Sequence[Page], known: Known) -> Reading:
    """Everything that the pages hold. Raises ``InputError`` for a wrong ``--as`` or ``--map``."""
    for name in known.given.keys() - set(GIVEN):
        text = message("--set：“{name}”不能这样给", name=Value(name))
        raise InputError(
            Problem("unknown-given", text, message("能给的有：{names}", names=Word("、".join(GIVEN))))
        )
    reading = Reading()
    kinds = _wanted(known.kind)
    fits = [(page, _fit(page, kinds, known)) for page in pages]
    some = any(fit for _, fit in fits)
    for page, fit in fits:
        if fit is not None:
            _read(page, fit, known, reading)
        elif any(True for _ in page.filled()):
            _unknown(page, reading, Weight.TOLD if some else Weight.DECIDE)
    _unused(known, reading)
    return reading


def _wanted(name: str) -> tuple[Kind, ...]:
    if not name:
        return KINDS
    found = tuple(kind for kind in KINDS if name == kind.name or name in kind.hints)
    if not found:
        names = "、".join(kind.name for kind in KINDS)
        text = message("--as：没有“{name}”这种表", name=Value(name))
        raise InputError(Problem("unknown-kind", text, message("能写的有：{names}", names=Word(names))))
    return found


def _fit(page: Page, kinds: Sequence[Kind], known: Known) -> _Fit | None:
    found: _Fit | None = None
    for kind in kinds:
        chosen = best(page, lambda head, kind=kind: _points(head, kind, known))  # type: ignore[misc]
        if chosen is None:
            continue
        points, head = chosen
        above = Table(page, kind, head, ()).title + known.file
        points += _HINTED * any(hint in above for hint in kind.hints)
        if found is None or points > found.points:
            found = _Fit(points, kind, head)
    return found


def _points(head: Head, kind: Kind, known: Known) -> int:
    targets = {kind.target(heading) for heading in head.headings}
    for heading in head.headings:
        if (said := named(heading, known.mapped)) is not None:
            targets.add(kind.words.get(said) or kind.target(heading))
    return kind.fits({target for target in targets if target is not None})


def _read(page: Page, fit: _Fit, known: Known, reading: Reading) -> None:
    reading.kinds.append((page.name, f"{fit.kind.name}（隐藏的页）" if page.hidden else fit.kind.name))
    for row in range(fit.head.top):
        if any(page.at(row, c) != "" for c in range(len(page.rows[row]))):
            reading.leave_out(page, row, "标题")
    table = Table(page, fit.kind, fit.head, columns_of(page, fit.kind, fit.head, known, reading))
    fit.kind.read(table, reading, known)
    reading.close(page)


def _unknown(page: Page, reading: Reading, weight: Weight) -> None:
    names = "、".join(kind.name for kind in KINDS)
    said = message("这一页认不出是什么表，没有导入")
    fix = message("是{names}的，加 --as 说明，并看看有没有表头", names=Word(names))
    reading.remark(weight, Place(page.name, 0), "unknown-table", said, fix)
    for row, column in page.filled():
        reading.take(page, row, (column,))


def _unused(known: Known, reading: Reading) -> None:
    """A heading in --map that no page has is a slip."""
    headings = {goes.heading for goes in reading.goes}
    for said in known.mapped:
        if reading.kinds and not any(_meant(said, goes.heading, goes.column) for goes in reading.goes):
            close = get_close_matches(said, headings, n=1)
            text = message("--map：表里没有“{said}”这一列", said=Value(said))
            fix = message("是不是“{close}”？", close=Value(close[0])) if close else None
            raise InputError(Problem("unknown-column", text, fix))


def _meant(said: str, heading: str, column: int) -> bool:
    from dangjian_cli.exchange.headings import Heading, candidates  # noqa: PLC0415

    return named(Heading(column, heading, candidates(heading)), {said: ""}) is not None
