"""Cards, requirements and their versions, the problem catalogue: each is what the others take it for."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise

from pydantic import TypeAdapter, ValidationError

from dangjian_cli.card import Card, Requirement
from dangjian_cli.finding import Word, message
from dangjian_cli.kinds.ratio import Ratio
from dangjian_cli.ledger.branch import BranchKind, Field
from dangjian_cli.ledger.values import BadValue
from dangjian_cli.lint.draft import PACK, PROBLEMS, Asked, Draft, Fault, file_of

EVERYWHERE = "通用"

_ID = re.compile(r"[a-z][a-z0-9-]*")
_FACT = re.compile(r"[A-Z]+-\d\d")
_CLASS = re.compile(r"[1-9]\d*")
_FIELD: TypeAdapter[str] = TypeAdapter(Field)
_BRANCH_KIND: TypeAdapter[str] = TypeAdapter(BranchKind)
_HALF = Fraction(1, 2)
_MORE = re.compile(r"超过[^，；。]*半数|过半")
_LEAST = re.compile(r"半数以上|二分之一以上|不少于半数")


def duplicate_card(draft: Draft) -> Iterator[Fault]:
    """Two cards of one number."""
    for number, times in Counter(card.number for card in draft.cards).items():
        if times > 1:
            yield Fault(
                f"cards/{number:02}",
                message("卡号{number}有{times}张卡", number=number, times=times),
                message("给每张卡一个自己的卡号"),
            )


def unknown_ledger(draft: Draft) -> Iterator[Fault]:
    """A card in a ledger that the pack does not have."""
    known = {ledger.key for ledger in draft.pack.head.ledgers}
    for card in draft.cards:
        if card.ledger not in known:
            yield Fault(
                file_of(card),
                message("{card}的台账“{key}”，标准包里没有", card=Word(card.code), key=Word(card.ledger)),
                message("改成 pack.yaml 里列出的台账"),
            )


def duplicate_ledger(draft: Draft) -> Iterator[Fault]:
    """A ledger listed twice."""
    for key, times in Counter(ledger.key for ledger in draft.pack.head.ledgers).items():
        if times > 1:
            yield Fault(
                PACK, message("台账“{key}”列了{times}遍", key=Word(key), times=times), message("留一处")
            )


def bad_id(draft: Draft) -> Iterator[Fault]:
    """An id that could not stand in an address."""
    for card in draft.cards:
        for own in card.versions:
            if not _ID.fullmatch(own):
                yield Fault(
                    file_of(card),
                    message("{card}的要求编号“{id}”不合式", card=Word(card.code), id=Word(own)),
                    message("用小写字母开头，后面可以有小写字母、数字和连字符，如 meet、voters-roll"),
                )


def unknown_field(draft: Draft) -> Iterator[Fault]:
    """A field that no branch can be in."""
    for file, at, holder in _restricted(draft):
        for field in holder.fields:
            if field != EVERYWHERE and not _is_word(_FIELD, field):
                yield Fault(
                    file,
                    message("{at}的领域“{field}”，没有这一种", at=at, field=Word(field)),
                    message("写支部可以选的领域，如农村、社区、机关、国企；都适用的写“通用”"),
                )


def unknown_branch_kind(draft: Draft) -> Iterator[Fault]:
    """A kind of branch that there is not."""
    for file, at, holder in _restricted(draft):
        for kind in holder.branch_kinds:
            if not _is_word(_BRANCH_KIND, kind):
                yield Fault(
                    file,
                    message("{at}的支部类型“{kind}”，没有这一种", at=at, kind=Word(kind)),
                    message("写台账里支部的“类型”，如党支部、联合党支部；都适用的不写"),
                )


def unexplained_field(draft: Draft) -> Iterator[Fault]:
    """A restriction that would be told to a branch without its reason."""
    for file, at, holder in _restricted(draft):
        if (_limits(holder.fields) or holder.branch_kinds) and not holder.fields_why:
            yield Fault(
                file,
                message("{at}限了领域或支部类型，没有写不适用的原因", at=at),
                message("补上“不适用说明”，如“村民委员会组织法只管村”"),
            )


def never_applies(draft: Draft) -> Iterator[Fault]:
    """A requirement for fields that its card leaves out."""
    for asked in draft.asked:
        of_card, own = asked.card.fields, asked.requirement.fields
        if _limits(of_card) and _limits(own) and not set(of_card) & set(own):
            yield Fault(
                asked.file,
                message("{at}的领域不在这张卡的领域里，永远用不上", at=asked.at),
                message("改正卡或要求的“领域”"),
            )


def _limits(fields: tuple[str, ...]) -> bool:
    return bool(fields) and EVERYWHERE not in fields


def _is_word(words: TypeAdapter[str], word: str) -> bool:
    """Whether it is the word itself: a synonym would be put right in a branch, but never in a card."""
    try:
        return words.validate_python(word) == word
    except (ValidationError, BadValue):
        return False


def _restricted(draft: Draft) -> Iterator[tuple[str, Word, Card | Requirement]]:
    yield from ((file_of(card), Word(card.code), card) for card in draft.cards)
    yield from ((asked.file, asked.at, asked.requirement) for asked in draft.asked)


def empty_version(draft: Draft) -> Iterator[Fault]:
    """A version that ends before it begins."""
    for asked in draft.asked:
        since, until = asked.requirement.since, asked.requirement.until
        if since and until and until <= since:
            yield Fault(
                asked.file, message("{at}的“至”不晚于“自”", at=asked.at), message("核对“自”“至”两个日期")
            )


def version_overlap(draft: Draft) -> Iterator[Fault]:
    """Two versions of one requirement in force on one day, in one field."""
    for before, after in _successions(draft):
        ended, began = before.requirement.until, after.requirement.since
        if ended is None or began is None or ended > began:
            yield Fault(
                after.file,
                message("{before}和{after}的时间重叠", before=before.at, after=after.at),
                message("前一版的“至”写成后一版的“自”那一天；是两条不同的要求，编号要不同"),
            )


def version_hole(draft: Draft) -> Iterator[Fault]:
    """Days between two versions of one requirement on which neither is in force."""
    for before, after in _successions(draft):
        ended, began = before.requirement.until, after.requirement.since
        if ended and began and ended < began:
            yield Fault(
                after.file,
                message("{before}和{after}之间有空档", before=before.at, after=after.at),
                message("前一版的“至”写成后一版的“自”那一天；规定真的中断过的，编号要不同"),
            )


def _successions(draft: Draft) -> Iterator[tuple[Asked, Asked]]:
    """Each version and the one that follows it in some field."""
    for card in draft.cards:
        for versions in card.versions.values():
            told = set()
            for field in ("", *{field for version in versions for field in version.fields}):
                chain = sorted(
                    (v for v in versions if not v.beside and (not _limits(v.fields) or field in v.fields)),
                    key=lambda v: v.since or date.min,
                )
                for before, after in pairwise(chain):
                    if (id(before), id(after)) not in told:
                        told.add((id(before), id(after)))
                        yield Asked(card, before), Asked(card, after)


def unknown_problem(draft: Draft) -> Iterator[Fault]:
    """A kind whose gaps no item of the catalogue tallies."""
    for asked in draft.asked:
        if asked.requirement.rule.problem not in draft.pack.problem_items:
            yield Fault(
                asked.file,
                message(
                    "{at}的缺项归到问题目录的{item}项，目录里没有",
                    at=asked.at,
                    item=Word(asked.requirement.rule.problem),
                ),
                message("在 problems.yaml 里补上这一项"),
            )


def bad_problem_number(draft: Draft) -> Iterator[Fault]:
    """A class that is no number, or an item that does not begin with its class."""
    for group in draft.pack.problems:
        wrong = [] if _CLASS.fullmatch(group.number) else [group.number]
        own = re.compile(rf"{re.escape(group.number)}\.[1-9]\d*")
        for number in (*wrong, *(item.number for item in group.items if not own.fullmatch(item.number))):
            yield Fault(
                PROBLEMS,
                message("问题目录的编号“{number}”不合式", number=Word(number)),
                message("类写数字，如 2；项写类号、点、数字，如 2.1"),
            )


def duplicate_problem(draft: Draft) -> Iterator[Fault]:
    """A number of the catalogue given twice."""
    problems = draft.pack.problems
    numbers = (*(g.number for g in problems), *(item.number for g in problems for item in g.items))
    for number, times in Counter(numbers).items():
        if times > 1:
            yield Fault(
                PROBLEMS,
                message("问题目录的{number}用了{times}次", number=Word(number), times=times),
                message("每一类、每一项各用一个编号"),
            )


def bad_fact(draft: Draft) -> Iterator[Fault]:
    """A fact that is not named as facts are."""
    in_texts = ((file_of(c), Word(c.code), u.facts) for c, text in draft.texts for u in text.unchecked)
    in_cards = ((asked.file, asked.at, asked.requirement.facts) for asked in draft.asked)
    for file, at, facts in (*in_cards, *in_texts):
        for fact in facts:
            if not _FACT.fullmatch(fact):
                yield Fault(
                    file,
                    message("{at}的事实编号“{fact}”不合式", at=at, fact=Word(fact)),
                    message("写成大写字母、连字符、两位数字，如 MTG-01"),
                )


def half_mistaken(draft: Draft) -> Iterator[Fault]:
    """半数以上 said where 超过半数 is reckoned, or the reverse: half itself passes only one of them."""
    for asked in draft.asked:
        rule, said = asked.requirement.rule, f"{asked.requirement.title}\n{asked.requirement.fix}"
        if not isinstance(rule, Ratio):
            continue
        wrong = _LEAST if rule.more_than == _HALF else _MORE if rule.at_least == _HALF else None
        if wrong and (found := wrong.search(said)):
            yield Fault(
                asked.file,
                message(
                    "{at}说“{said}”，核对的却是{reckoned}",
                    at=asked.at,
                    said=Word(found[0]),
                    reckoned=Word("超过半数" if rule.more_than else "半数以上（含半数）"),
                ),
                message("照条文核对：正好半数算够的写“至少: 1/2”，不算够的写“超过: 1/2”；名称用同样的说法"),
            )
