"""The prose of a card: whole enough to work by, short enough for one page, in plain written Chinese."""

import re
from collections.abc import Iterator

from dangjian_cli.card import Card, CardText
from dangjian_cli.finding import Word, message
from dangjian_cli.ledger.base import suggestion
from dangjian_cli.lint.draft import Draft, Fault, Sentence, file_of

LONGEST = 1_700
"""Han characters that one A4 page of a card holds; two letters or digits take the room of one."""

_HAN = r"[\u4e00-\u9fff]"
_QUOTED = re.compile(r"“[^”]*”")
_NAMED = re.compile(r"[A-Z]+-?\d+[\w.@/-]*|\bdj( [a-z]+)?\b")
"""What stands in a text as itself: an address, a fact, a standard's number, a command of the program."""

_ENGLISH = re.compile(r"[A-Za-z]*[a-z][A-Za-z]*")
_MARKUP = re.compile(r"\*\*|`|\]\(|__|^(#|>|[-*+] )", re.MULTILINE)
_HALF_WIDTH = re.compile(rf"""(?<={_HAN})[,;:!?()"]|[,;:!?("](?={_HAN})|(?<={_HAN})\.(?=\s|$)""")


def few_steps(draft: Draft) -> Iterator[Fault]:
    """A piece of work told in less than two steps."""
    for card, text in draft.texts:
        if len(text.steps) < 2:
            yield Fault(
                file_of(card),
                message("{card}的步骤不到两步", card=Word(card.code)),
                message("把工作分成步骤，每步写明谁、何时、做法、检查点"),
            )


def no_checkpoint(draft: Draft) -> Iterator[Fault]:
    """A step that does not say what to look at."""
    for card, text in draft.texts:
        for step in text.steps:
            if not step.checkpoints:
                yield Fault(
                    file_of(card),
                    message("{card}的步骤“{step}”没有检查点", card=Word(card.code), step=Word(step.name)),
                    message("补上“检查点”：这一步做完，看哪几样"),
                )


def unlisted_material(draft: Draft) -> Iterator[Fault]:
    """A document that a requirement asks for and the card does not list."""
    texts = {card.number: text for card, text in draft.texts}
    for asked in draft.asked:
        text = texts.get(asked.card.number)
        listed = {material.name for material in text.materials} if text else set()
        for name in asked.requirement.rule.materials() if text else ():
            if name not in listed:
                yield Fault(
                    asked.file,
                    message("{at}要“{name}”，这张卡的资料里没有列", at=asked.at, name=Word(name)),
                    message("在卡的“资料”里补上“{name}”，写明样式和保管期限", name=Word(name)),
                )


def no_retention(draft: Draft) -> Iterator[Fault]:
    """A document that does not say how long it is kept, in a class that the retention table has."""
    known = draft.pack.retention
    for card, text in draft.texts:
        for material in text.materials:
            if material.retention not in known:
                yield Fault(
                    file_of(card),
                    message(
                        "{card}的资料“{name}”没有写保管期限，或写的类目表里没有",
                        card=Word(card.code),
                        name=Word(material.name),
                    ),
                    suggestion(material.retention, known) or message("写 retention.yaml 里的类目"),
                )


def card_too_long(draft: Draft) -> Iterator[Fault]:
    """A card that would not fit one page."""
    for card, text in draft.texts:
        room = sum(map(_room, _printed(card, text)))
        if room > LONGEST:
            yield Fault(
                file_of(card),
                message(
                    "{card}约{room}字，一页放不下（最多{most}字）",
                    card=Word(card.code),
                    room=round(room),
                    most=LONGEST,
                ),
                message("把做法和检查点写短，重复的合并；内容实在多的分成两张卡"),
            )


def _printed(card: Card, text: CardText) -> Iterator[str]:
    """What stands on the page: of every requirement, its latest version."""
    yield from (card.title, text.what, text.how, *text.norms)
    yield from (versions[-1].phrase for versions in card.versions.values())
    for step in text.steps:
        yield from (step.name, step.who, step.when, step.how, *step.checkpoints)
    for material in text.materials:
        yield from (material.name, material.form, material.retention, material.destination)
    for unchecked in text.unchecked:
        yield from (unchecked.what, unchecked.why)


def _room(text: str) -> float:
    return sum(0.5 if c.isascii() else 1 for c in text)


def english_word(draft: Draft) -> Iterator[Fault]:
    """A word that the reader may not know."""
    for sentence in draft.sentences:
        if found := next((w for w in _ENGLISH.findall(_NAMED.sub("", sentence.text)) if len(w) > 1), None):
            yield _unplain(sentence, "有外文“{found}”", found, "换成中文的说法")


def markup(draft: Draft) -> Iterator[Fault]:
    """Signs of a markup language, which would be printed as they stand."""
    for sentence in draft.sentences:
        if found := _MARKUP.search(sentence.text):
            yield _unplain(sentence, "有排版记号“{found}”，会照原样印出来", found[0], "删去记号，只写文字")


def half_width(draft: Draft) -> Iterator[Fault]:
    """Half-width punctuation in a Chinese sentence; what stands in quotation marks is a quotation."""
    for sentence in draft.sentences:
        if found := _HALF_WIDTH.search(_QUOTED.sub("", sentence.text)):
            yield _unplain(sentence, "有半角标点“{found}”", found[0], "中文里用全角标点：，；：（）。“”")


def _unplain(sentence: Sentence, what: str, found: str, fix: str) -> Fault:
    return Fault(sentence.file, message("{at}" + what, at=sentence.at, found=Word(found)), message(fix))
