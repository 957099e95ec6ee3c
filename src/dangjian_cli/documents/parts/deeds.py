"""What was done and when: every dated thing of the ledger as a short sentence with its 编号.

Only what stands in the register's own columns is said. Of talks, dues, posts and pledges there are many and
each is somebody's own: they are counted. Of discipline, standing and disposition only the step is named.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from dangjian_cli.documents.parts.matter import Matter
from dangjian_cli.documents.parts.wording import listed, words
from dangjian_cli.ledger import Sections
from dangjian_cli.ledger.activities import Meeting
from dangjian_cli.ledger.base import Record, Step
from dangjian_cli.ledger.organization import Member
from dangjian_cli.ledger.seven import ledger_of
from dangjian_cli.ledger.support import DuesPayment
from dangjian_cli.ledger.table import Field, Row, Table, fields_of, visible
from dangjian_cli.periods import Day
from dangjian_cli.privacy.traces import masked

COUNTED = frozenset({"talks", "dues_rates", "dues_payments", "posts", "pledges"})
"""Sections of which a month's records are told in one line."""

_SAID: Mapping[str, tuple[str, ...]] = {
    "studies": ("类型", "主题"),
    "campaigns": ("名称",),
    "plans": ("类型", "题名"),
    "submissions": ("类型", "题名"),
    "analyses": ("类型", "主题"),
    "decisions": ("名称",),
    "groups": ("名称",),
    "committees": ("届次",),
    "elections": ("类型",),
    "affairs": ("类型", "名称"),
    "life_meetings": ("主题",),
    "dual_lives": ("姓名", "类型"),
    "developments": ("姓名",),
    "trainings": ("名称", "类型"),
    "transfers": ("姓名", "方向"),
    "floating": ("姓名",),
    "village_bodies": ("类型",),
    "village_decisions": ("名称",),
    "village_assemblies": ("类型",),
    "disclosures": ("类型",),
    "oversight": ("类型",),
    "visits": ("类型", "走访人"),
    "projects": ("名称",),
    "cooperatives": ("名称",),
    "dues_receipts": ("月份", "至", "上缴"),
    "dues_uses": ("用途", "金额"),
    "dues_publications": ("方式",),
    "venues": ("名称",),
    "funds": ("类型", "用途", "金额"),
    "party_disclosures": ("名称",),
    "acceptances": ("结果",),
    "boxes": ("题名", "盒号"),
}
"""What is said of a record beside what it is. Of the others nothing is."""

_DRESSED = {"金额": "{}元", "上缴": "{}元", "至": "到{}"}

_OF_A_PERSON = frozenset({"纪律处分", "组织处置", "取消预备党员资格"})
"""Items of an agenda that are called by their sort: their titles say of whom."""

_PLAIN_CHANGES = frozenset({"转入", "转出", "成为预备", "转正", "延长预备期", "恢复党籍", "去世"})
"""Changes of a member that are called by their name."""


class Deed(NamedTuple):
    """One thing done."""

    day: Day
    section: Field
    subject: str
    """The record as in addresses."""
    what: str
    record: Record
    act: str = ""
    """The step of a matter that it is, or the change."""

    @property
    def sort(self) -> str:
        """What it is called among others of its sort."""
        return "党员变动" if isinstance(self.record, Member) else self.section.label

    @property
    def said(self) -> str:
        """As it stands among the month's."""
        return f"{self.what}{f'——{self.act}' if self.act else ''}（{self.subject}）"


def deeds(matter: Matter) -> list[Deed]:
    """Everything done in the year of the matter by its day, in the order of time."""
    roster = matter.ledger.roster
    shown: Callable[[str], str] = str if matter.open_numbers else masked
    found = [
        Deed(day, section, row.subject(roster), shown(what), row.record, act)
        for section in fields_of(Sections)
        if ledger_of(section)
        for row in Table((section,)).rows(matter.ledger.sections, matter.as_of)
        for day, what, act in _of(row, section, matter)
        if day.first.year == matter.year
    ]
    places = {section.attr: i for i, section in enumerate(fields_of(Sections))}
    return sorted(found, key=lambda d: (d.day.first, d.day.last, places[d.section.attr], d.act, d.subject))


def _of(row: Row, section: Field, matter: Matter) -> Iterator[tuple[Day, str, str]]:
    """The record itself where it has a day, and its steps."""
    record = row.record
    head = _head(row, section, matter)
    if isinstance(record, Member):
        for change in record.changes:
            if visible(change, matter.as_of):
                kind = change.kind if change.kind in _PLAIN_CHANGES else "有变动"
                yield change.date, "党员变动", kind
        return
    if record.acted is not None:
        yield record.acted, _meeting(record) if isinstance(record, Meeting) else head, ""
    steps = getattr(record, "steps", None)
    for holder in (record, steps):
        for field in fields_of(type(holder)) if isinstance(holder, Record) else ():
            if field.inner is Step and isinstance(held := getattr(holder, field.attr), tuple):
                for step in held:
                    if step.date is not None and visible(step, matter.as_of):
                        yield step.date, head, field.label


def _head(row: Row, section: Field, matter: Matter) -> str:
    table = Table((section,))
    columns = ((label, table.column(label)) for label in _SAID.get(section.attr, ()))
    found = ((label, listed(column.cells(row, matter.as_of))) for label, column in columns)
    said = [_DRESSED.get(label, "{}").format(text) for label, text in found if text]
    return f"{section.label}：{'，'.join(said)}" if said else section.label


def _meeting(meeting: Meeting) -> str:
    parts = [f"{'、'.join(meeting.kinds)}{f'（{meeting.group}）' if meeting.group else ''}"]
    if meeting.theme:
        parts.append(f"：{meeting.theme}")
    items = ((i.topic if i.topic in _OF_A_PERSON else i.title) for i in meeting.items)
    titles = [title for title in items if title]
    if titles:
        parts.append(f"。议题：{'；'.join(titles)}")
    numbers = ((label, n) for label, n in (("应到", meeting.expected), ("实到", meeting.attended)))
    present = [f"{label}{n}人" for label, n in numbers if n is not None]
    if present:
        parts.append(f"。{'，'.join(present)}")
    return "".join(parts)


def together(same: list[Deed]) -> str:
    """Several of one sort in one sentence."""
    first = same[0]
    said = f"{first.sort}{f'——{first.act}' if first.act else ''}{len(same)}件"
    amounts = [d.record.paid for d in same if isinstance(d.record, DuesPayment)]
    if amounts:
        said += f"，实交合计{words(sum(amounts, start=Decimal(0)))}元"
    refs = [ref for d in same if isinstance(ref := getattr(d.record, "ref", None), str)]
    if len(refs) == len(same):
        said += f"（{refs[0]}）" if len(refs) == 1 else f"（{refs[0]}至{refs[-1]}）"
    return said
