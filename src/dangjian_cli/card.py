"""Cards and the pack that holds them: what is asked, on what authority, from which day.

A card (明白卡) is one piece of work. Its requirements are parameters of kinds; the grade of a basis
and the word of the rule (必须、应当、一般、可以……) decide what a gap may be called.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, PlainValidator, SerializeAsAny, model_validator

from dangjian_cli.finding import Basis, Message, Problem, Route, Severity, Value, Word, message
from dangjian_cli.kinds import kinds
from dangjian_cli.kinds.base import Kind
from dangjian_cli.ledger.base import Count, Many, Several, YesNo, suggestion, zh
from dangjian_cli.ledger.values import BadValue, parse_day
from dangjian_cli.periods import Workdays

Grade = Literal["A", "B", "C", "D", "E"]
"""How sure we are of a source: A full text at hand, B article quoted in print, C content confirmed and
article not, D from memory, E local or customary practice."""

Modality = Literal["必须", "应当", "不得", "一般", "原则上", "不宜", "可以"]

_ALLOWED = dict.fromkeys("ABC", Severity.ERROR) | {"D": Severity.NOTE, "E": Severity.WARNING}
"""The worst that a gap may be called, by the grade of what it rests on."""

_DEMANDED = {
    "必须": Severity.ERROR,
    "应当": Severity.ERROR,
    "不得": Severity.ERROR,
    "原则上": Severity.WARNING,
    "不宜": Severity.WARNING,
    "可以": Severity.NOTE,
}


def _exact_day(value: object) -> date:
    day = parse_day(value)
    if not day.is_exact:
        raise BadValue("not-exact", message("这里的日期要写到日"))
    return day.first


ExactDay = Annotated[date, PlainValidator(_exact_day, json_schema_input_type=str)]


class Entry(BaseModel):
    """Anything written in the pack."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, str_strip_whitespace=True)


class Source(Entry):
    """A document that requirements rest on, in one version."""

    local: ClassVar[bool] = False
    """Whether a county cites it for rules of its own."""

    name: str = zh("简称", default=...)
    title: str = zh("全称", default=...)
    version: str = zh("版本", default=...)
    since: ExactDay | None = zh("施行")
    until: ExactDay | None = zh("失效", hint="这一天起不再适用")
    best: Grade = zh("最高可信度", default=..., hint="手头有全文的才能是 A")
    note: str = zh("说明", default="")
    number: str = zh("文号", default="")
    issuer: str = zh("机关", default="")


class Ground(Entry):
    """One authority for one requirement."""

    source: str = zh("文件", default=...)
    article: str = zh("条", default="", hint="条号；没有核实的不写")
    grade: Grade = zh("可信度", default=...)

    def basis(self, source: Source) -> Basis:
        """As reports print it: an article that is not confirmed is not printed.

        A county answers for the articles of its own documents.
        """
        confirmed = self.article if source.local or self.grade in {"A", "B"} else ""
        return Basis(source.title, source.version, confirmed, self.grade, source.number, source.issuer)


class Requirement(Entry):
    """One checkable sentence of a card, in one version."""

    id: str = zh("编号", default=...)
    title: str = zh("名称", default=...)
    rule: SerializeAsAny[Kind] = zh("类型", default=...)
    modality: Modality = zh("情态", default=...)
    grounds: Many[Ground] = zh("依据", default=...)
    since: ExactDay | None = zh("自")
    until: ExactDay | None = zh("至", hint="这一天起不再适用")
    fields: Several[str] = zh("领域", default=())
    branch_kinds: Several[str] = zh("支部类型", default=(), hint="不写就各类支部都适用")
    fields_why: str = zh("不适用说明", default="")
    fix: str = zh("怎么补", default="")
    reading: str = zh("读法", default="", hint="条文没有直说、由本标准这样理解的，在这里说明")
    facts: Several[str] = zh("事实", default=())

    @model_validator(mode="before")
    @classmethod
    def _take_rule(cls, data: Any) -> Any:
        """Split the parameters of the kind from the rest."""
        if not isinstance(data, Mapping) or isinstance(data.get("类型"), Kind):
            return data
        own = _own_words(cls)
        rest = {k: v for k, v in data.items() if k not in own and k != "类型"}
        taken = {k: v for k, v in data.items() if k in own}
        tag = data.get("类型")
        kind = kinds().get(tag) if isinstance(tag, str) else None
        if kind is None:
            raise BadValue(
                "unknown-kind",
                message("没有“{tag}”这种要求类型", tag=Value(str(tag))),
                suggestion(str(tag), tuple(kinds())),
            )
        return {**taken, "类型": kind.model_validate(rest)}

    @property
    def local(self) -> str:
        """What a county's own rules made of it, as people are told; nothing in the standard itself."""
        return ""

    @property
    def beside(self) -> bool:
        """Whether it is judged together with other versions, whatever their time."""
        return False

    @property
    def grade(self) -> Grade:
        """The best grade among its grounds."""
        return min(g.grade for g in self.grounds)

    @property
    def severity(self) -> Severity:
        """The milder of what the grade allows and what the text demands."""
        soft = Severity.ERROR if self.rule.measure == "频次" else Severity.WARNING
        demanded = soft if self.modality == "一般" else _DEMANDED[self.modality]
        return self.at_most(demanded)

    def at_most(self, severity: Severity) -> Severity:
        """The severity, or what its grade allows if that is milder."""
        return max(_ALLOWED[self.grade], severity, key=lambda s: s.rank)

    def in_force(self, day: date) -> bool:
        """Whether this version decides acts of that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)

    @property
    def phrase(self) -> str:
        """The sentence on the card, generated from the same parameters that are checked."""
        return self.rule.phrase()


@cache
def _own_words(model: type[Requirement]) -> frozenset[str]:
    """The parts of a requirement that are not parameters of its kind."""
    aliases = (info.validation_alias for info in model.model_fields.values())
    return frozenset(str(word) for alias in aliases for word in getattr(alias, "choices", ())) - {"类型"}


class Unchecked(Entry):
    """A fact that no record can show, and why."""

    facts: Several[str] = zh("事实", default=...)
    what: str = zh("内容", default=...)
    why: str = zh("原因", default=...)


class CardStep(Entry):
    """A step of the work: who does what by when, and what to look at."""

    name: str = zh("名称", default=...)
    who: str = zh("谁", default=...)
    when: str = zh("何时", default=...)
    how: str = zh("做法", default=...)
    checkpoints: Several[str] = zh("检查点", default=())


class CardMaterial(Entry):
    """A document of the work that goes on file."""

    local: ClassVar[bool] = False
    """Whether a county asks for it."""

    name: str = zh("名称", default=...)
    form: str = zh("样式", default="", hint="式样的要点")
    retention: str = zh("保管期限", default="", hint="retention.yaml 里的类目")
    destination: str = zh("去向", default="支部")


class Edit(Entry):
    """One edit of a scenario: ``删`` a record, ``改`` fields of it, or ``加`` records."""

    at: str = zh("处", default="", hint="如 会议/M-2026-03/议题/1")
    drop: YesNo = zh("删", default=False)
    set: Mapping[str, Any] = zh("改", default={})
    add: Mapping[str, Any] = zh("加", default={})


class Scenario(Entry):
    """An example of the card: edits to the sample branch, and the exact findings they produce.

    ``次生`` are findings of other requirements that the same edits rightly produce, with the reason.
    """

    title: str = zh("说明", default=...)
    edits: Many[Edit] = zh("改动", default=())
    as_of: ExactDay | None = zh("截至")
    findings: Several[str] = zh("缺项", default=())
    secondary: Mapping[str, str] = zh("次生", default={})
    dues: Several[str] = zh("待办", default=())
    attests: Several[str] = zh("待核", default=())


class CardText(Entry):
    """The prose of a card, loaded only when it is shown."""

    what: str = zh("做什么", default=...)
    how: str = zh("怎么做", default=...)
    steps: Many[CardStep] = zh("步骤", default=...)
    norms: Several[str] = zh("规范", default=())
    materials: Many[CardMaterial] = zh("资料", default=())
    unchecked: Many[Unchecked] = zh("不核", default=())
    scenarios: Many[Scenario] = zh("示例", default=())


class Card(Entry):
    """A card as it is judged: number, title, ledger, where it applies, requirements."""

    number: int = zh("卡号", default=...)
    title: str = zh("名称", default=...)
    ledger: str = zh("台账", default=...)
    fields: Several[str] = zh("领域", default=("通用",))
    branch_kinds: Several[str] = zh("支部类型", default=(), hint="不写就各类支部都适用")
    fields_why: str = zh("不适用说明", default="")
    requirements: Many[Requirement] = zh("要求", default=...)

    @model_validator(mode="before")
    @classmethod
    def _number(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(raw := data.get("卡号"), str) and not raw.isdecimal():
            raise BadValue("bad-number", message("卡号写数字，如 13"))
        return data

    @property
    def code(self) -> str:
        """As addresses begin: ``DJ13``."""
        return f"DJ{self.number:02}"

    def code_of(self, requirement: Requirement) -> str:
        """The code of one of its requirements: ``DJ13.meet``."""
        return f"{self.code}.{requirement.id}"

    @cached_property
    def versions(self) -> Mapping[str, tuple[Requirement, ...]]:
        """Requirements by id; several of one id are versions that follow each other in time."""
        found: dict[str, list[Requirement]] = {}
        for requirement in self.requirements:
            found.setdefault(requirement.id, []).append(requirement)
        return {k: tuple(v) for k, v in found.items()}

    def applies(self, field: str) -> bool:
        """Whether any of its requirements applies in that field (领域)."""
        return any(self.not_applicable(r, field) is None for r in self.requirements)

    def not_applicable(self, requirement: Requirement, field: str, kind: str = "") -> Message | None:
        """Why the requirement does not apply in that field (领域) or kind of branch, or ``None``."""
        for holder in (self, requirement):
            for allowed, own in ((holder.fields, field), (holder.branch_kinds, kind)):
                if own and allowed and not {"通用", own} & set(allowed):
                    why = holder.fields_why or f"只适用于{'、'.join(allowed)}"
                    return message("{why}，本支部是{own}", why=Word(why), own=Word(own))
        return None


class ProblemItem(Entry):
    """One item of the problem catalogue (7 classes, 13 items)."""

    number: str = zh("项", default=...)
    title: str = zh("名称", default=...)
    family: Literal["对标不准", "达标不实"] = zh("家族", default=...)


class ProblemClass(Entry):
    """One class of the problem catalogue."""

    number: str = zh("类", default=...)
    title: str = zh("名称", default=...)
    items: Many[ProblemItem] = zh("项目", default=...)


class Retention(Entry):
    """How long one class of documents is kept, and who says so."""

    name: str = zh("名称", default=...)
    years: Literal["永久", "30年", "10年"] = zh("期限", default=...)
    source: str = zh("出处", default=...)


class LedgerName(Entry):
    """One of the ledgers: its key, which cards name, and the name it is printed under."""

    key: str = zh("台账", default=...)
    title: str = zh("名称", default=...)


class PackHead(Entry):
    """What a pack says of itself."""

    name: str = zh("名称", default=...)
    version: str = zh("版本", default=...)
    note: str = zh("说明", default="")
    ledgers: Many[LedgerName] = zh("台账", default=...)
    waiver_months: Count = zh("豁免最长", default=..., hint="从批准日起最多几个月")
    attest_months: Count = zh("核实最长", default=..., hint="从核实日起最多几个月")
    sample_day: ExactDay = zh("示例截至", default=..., hint="各张卡的示例都截至这一天")


class Change(NamedTuple):
    """One thing that a county's rules changed: ``action`` is 改, 加 or 删; ``code`` names what.

    ``lost`` are the requirements of law that are no longer judged because of it; ``route`` is where the
    overlay says so.
    """

    action: Literal["改", "加", "删"]
    code: str
    title: str
    basis: tuple[Basis, ...]
    lost: tuple[tuple[str, tuple[Basis, ...]], ...] = ()
    route: Route = ()


@dataclass(frozen=True)
class Overlaid:
    """A county's rules that were laid over a pack: what they changed, and the examples they bring."""

    name: str
    version: str
    documents: tuple[Source, ...]
    changes: tuple[Change, ...]
    scenarios: tuple[Scenario, ...] = ()
    notes: tuple[Problem, ...] = ()
    file: str = ""


@dataclass(frozen=True)
class Pack:
    """A standard: cards, sources, catalogue, working-day and retention tables.

    ``text`` reads a card's prose when it is asked for.
    """

    head: PackHead
    cards: tuple[Card, ...]
    sources: Mapping[str, Source]
    problems: tuple[ProblemClass, ...]
    workdays: Workdays
    text: Callable[[Card], CardText]
    retention: Mapping[str, Retention] = field(default_factory=dict)
    overlay: Overlaid | None = None

    @cached_property
    def problem_items(self) -> Mapping[str, ProblemItem]:
        """The catalogue's items by number."""
        return {item.number: item for group in self.problems for item in group.items}

    def card(self, number: int) -> Card | None:
        """The card of that number."""
        return next((c for c in self.cards if c.number == number), None)

    def basis(self, requirement: Requirement) -> tuple[Basis, ...]:
        """A requirement's authorities as reports print them."""
        return tuple(g.basis(self.sources[g.source]) for g in requirement.grounds)

    def left_out(self, code: str) -> bool:
        """Whether a county left out that requirement, or its card."""
        named = {code, code.partition(".")[0]}
        return self.overlay is not None and any(
            c.action == "删" and c.code in named for c in self.overlay.changes
        )

    @cached_property
    def shelved(self) -> tuple[Card, ...]:
        """The cards in the order of the ledgers."""
        order = {n.key: i for i, n in enumerate(self.head.ledgers)}
        return tuple(sorted(self.cards, key=lambda c: order.get(c.ledger, len(order))))

    def ledger_title(self, key: str) -> str:
        """The printed name of a ledger."""
        return next((n.title for n in self.head.ledgers if n.key == key), key)
