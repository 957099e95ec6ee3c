"""What every record is made of: Chinese field names, value types, and how a record is told apart.

A field is declared once: its English attribute is the English alias, its label is the Chinese key,
further words are synonyms that clerks use. Records are frozen, and refuse keys they do not know.
"""

from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from difflib import get_close_matches
from typing import Annotated, Any, ClassVar, Literal, TypeVar

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator

from dangjian_cli.finding import Message, Value, Word, message
from dangjian_cli.ledger import values
from dangjian_cli.periods import Day

REQUIRED: Any = ...
"""For ``zh``: the record cannot be told apart without this field."""


def zh(label: str, *synonyms: str, default: Any = None, hint: str = "") -> Any:
    """A field with its Chinese key; ``hint`` is what an editor shows beside it."""
    return Field(
        default,
        validation_alias=AliasChoices(label, *synonyms),
        serialization_alias=label,
        title=label,
        description=hint or None,
    )


class Record(BaseModel):
    """One thing that was written down: a member, a meeting, a payment, a step."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        str_strip_whitespace=True,
        protected_namespaces=(),
        defer_build=True,
    )

    label: ClassVar[str] = "记录"
    """What a person calls it."""

    act: ClassVar[str] = ""
    """The attribute that says when it happened; acts after the day of judgement are not seen."""

    over: ClassVar[str] = ""
    """The attribute that says when it was over, of a matter that lasts: it is judged as long as it does."""

    stepwise: ClassVar[bool] = False
    """Whether it has no day of its own and is known of from the first of its steps (步骤) on."""

    natural: ClassVar[tuple[str, ...]] = ()
    """The attributes that tell it apart when it has no 编号."""

    sayable: ClassVar[Mapping[str, frozenset[str]]] = {}
    """Natural attributes that take free words, and the words of each that an address may repeat.

    Others are somebody's own: addresses are printed in reports that everyone reads.
    """

    @property
    def acted(self) -> Day | None:
        """The day it happened, if it has one."""
        return getattr(self, self.act) if self.act else None

    def lasts(self, day: date) -> bool:
        """Whether it is a matter that lasts and was not over before that day."""
        ended: Day | None = getattr(self, self.over) if self.over else None
        return bool(self.over) and (ended is None or ended.last >= day)


T = TypeVar("T")


def _listed(value: object) -> object:
    return value if isinstance(value, list | tuple) else [value]


def _split(value: object) -> object:
    if isinstance(value, str):
        return [part for part in value.translate(_COMMAS).split("、") if part.strip()]
    return _listed(value)


_COMMAS = str.maketrans(dict.fromkeys("，,；;", "、"))

Many = Annotated[tuple[T, ...], BeforeValidator(_listed)]
"""Several of something; one alone may be written without a list."""

Several = Annotated[tuple[T, ...], BeforeValidator(_split)]
"""Several words or names; may also be written in one line, parted by 、."""


def _typed(parse: Callable[[Any], Any]) -> Any:
    return PlainValidator(parse, json_schema_input_type=str)


Date = Annotated[Day, _typed(values.parse_day)]
Month = Annotated[Day, _typed(values.parse_month)]
Year = Annotated[int, _typed(values.parse_year)]
Clock = Annotated[time, _typed(values.parse_time)]
Count = Annotated[int, _typed(values.parse_count)]
Number = Annotated[Decimal, _typed(values.parse_number)]
Amount = Annotated[Decimal, _typed(values.parse_amount)]
OwnName = Annotated[str, _typed(values.parse_name)]
"""A person's own name, where the record is about that person."""
Name = Annotated[str, _typed(values.parse_person)]
"""A person mentioned: by name, or by the member's 编号 where two share a name."""
Ref = Annotated[str, _typed(values.parse_reference)]
IdNumber = Annotated[str, _typed(values.parse_id_number)]
Phone = Annotated[str, _typed(values.parse_phone)]
YesNo = Annotated[bool, PlainValidator(values.parse_yes_no, json_schema_input_type=Literal["是", "否"])]
Text = str
"""Free text: kept as typed, but for blanks around it."""


def one_of(what: str, *allowed: str, synonyms: Mapping[str, str] | None = None) -> PlainValidator:
    """A word out of a fixed list; other words people use for it are understood, slips are guessed at."""
    known = {word: word for word in allowed} | dict(synonyms or {})

    def parse(value: object) -> str:
        if not isinstance(value, str):
            raise values.BadValue("not-a-word", message("{what}这里应写一个词", what=Word(what)))
        word = value.strip()
        if word in known:
            return known[word]
        raise values.BadValue(
            "unknown-word",
            message("{what}没有“{word}”这一种", what=Word(what), word=Value(word)),
            suggestion(word, known) or message("可以写：{words}", words=Word("、".join(allowed))),
        )

    return PlainValidator(parse, json_schema_input_type=Literal[allowed])


def suggestion(word: str, known: Mapping[str, object] | tuple[str, ...]) -> Message | None:
    """“是不是……” for a slip of the pen, or nothing."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return message("是不是要写“{word}”？", word=Word(close[0])) if close else None


class Material(Record):
    """A document kept on file (资料): in ``档案/``, on paper in a box, or rightly elsewhere."""

    label = "资料"
    act = "date"
    natural = ("name", "title")

    name: Text = zh("名称", "资料名称", default=REQUIRED, hint="如 会议记录、签到册、公示")
    title: Text | None = zh("题名", hint="文件自己的题目")
    number: Text | None = zh("文号")
    author: Text | None = zh("责任者")
    date: Date | None = zh("日期", "形成日期")
    pages: Count | None = zh("页数")
    secrecy: Text | None = zh("密级")
    retention: Text | None = zh("保管期限")
    destination: Text | None = zh("去向", "保管去向", hint="支部、党委、人事档案、村级档案……")
    file: Many[Text] = zh("文件", default=(), hint="档案/ 文件夹里的文件名")
    kept: Text | None = zh("存放", hint="纸质材料写：纸质")
    box: Text | None = zh("盒号")
    year: Year | None = zh("归档年度", hint="归到哪一年的档案；不写按形成的年份")
    item: Text | None = zh("件号", hint="归档文件目录上的件号，dj number 编")
    volume: Text | None = zh("案卷号", hint="按卷整理的才写")
    sheets: Text | None = zh("页号", hint="按卷整理的才写：在案卷里从第几页到第几页，如 5-8")


class Step(Record):
    """One step of a procedure: what was done, when, by whom, with which papers."""

    label = "步骤"
    act = "date"
    natural = ("date",)

    date: Date | None = zh("日期", "时间", "起", "开始")
    until: Date | None = zh("截止", "止", "结束", "截止日期", hint="公示、培训等到哪一天为止")
    meeting: Ref | None = zh("会议", "会议编号", hint="在哪次会议上，写那次会议的编号")
    people: Several[Name] = zh("人员", default=(), hint="谈话人、联系人、介绍人……")
    sources: Several[Text] = zh("来源", "意见来源", default=())
    places: Several[Text] = zh("地点", default=())
    body: Text | None = zh("机关", "单位", hint="批复、备案、组织培训的党组织")
    number: Text | None = zh("文号")
    conclusion: Text | None = zh("结论", "结果")
    content: Text | None = zh("内容", "摘要")
    hours: Number | None = zh("学时")
    days: Number | None = zh("天数")
    months: Count | None = zh("月数", hint="延长预备期、推迟讨论转正几个月")
    exception: Text | None = zh("特殊情况", hint="按规定可以例外时，写明原因")
    noted: Date | None = zh("记录日期")
    materials: Many[Material] = zh("资料", "材料", default=())


Steps = Many[Step]


OFFICES = frozenset(
    [
        "书记",
        "第一书记",
        "副书记",
        "委员",
        "组织委员",
        "宣传委员",
        "纪检委员",
        "纪律检查委员",
        "统战委员",
        "群工委员",
        "青年委员",
        "妇女委员",
        "保密委员",
        "组长",
        "副组长",
        "主任",
        "副主任",
        "理事长",
        "监事长",
        "总召集人",
    ]
)
"""What offices are called; people write others too, and several held by one person together."""


class Tenure(Record):
    """Who held a place from one day to another: a seat in the committee, a group, a duty."""

    label = "任职"
    act = "since"
    natural = ("role", "since")
    sayable: ClassVar[Mapping[str, frozenset[str]]] = {"role": OFFICES}

    name: Name = zh("姓名", default=REQUIRED)
    number: Ref | None = zh("党员编号")
    role: Text | None = zh("职务")
    since: Date | None = zh("起", "任职日期", "开始")
    until: Date | None = zh("止", "离任日期", "结束", hint="最后一天，当天还在任")
    reason: Text | None = zh("原因")
    consent: Step | None = zh("上级同意", hint="任期内职务变动，上级党组织什么时候同意的")
