"""Small branches and single requirements for tests of the core: as short as the sentence they test."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dangjian_cli.card import Card, CardText, Pack
from dangjian_cli.check import check, first_judged_day
from dangjian_cli.finding import Judgement, Report, Status
from dangjian_cli.kinds import kinds
from dangjian_cli.kinds.base import Kind, Situation
from dangjian_cli.ledger import Ledger, Sections
from dangjian_cli.load.pack import load_pack, standards_folder

Data = Mapping[str, Any]

STANDARD = load_pack(standards_folder())
BRANCH = {"名称": "石泉村党支部", "领域": "农村", "成立日期": "1972-07-01", "建账日期": "2026-01-01"}
AS_OF = date(2026, 11, 22)

GAP, ATTEST, DUE, MET = Status.GAP, Status.ATTEST, Status.DUE, Status.MET
UNEXAMINED, NOT_APPLICABLE = Status.UNEXAMINED, Status.NOT_APPLICABLE


def ledger(data: Data, *files: str) -> Ledger:
    """A branch with these sections; what 支部 says is put over the usual."""
    branch = {**BRANCH, **data.get("支部", {})}
    return Ledger(Sections.model_validate({**data, "支部": branch}), frozenset(files))


def rule(parameters: Data) -> Kind:
    """A kind with its parameters, written as on a card."""
    rest = dict(parameters)
    return kinds()[rest.pop("类型")].model_validate(rest)


def situation(book: Ledger, as_of: str | date = AS_OF, since: str | None = None) -> Situation:
    """That branch as of a day."""
    start = first_judged_day(book, date.fromisoformat(since) if since else None)
    return Situation(book, day(as_of), start, STANDARD.workdays)


def day(word: str | date) -> date:
    """A day, however given."""
    return date.fromisoformat(word) if isinstance(word, str) else word


def judgements(
    parameters: Data,
    data: Data,
    *,
    as_of: str | date = AS_OF,
    start: str | None = None,
    came_in: str | None = None,
    files: tuple[str, ...] = (),
) -> list[Judgement]:
    """What a kind says of a branch. ``came_in`` is the day on which the rule did."""
    found = rule(parameters).check(
        situation(ledger(data, *files), as_of, start), date.fromisoformat(came_in) if came_in else None
    )
    return sorted(found, key=lambda j: j.subject)


def states(parameters: Data, data: Data, **how: Any) -> dict[str, Status]:
    """The state of each subject."""
    return {j.subject: j.status for j in judgements(parameters, data, **how)}


GROUND = {"文件": "支部工作条例", "条": "11", "可信度": "B"}


def requirement(parameters: Data, **more: Any) -> dict[str, Any]:
    """A requirement of a card, ``it`` by name unless said otherwise."""
    return {"编号": "it", "名称": "试", "情态": "应当", "依据": GROUND, **parameters, **more}


def pack(*requirements: Data, **card: Any) -> Pack:
    """The standard with one card, number 99, instead of its own."""
    heading = {"卡号": "99", "名称": "试验卡", "台账": "组织生活", **card}
    only = Card.model_validate({**heading, "要求": list(requirements)})
    return Pack(STANDARD.head, (only,), STANDARD.sources, STANDARD.problems, STANDARD.workdays, _no_text)


def _no_text(card: Card) -> CardText:
    raise NotImplementedError(card.title)


def report(requirements: Data | list[Data], data: Data, as_of: str | date = AS_OF, **how: Any) -> Report:
    """The report on a branch under these requirements only."""
    listed = requirements if isinstance(requirements, list) else [requirements]
    return check(ledger(data), pack(*listed), day(as_of), **how)


def ids(found: Report) -> set[str]:
    """Addresses, without the code that is always the same; attests with ?, dues with …"""
    marks = {Status.ATTEST: "?", Status.DUE: "…"}
    every = (*found.findings, *found.dues)
    return {marks.get(f.status, "") + f.id.removeprefix("DJ99.it@") for f in every}
