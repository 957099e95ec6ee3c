"""台账: the seven ledgers of a year as they are kept on paper, one document each.

Every section is printed with everything that was written in it: as a register, or record by record. Some
have a list of their own before that, as people know it: the roster, the month grid of dues.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from dangjian_cli.documents.parts.dues_book import book
from dangjian_cli.documents.parts.matter import Matter, Misasked
from dangjian_cli.documents.parts.registers import MARGINS, Register
from dangjian_cli.documents.parts.rolls import Roll
from dangjian_cli.documents.parts.words import Words
from dangjian_cli.documents.parts.years import LASTING, closing_day, of_year
from dangjian_cli.ledger import Sections
from dangjian_cli.ledger.seven import LEDGERS, sections_of
from dangjian_cli.ledger.table import Field, fields_of, words_of
from dangjian_cli.render.paper import Contents, Document, Entry, Heading, Paragraph, Section, TitlePage

PLACE = 8
TITLE = "台账"
ALIASES = ("七本台账",)

ONE = "台账"
OPTIONS = (ONE,)
"""The option that narrows to one ledger, by its key or its printed name."""

_OVERVIEWS: Mapping[str, tuple[str, ...]] = {
    "meetings": ("ref", "date", "kinds", "theme", "place", "chair", "recorder", "expected", "attended"),
    "developments": ("ref", "name", "sex", "ethnicity", "born", "education", "phone", "work"),
}
"""What a list before the single records shows."""

_LISTS = {"meetings": "会议和活动登记表", "developments": "发展党员名单"}
_TITLES = {"branch": "支部基本情况", "meetings": "会议和活动记录", "developments": "发展党员工作登记"}
"""What the list and the records are headed, where that is not the section's own name."""

_APART = frozenset({"developments"})
"""Sections of which each record has pages of its own, to be put into that person's file."""

_BEFORE = {"组织建设": ("支部",)}
_AFTER = {"考核评价": ("豁免", "人工核实")}
"""The ledgers in which sections of the branch itself are printed, before or after their own."""


def make(matter: Matter) -> Iterator[Document]:
    """The ledgers that have anything of the year."""
    titles = {key: matter.pack.ledger_title(key) for key in LEDGERS}
    wanted = matter.options.get(ONE)
    if wanted and wanted not in {*titles, *titles.values()}:
        raise Misasked(ONE, wanted, f"没有“{wanted}”这本台账", LEDGERS)
    for key, title in titles.items():
        if wanted in {None, key, title}:
            yield from _ledger(key, title, matter)


def _ledger(key: str, title: str, matter: Matter) -> Iterator[Document]:
    parts = [(field, list(_section(field, matter))) for field in _fields(key)]
    sections = [section for _, found in parts for section in found]
    if not sections:
        return
    empty = [field.label for field, found in parts if not found]
    name = f"{matter.year}年台账-{title}"
    yield Document(
        name,
        f"{title}台账",
        matter.branch,
        (
            Section(
                (TitlePage(f"{title}台账", (matter.branch, f"{matter.year}年度")),), title, numbered=False
            ),
            Section(tuple(_contents(sections, empty, matter)), "目录", margins=MARGINS, numbered=False),
            *sections,
        ),
    )


def _contents(
    sections: Sequence[Section], empty: Sequence[str], matter: Matter
) -> Iterator[Heading | Contents | Paragraph]:
    heads = [b for s in sections for b in s.blocks if isinstance(b, Heading) and b.anchor]
    yield Heading("目录", 1)
    yield Contents(tuple(Entry(head.text, head.anchor) for head in heads))
    if empty:
        yield Paragraph(f"{matter.year}年没有记录的：{'、'.join(empty)}。", indent=False, note=True)


def _fields(key: str) -> Iterator[Field]:
    known = words_of(Sections)
    yield from (known[label] for label in _BEFORE.get(key, ()))
    yield from sections_of(key)
    yield from (known[label] for label in _AFTER.get(key, ()))


def _section(field: Field, matter: Matter) -> Iterator[Section]:
    if chosen := _CHOSEN.get(field.attr):
        yield from chosen(matter)
    if field.attr == "members":
        return
    records = [record for _, record in of_year(field, matter)]
    if records:
        register = Register(field, records, _words(field, matter), _TITLES.get(field.attr, ""))
        if field.attr in _OVERVIEWS:
            fields = {f.attr: f for f in fields_of(register.model)}
            attrs = _OVERVIEWS[field.attr]
            yield register.table(_LISTS[field.attr], [fields[attr] for attr in attrs])
        yield from register.sections(apart=field.attr in _APART)


def _words(field: Field, matter: Matter) -> Words:
    """What lasts is told as it stood at the year's end; the work of a year as it is known today."""
    day = closing_day(matter) if field.attr in LASTING else matter.as_of
    return Words(day, open_numbers=matter.open_numbers)


_CHOSEN: Mapping[str, Callable[[Matter], Iterator[Section]]] = {
    "members": lambda matter: Roll(matter).sections(),
    "dues_payments": book,
}
