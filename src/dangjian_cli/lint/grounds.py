"""What a requirement rests on: documents that exist, quoted no surer than they are known, in their time."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from dangjian_cli.card import Requirement, Source
from dangjian_cli.finding import Word, message
from dangjian_cli.lint.draft import SOURCES, Asked, Draft, Fault

_ARTICLE = re.compile(r"[1-9]\d*(之[一二三四五六七八九十]+)?")
_PRINTED = {"A", "B"}
"""The grades whose article is confirmed, and so is printed."""


def no_ground(draft: Draft) -> Iterator[Fault]:
    """A requirement that rests on nothing."""
    for asked in draft.asked:
        if not asked.requirement.grounds:
            yield Fault(
                asked.file,
                message("{at}没有写依据", at=asked.at),
                message("写明依据的文件和可信度；是当地要求的，写当地的文件"),
            )


def unknown_source(draft: Draft) -> Iterator[Fault]:
    """A document that sources.yaml does not list."""
    for asked in draft.asked:
        for ground in asked.requirement.grounds:
            if ground.source not in draft.pack.sources:
                yield Fault(
                    asked.file,
                    message("{at}依据的“{name}”，依据清单里没有", at=asked.at, name=Word(ground.source)),
                    message("改成清单里的简称，或在 sources.yaml 里加上这份文件"),
                )


def grade_above_source(draft: Draft) -> Iterator[Fault]:
    """A ground surer than the document it stands in."""
    for rested in draft.rested:
        grade, best = rested.ground.grade, rested.source.best
        if grade < best:
            yield Fault(
                rested.asked.file,
                message(
                    "{at}依据“{name}”标可信度{grade}，这份文件最高只能标{best}",
                    at=rested.asked.at,
                    name=rested.name,
                    grade=Word(grade),
                    best=Word(best),
                ),
                message("可信度改成{best}或更低；核到了原文的，先改依据清单", best=Word(best)),
            )


def unconfirmed_article(draft: Draft) -> Iterator[Fault]:
    """An article written down that nobody has confirmed."""
    for rested in draft.rested:
        if rested.ground.article and rested.ground.grade not in _PRINTED and not rested.source.local:
            yield Fault(
                rested.asked.file,
                message(
                    "{at}依据“{name}”可信度是{grade}，却写了条号",
                    at=rested.asked.at,
                    name=rested.name,
                    grade=Word(rested.ground.grade),
                ),
                message("删去“条”；核实过的，把可信度改成 A 或 B"),
            )


def bad_article(draft: Draft) -> Iterator[Fault]:
    """An article that would print as nonsense between 第 and 条."""
    for rested in draft.rested:
        article = rested.ground.article
        if article and not _ARTICLE.fullmatch(article):
            yield Fault(
                rested.asked.file,
                message("{at}的条号“{article}”不是数字", at=rested.asked.at, article=Word(article)),
                message("只写数字，如 11、120之一；有几条的，各写一项依据"),
            )


def no_article(draft: Draft) -> Iterator[Fault]:
    """A confirmed ground that does not say which article."""
    for rested in draft.rested:
        if rested.ground.grade in _PRINTED and not rested.ground.article:
            yield Fault(
                rested.asked.file,
                message(
                    "{at}依据“{name}”可信度是{grade}，没有写条号",
                    at=rested.asked.at,
                    name=rested.name,
                    grade=Word(rested.ground.grade),
                ),
                message("补上条号；文件本来不分条的可以不写，条号没有核实的把可信度改成 C"),
            )


def ground_out_of_time(draft: Draft) -> Iterator[Fault]:
    """A document that was never in force while the version was."""
    for rested in draft.rested:
        source, version = rested.source, rested.asked.requirement
        if not _together(source, version):
            ended = source.until and version.since and source.until <= version.since
            yield Fault(
                rested.asked.file,
                message(
                    "{at}依据的“{name}”，那时{state}",
                    at=rested.asked.at,
                    name=rested.name,
                    state=Word("已经失效" if ended else "还没有施行"),
                ),
                message("换成那时有效的文件，或改正“自”“至”"),
            )


def ungrounded_version(draft: Draft) -> Iterator[Fault]:
    """A version that begins or ends on a day when none of its documents is in force.

    A version without ``自`` begins where a branch's records do, which no pack knows: its end alone is
    judged. Documents that are out of its time altogether have a rule of their own.
    """
    for asked in draft.asked:
        version = asked.requirement
        known = (draft.pack.sources[g.source] for g in version.grounds if g.source in draft.pack.sources)
        sources = [source for source in known if _together(source, version)]
        if not sources:
            continue
        last = version.until - timedelta(days=1) if version.until else date.max
        if version.since and not any(_in_force(s, version.since) for s in sources):
            yield _ungrounded(asked, f"{version.since}开始适用")
        if not any(_in_force(s, last) for s in sources):
            yield _ungrounded(asked, f"适用到{last}" if version.until else "现在还适用")


def _ungrounded(asked: Asked, when: str) -> Fault:
    return Fault(
        asked.file,
        message("{at}{when}，可这时它依据的文件没有一份有效", at=asked.at, when=Word(when)),
        message("改正“自”“至”，或补上这时有效的文件；规定改了的，另写一个版本"),
    )


def _together(source: Source, version: Requirement) -> bool:
    """Whether there is a day on which both are in force."""
    return not (
        (source.until and version.since and source.until <= version.since)
        or (source.since and version.until and version.until <= source.since)
    )


def _in_force(source: Source, day: date) -> bool:
    return (source.since is None or source.since <= day) and (source.until is None or day < source.until)


def empty_source(draft: Draft) -> Iterator[Fault]:
    """A document that ends before it begins."""
    for source in draft.pack.sources.values():
        if source.since and source.until and source.until <= source.since:
            yield Fault(
                SOURCES,
                message("“{name}”的失效日不晚于施行日", name=Word(source.name)),
                message("核对“施行”“失效”两个日期"),
            )
