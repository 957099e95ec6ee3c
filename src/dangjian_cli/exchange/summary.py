"""What importing would do, in words: what each sheet is, what is new, what differs, what must be decided."""

from collections.abc import Iterator, Sequence

from dangjian_cli.exchange.merging import Alteration, Plan, records_of
from dangjian_cli.exchange.pages import letter
from dangjian_cli.exchange.reading import Place, Reading, Remark, Weight, address
from dangjian_cli.exchange.words import named, spoken, who
from dangjian_cli.finding import Privacy, Value, message
from dangjian_cli.ledger import Sections
from dangjian_cli.ledger.table import words_of

_NAMED = 8
"""How many new records are named; the others are counted."""

_KEPT = "其他-"


def sheets(reading: Reading) -> Iterator[str]:
    """What each sheet was taken for, and where its columns go."""
    if reading.returned:
        yield f"dj 导出的表格，{len(reading.kinds)} 页"
        return
    for page, kind in reading.kinds:
        goes = [g for g in reading.goes if g.page == page]
        yield f"“{page}”：{kind}"
        moved = [g for g in goes if not g.to.startswith(_KEPT) and "不导入" not in g.to]
        known = "、".join(f"{letter(g.column)} {_arrow(g.heading, g.to)}" for g in moved)
        kept = "、".join(
            f"{letter(g.column)} {_arrow(g.heading, g.to.removeprefix(_KEPT))}"
            for g in goes
            if g.to.startswith(_KEPT)
        )
        left = "、".join(f"{letter(g.column)} {g.heading}" for g in goes if "不导入" in g.to)
        for what, words in (("认得的列", known), ("放进“其他”的列", kept), ("不导入的列", left)):
            if words:
                yield f"  {what}：{words}"
        rows = [r for r in reading.remarks if r.weight is Weight.LEFT_OUT and r.place.page == page]
        if rows:
            yield f"  不是记录的行：{_left_out(rows)}"


def _arrow(heading: str, to: str) -> str:
    return heading if heading == to else f"{heading}→{to}"


def _left_out(remarks: Sequence[Remark]) -> str:
    found: dict[str, list[int]] = {}
    for remark in sorted(remarks, key=lambda r: r.place.row):
        found.setdefault(remark.message.render(Privacy.LOCAL), []).append(remark.place.row + 1)
    return "；".join(f"第{ranges(rows)}行 {why}" for why, rows in found.items())


def ranges(numbers: Sequence[int]) -> str:
    """Numbers in short: 1—3、7."""
    return "、".join(str(r[0]) if len(r) == 1 else f"{r[0]}—{r[-1]}" for r in runs(numbers))


def runs(numbers: Sequence[int]) -> list[list[int]]:
    """Numbers that follow each other, together."""
    found: list[list[int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][-1] + 1:
            found[-1].append(number)
        else:
            found.append([number])
    return found


def additions(plan: Plan, privacy: Privacy) -> Iterator[str]:
    """What is new, by section."""
    by_section: dict[str, list[str]] = {}
    for addition in plan.additions:
        by_section.setdefault(addition.section, []).append(named(addition.data).render(privacy))
    if by_section:
        yield f"要添 {len(plan.additions)} 条："
    for section, names in by_section.items():
        more = f"……等{len(names)}条" if len(names) > _NAMED else ""
        shown = "" if privacy is Privacy.STRICT else f"：{'、'.join(names[:_NAMED])}{more}"
        yield f"  {words_of(Sections)[section].label} {len(names)} 条{shown}"


def fills(plan: Plan, sections: Sections, privacy: Privacy) -> Iterator[str]:
    """What fills a gap of the ledger."""
    if plan.fills:
        yield f"要补 {len(plan.fills)} 处："
    for change in plan.fills:
        new = _value(change.new, privacy)
        yield f"  {_whose(change, sections, privacy)}：{new}（{address(change.place)}）"


def differences(plan: Plan, sections: Sections, privacy: Privacy, *, taken: bool) -> Iterator[str]:
    """What the sheet says otherwise than the ledger."""
    if plan.differences:
        what = "照表里的改" if taken else "台账不动；要照表里的改，加 --update"
        yield f"和台账不一样 {len(plan.differences)} 处，{what}："
    for change in plan.differences:
        old, new = _value(change.old, privacy), _value(change.new, privacy)
        yield f"  {_whose(change, sections, privacy)}：{old} → {new}（{address(change.place)}）"


def _whose(change: Alteration, sections: Sections, privacy: Privacy) -> str:
    name = who(records_of(sections, change.section)[change.position]).render(privacy).strip()
    way = "-".join(str(part + 1) if isinstance(part, int) else part for part in change.way)
    return f"{name} {way}"


def _value(value: object, privacy: Privacy) -> str:
    return message("{value}", value=Value(_short(spoken(value)))).render(privacy) if value else "（空着）"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:40]}…"


def remarks(reading: Reading, weight: Weight, privacy: Privacy) -> Iterator[str]:
    """Every remark of a weight, those alike together: in one column, then in one stretch of rows."""
    groups: dict[tuple[object, ...], list[Remark]] = {}
    for remark in reading.remarks:
        if remark.weight is weight:
            said = _said(remark, privacy) if weight is Weight.DECIDE else ""
            groups.setdefault((remark.place.page, remark.place.column, remark.code, said), []).append(remark)
    alike: dict[tuple[object, ...], list[list[Remark]]] = {}
    for group in groups.values():
        rows = tuple(r.place.row for r in group)
        alike.setdefault((group[0].place.page, rows, _said(group[0], privacy)), []).append(group)
    for (*_, words), found in alike.items():
        columns = [g[0].place.column for g in found if g[0].place.column is not None]
        yield f"  {_places([r.place for r in found[0]], columns)}：{words}"


def _said(remark: Remark, privacy: Privacy) -> str:
    fix = f"；{remark.fix.render(privacy)}" if remark.fix else ""
    return f"{remark.message.render(privacy)}{fix}"


def _places(places: Sequence[Place], columns: Sequence[int]) -> str:
    if len(places) == 1 and len(columns) < 2:
        return address(places[0])
    rows = ranges([p.row + 1 for p in places])
    shown = "、".join(
        letter(run[0]) if len(run) == 1 else f"{letter(run[0])}—{letter(run[-1])}" for run in runs(columns)
    )
    return f"“{places[0].page}”{f'{shown}列' if shown else ''}第{rows}行"


def counted(reading: Reading, weight: Weight) -> int:
    """How many remarks of a weight there are."""
    return sum(r.weight is weight for r in reading.remarks)
