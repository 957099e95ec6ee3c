"""One requirement changed by a county: replaced where it rests on practice, joined where it rests on law."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pydantic import BaseModel

from dangjian_cli.card import Requirement
from dangjian_cli.finding import Message, Word, message
from dangjian_cli.kinds.base import Kind
from dangjian_cli.ledger.base import suggestion
from dangjian_cli.overlay.written import BESIDE, INSTEAD, Local, RuleChange
from dangjian_cli.periods import Unit

REWORDING = frozenset({"名称", "怎么补"})
"""What may be said otherwise without any change of what is judged."""

LAW = frozenset("ABC")
"""The grades of what stands in a document of the Party or the state."""

_OWN = frozenset({"名称", "情态", "领域", "不适用说明", "怎么补", "读法", "严重程度"})
"""What of a requirement a county may change, beside the parameters of its kind."""

_MORE, _LESS = frozenset({"至少", "超过"}), frozenset({"至多", "过后", "不足时至多"})
"""Parameters that ask more when they are larger, and when they are smaller."""


class Unchangeable(Exception):  # noqa: N818 - a refusal
    """A change that a county cannot make."""

    def __init__(self, code: str, said: Message, fix: Message | None, key: str = "") -> None:
        super().__init__(code)
        self.code, self.said, self.fix, self.key = code, said, fix, key


def raw_of(model: BaseModel, changes: Mapping[str, Any]) -> dict[str, Any]:
    """A model as it would be written, with other values under some words; ``""`` takes one away."""
    fields = type(model).model_fields
    held = {
        str(fields[name].title): getattr(model, name) for name in model.model_fields_set if fields[name].title
    }
    return {word: value for word, value in (held | dict(changes)).items() if value != ""}


def made_of(rule: Local, made: str) -> Local:
    """The requirement, with what a county did."""
    return rule.model_copy(update={"made": made})


def unknown_words(rule: Kind, words: Mapping[str, Any]) -> dict[str, Message]:
    """The words that name nothing which a county may change, with what was probably meant."""
    known = (*(str(f.title) for f in type(rule).model_fields.values()), *sorted(_OWN))
    listed = message("能改的有：{known}", known=Word("、".join(known)))
    return {word: suggestion(word, known) or listed for word in words if word not in known}


def changed(versions: tuple[Requirement, ...], change: RuleChange, since: date) -> tuple[Requirement, ...]:
    """The versions of a requirement, with what a county makes of those in force from ``since`` on.

    Raises ``Unchangeable``, and ``ValidationError`` where a value is none.
    """
    kept: list[Requirement] = []
    made: list[Requirement] = []
    for version in versions:
        if version.until is not None and version.until <= since:
            kept.append(version)
            continue
        law = version.grade in LAW
        made.append(_made(version, change, since, law=law))
        if law:
            kept.append(version)
        elif version.since is None or version.since < since:
            kept.append(version.model_copy(update={"until": since}))
    if not made:
        raise Unchangeable(
            "ended",
            message("“{title}”在{since}以前就不再适用了", title=Word(versions[-1].title), since=since),
            message("删去这处改动，或写明更早的“自”"),
        )
    return (*kept, *made)


def _made(version: Requirement, change: RuleChange, since: date, *, law: bool) -> Local:
    parameters = {word: value for word, value in change.set.items() if word not in _OWN}
    own = {word: value for word, value in change.set.items() if word in _OWN}
    rule = type(version.rule).model_validate(raw_of(version.rule, parameters)) if parameters else version.rule
    if law:
        _stands(version, rule, change)
    said = {
        "类型": rule,
        "依据": [g.ground for g in change.grounds],
        "自": max(filter(None, (version.since, since))).isoformat(),
        **({"读法": ""} if law else {}),
    }
    data = raw_of(version, said | own)
    if version.until:
        data["至"] = version.until.isoformat()
    return made_of(Local.model_validate(data), BESIDE if law else INSTEAD)


def _stands(version: Requirement, rule: Kind, change: RuleChange) -> None:
    """A law is neither softened nor relabelled by a county; it is made stricter, or left out openly."""
    title = Word(version.title)
    if rule == version.rule:
        raise Unchangeable(
            "law-stands",
            message(
                "“{title}”依据的是法规条文，县里不能只改它的{words}",
                title=title,
                words=Word("、".join(change.set)),
            ),
            message("把参数改严；或另写一条县里自己的要求"),
        )
    looser = [word for word in change.set if _looser(word, version.rule, rule)]
    if looser and len(looser) == len(change.set):
        raise Unchangeable(
            "loosened",
            message(
                "“{title}”依据的是法规条文，县里只能改严，这里把“{word}”放宽了",
                title=title,
                word=Word(looser[0]),
            ),
            message("改成比标准更严的数；一定要放宽的，“删”这一条，再“加”县里自己的，报告里会写明"),
            looser[0],
        )


def _looser(word: str, before: Kind, after: Kind) -> bool:
    """Whether a number asks less than it did."""
    old, new = _number(word, before), _number(word, after)
    if old is None or new is None:
        return False
    return new < old if word in _MORE else new > old if word in {*_LESS, "每"} else False


def _number(word: str, rule: Kind) -> Fraction | None:
    value = raw_of(rule, {}).get(word)
    if isinstance(value, Unit):
        return Fraction(value.months)
    return Fraction(value) if isinstance(value, int | Fraction | Decimal) else None
