"""What a county's overlay says: its documents, and its changes, each citing one of them."""

import re
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, PlainValidator, model_validator

from dangjian_cli.card import (
    CardMaterial,
    Entry,
    ExactDay,
    Ground,
    LedgerName,
    ProblemClass,
    Requirement,
    Scenario,
    Source,
)
from dangjian_cli.finding import Severity, Word, message
from dangjian_cli.ledger.base import Count, Many, YesNo, zh
from dangjian_cli.ledger.values import BadValue

_ARTICLE = re.compile(r"[1-9]\d*(之[一二三四五六七八九十]+)?")
NEW, INSTEAD, BESIDE = "县里新加", "县里改的", "县里另定"
"""What a county may do: ask something new, change a practice, go beyond a law that stays judged."""

_SEVERITIES = {"应改": Severity.WARNING, "提示": Severity.NOTE}


def _article(value: object) -> str:
    text = str(value).strip()
    if text and not _ARTICLE.fullmatch(text):
        raise BadValue(
            "bad-article", message("条号只写数字，如 11、120之一"), message("有几条的，各写一项依据")
        )
    return text


def _severity(value: object) -> Severity:
    severity = _SEVERITIES.get(str(value).strip())
    if severity is None:
        raise BadValue(
            "bad-severity",
            message("县里的要求只能是“应改”或“提示”"),
            message("“必改”只留给依据法规条文的要求；想让“应改”也算不通过，用 --fail-on warning"),
        )
    return severity


class Document(Source):
    """A document of the county: its name, its number, who issued it, from which day it is in force."""

    local: ClassVar[bool] = True

    number: str = zh("文号", default=...)
    issuer: str = zh("机关", default=...)
    since: ExactDay = zh("施行", default=...)
    version: str = zh("版本", default="")
    best: Literal["E"] = zh("最高可信度", default="E")


class Citation(Entry):
    """A place in one of the county's documents."""

    source: str = zh("文件", default=...)
    article: Annotated[str, PlainValidator(_article, json_schema_input_type=str)] = zh("条", default="")

    @property
    def ground(self) -> Ground:
        """The same as a requirement rests on it."""
        return Ground(source=self.source, article=self.article, grade="E")


class Local(Requirement):
    """A requirement as a county puts it: its own, or in place of the standard's, or beside a law's."""

    made: str = ""
    stated: Annotated[Severity, PlainValidator(_severity, json_schema_input_type=str)] | None = zh("严重程度")

    @property
    def local(self) -> str:
        """What the county did."""
        return self.made

    @property
    def beside(self) -> bool:
        """Whether the law that it goes beyond is judged as well."""
        return self.made == BESIDE

    @property
    def severity(self) -> Severity:
        """As the county states it, within what its grade allows."""
        return super().severity if self.stated is None else self.at_most(self.stated)


def _cited(grounds: tuple[Citation, ...]) -> tuple[Citation, ...]:
    if not grounds:
        raise BadValue("no-authority", message("每处改动都要写依据哪份文件"))
    return grounds


Authority = Annotated[Many[Citation], AfterValidator(_cited)]


class Listed(Entry):
    """A list that takes the place of the standard's whole."""

    grounds: Authority = zh("依据", default=...)


class LedgerList(Listed):
    """The ledgers: how many, in which order, under which names."""

    entries: Many[LedgerName] = zh("目录", default=...)


class ProblemList(Listed):
    """The problem catalogue."""

    entries: Many[ProblemClass] = zh("目录", default=...)


class RetentionTerm(Entry):
    """How long one class of documents is kept in the county."""

    name: str = zh("名称", default=..., hint="类目，明白卡的资料写着归哪一类")
    years: Literal["永久", "30年", "10年"] = zh("期限", default=...)


class RetentionList(Listed):
    """The county's own table of retention periods; a class that it leaves out stays as in the standard."""

    entries: Many[RetentionTerm] = zh("目录", default=...)


class Terms(Listed):
    """How long waivers and attestations may hold, in months."""

    waiver_months: Count | None = zh("豁免最长")
    attest_months: Count | None = zh("核实最长")


def _named_by(word: str, *, wanted: bool, given: bool) -> None:
    """A change names what it is about, and nothing else."""
    if wanted and not given:
        raise BadValue("unnamed", message("没有写改的是哪一处，要有“{word}”", word=Word(word)))
    if given and not wanted:
        raise BadValue("named-twice", message("这里用不着写“{word}”", word=Word(word)))


class _Changing(Entry):
    """One change: ``删``, ``改`` or ``加``, and on what authority."""

    drop: YesNo = zh("删", default=False)
    set: dict[str, Any] = zh("改", default={})
    add: dict[str, Any] = zh("加", default={})
    grounds: Authority = zh("依据", default=...)

    @model_validator(mode="after")
    def _one(self) -> "_Changing":
        if sum(map(bool, (self.drop, self.set, self.add))) != 1:
            raise BadValue("not-one-change", message("“删”“改”“加”要写一样，且只写一样"))
        return self


class CardChange(_Changing):
    """A card that is left out, renamed or moved, or added whole."""

    card: str = zh("卡", default="", hint="卡号或名称；“加”的不写")

    @model_validator(mode="after")
    def _named(self) -> "CardChange":
        _named_by("卡", wanted=not self.add, given=bool(self.card))
        return self


class LocalMaterial(CardMaterial):
    """A document that the county wants kept."""

    local: ClassVar[bool] = True


class RuleChange(_Changing):
    """A requirement that is left out, changed, or added to a card."""

    rule: str = zh("条目", default="", hint="如 DJ13.meet；“加”的不写，写“卡”")
    card: str = zh("卡", default="", hint="加到哪张卡；“删”“改”的不写，写“条目”")
    since: ExactDay | None = zh("自", hint="哪天起这样要求；不写的，从文件施行那天起")
    materials: Many[LocalMaterial] = zh("资料", default=())
    scenarios: Many[Scenario] = zh("示例", default=())

    @model_validator(mode="after")
    def _named(self) -> "RuleChange":
        _named_by("条目", wanted=not self.add, given=bool(self.rule))
        _named_by("卡", wanted=bool(self.add), given=bool(self.card))
        return self

    def begins(self, documents: dict[str, Document]) -> date:
        """The day on which it comes into force."""
        return self.since or min(documents[g.source].since for g in self.grounds)


class Overlay(Entry):
    """The whole of a county's file. Its entries are read one by one, so that one bad one hides no other."""

    name: str = zh("名称", default=...)
    version: str = zh("版本", default=...)
    note: str = zh("说明", default="")
    standard: str = zh("适用标准", default="", hint="照标准的哪一版写的，如 2026.11")
    documents: Many[Any] = zh("文件", default=...)
    ledgers: Any = zh("台账")
    problems: Any = zh("问题")
    terms: Any = zh("期限", hint="豁免、人工核实最长几个月")
    retention: Any = zh("保管期限", hint="县里批准的归档范围和保管期限表")
    cards: Many[Any] = zh("明白卡", default=())
    rules: Many[Any] = zh("要求", default=())
