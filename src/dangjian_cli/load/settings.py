"""``dj.toml``: what a record repository says of how it is checked. Every mistake is located.

Names are Chinese in quotes, since TOML takes no others, or English.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from dangjian_cli.finding import InputError, Message, Privacy, Problem, Word, message
from dangjian_cli.ledger.base import suggestion
from dangjian_cli.ledger.branch import FIELDS
from dangjian_cli.load.encoding import decode

NAMES = {
    "标准版本": "standard",
    "细则": "overlay",
    "隐私": "privacy",
    "不通过": "fail-on",
    "不核对": "exclude",
    "基线": "baseline",
    "领域": "field",
    "归档表": "filing-forms",
}
"""What may be set, with the English name of each."""

_FAIL_ON = {"必改": "error", "应改": "warning", "从不": "never"}
_CHINESE = {english: chinese for chinese, english in NAMES.items()}
_AT = re.compile(r"at line (\d+), column (\d+)")
_QUOTES = "\"'“”‘’＂"
_PAIR = re.compile(
    rf"\s*[{_QUOTES}]?([\w-]+)[{_QUOTES}]?\s*[=＝:：]\s*[{_QUOTES}]?([^{_QUOTES}\[\]#]*)[{_QUOTES}]?\s*"
)


class Place(NamedTuple):
    """A line and a column, both from 1."""

    line: int
    column: int


@dataclass(frozen=True)
class Settings:
    """What a ``dj.toml`` says; what it does not say is ``None`` or empty. Paths are resolved against it."""

    file: str
    standard: str = ""
    overlay: Path | None = None
    privacy: Privacy | None = None
    fail_on: str | None = None
    excluded: frozenset[Path] = frozenset()
    baseline: Path | None = None
    places: Mapping[str, Place] = field(default_factory=dict)
    branch_field: str = ""
    archive: Path | None = None

    def problem(self, key: str, code: str, said: Message, fix: Message | None = None) -> Problem:
        """Something wrong with what it says under a name."""
        line, column = self.places[key]
        return Problem(code, said, fix, self.file, line, column)


def read_settings(path: Path, name: str) -> Settings:
    """The settings in a file that is called ``name``. Raises ``InputError`` with every mistake."""
    try:
        text = decode(path.read_bytes()).text
    except OSError:
        raise InputError(Problem("unreadable", message("文件打不开"), file=name)) from None
    except InputError as error:
        raise InputError(*(p.at(name) for p in error)) from None
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(_misread(text, error).at(name)) from None
    reader = _Reader(path.resolve().parent, text)
    settings = reader.settings(name, data)
    if reader.problems:
        raise InputError(
            *sorted((p.at(name) for p in reader.problems), key=lambda p: (p.line or 0, p.column or 0))
        )
    return settings


def _misread(text: str, error: tomllib.TOMLDecodeError) -> Problem:
    """What TOML does not take, with the line as it should be where that is plain."""
    lines = text.splitlines() or [""]
    found = _AT.search(str(error))
    line, column = (int(found[1]), int(found[2])) if found else (len(lines), len(lines[-1]) + 1)
    typed = lines[min(line, len(lines)) - 1]
    pair = _PAIR.fullmatch(typed)
    mended = f'"{pair[1]}" = "{pair[2].strip()}"' if pair else None
    if pair and not pair[1].isascii() and not typed.lstrip().startswith('"'):
        fix = message("中文的名称要加英文的双引号")
    elif "“" in typed or "”" in typed:
        fix = message("引号改成英文的双引号")
    else:
        fix = message('每行写成“"名称" = "内容"”，引号、等号都用英文的；有几项的写成 ["一项", "又一项"]')
    return Problem("not-toml", message("这一行读不懂"), fix, line=line, column=column, mended=mended)


class _Reader:
    """Reads one file's names and keeps every problem."""

    def __init__(self, root: Path, text: str) -> None:
        self.root = root
        self.lines = text.splitlines()
        self.problems: list[Problem] = []
        self.places: dict[str, Place] = {}

    def settings(self, name: str, data: dict[str, Any]) -> Settings:
        """All that the file says."""
        known: dict[str, Any] = {}
        for word, value in data.items():
            key = _CHINESE.get(word, word)
            if key not in NAMES:
                said = message("没有“{word}”这一项", word=Word(word))
                names = (*NAMES, *_CHINESE)
                fix = suggestion(word, names) or message("能写的有：{names}", names=Word("、".join(NAMES)))
                self.add(self.key(word), "unknown-key", said, fix)
            elif key in known:
                said = message("“{key}”写了两遍（换了个叫法）", key=Word(key))
                self.add(self.key(word), "twice", said, message("留一处，删掉另一处"))
            else:
                known[key] = value
                self.places[key] = self.value(word)
        readers: dict[str, Callable[[Any], Any]] = {
            "标准版本": self.standard,
            "细则": self.overlay,
            "隐私": self.privacy,
            "不通过": self.fail_on,
            "不核对": self.excluded,
            "基线": self.baseline,
            "领域": self.branch_field,
            "归档表": self.archive,
        }
        said_of = {key: readers[key](value) for key, value in known.items()}
        return Settings(
            name,
            said_of.get("标准版本") or "",
            said_of.get("细则"),
            said_of.get("隐私"),
            said_of.get("不通过"),
            said_of.get("不核对") or frozenset(),
            said_of.get("基线"),
            self.places,
            said_of.get("领域") or "",
            said_of.get("归档表"),
        )

    def standard(self, value: Any) -> str | None:
        """The version that the records are held against."""
        return self.text("标准版本", value)

    def overlay(self, value: Any) -> Path | None:
        """The county's overlay, beside this file."""
        return self.file("细则", value, "no-overlay", "县细则.yaml")

    def baseline(self, value: Any) -> Path | None:
        """The gaps that were there when the repository began to be checked."""
        return self.file("基线", value, "no-baseline", "dj-baseline.json")

    def archive(self, value: Any) -> Path | None:
        """The county's own forms of filing, in place of the standard's."""
        return self.file("归档表", value, "no-archive", "县归档表.yaml")

    def branch_field(self, value: Any) -> str | None:
        """The 领域 of branches that do not say their own."""
        return self.one_of("领域", value, {field: field for field in FIELDS})

    def file(self, key: str, value: Any, code: str, example: str) -> Path | None:
        """A file that is there, beside this one."""
        text = self.text(key, value)
        if text is None:
            return None
        file = self.root / text
        if not file.is_file():
            said = message("“{key}”写的文件找不到：{file}", key=Word(key), file=Word(text))
            fix = message("从 dj.toml 所在的文件夹写起，如 {example}", example=Word(example))
            self.add(self.places[key], code, said, fix)
        return file

    def privacy(self, value: Any) -> Privacy | None:
        """Who may read the reports."""
        word = self.one_of("隐私", value, {p.value: p.value for p in Privacy})
        return Privacy(word) if word else None

    def fail_on(self, value: Any) -> str | None:
        """From which severity on a check fails."""
        return self.one_of("不通过", value, _FAIL_ON | {word: word for word in _FAIL_ON.values()})

    def excluded(self, value: Any) -> frozenset[Path]:
        """What is left out when branches are looked for."""
        patterns = value if isinstance(value, list) else [value]
        found: set[Path] = set()
        for pattern, place in zip(patterns, self.items("不核对", patterns), strict=True):
            if not isinstance(pattern, str) or not pattern.strip("/ "):
                self.add(place, "not-text", message("“不核对”写文件夹，用双引号括起来"), None)
            elif Path(pattern).is_absolute() or ".." in Path(pattern).parts:
                fix = message("从 dj.toml 所在的文件夹写起，如 存档、*/旧账")
                self.add(place, "outside", message("“不核对”只能写这个文件夹里面的"), fix)
            elif matched := set(self.root.glob(pattern.rstrip("/"))):
                found |= matched
            else:
                said = message("“不核对”里的“{pattern}”一个文件夹也没有对上", pattern=Word(pattern))
                self.add(place, "matches-nothing", said, message("核对名称；不需要了就删去"))
        return frozenset(found)

    def text(self, key: str, value: Any) -> str | None:
        """A value that is a text."""
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.add(self.places[key], "not-text", message("“{key}”的内容要用双引号括起来", key=Word(key)), None)
        return None

    def one_of(self, key: str, value: Any, known: Mapping[str, str]) -> str | None:
        """A value out of a few words."""
        text = self.text(key, value)
        if text is None or text in known:
            return known.get(text or "")
        said = message("“{key}”没有“{typed}”这一种", key=Word(key), typed=Word(text))
        listed = message("可以写：{words}", words=Word("、".join(known)))
        self.add(self.places[key], "unknown-word", said, suggestion(text, tuple(known)) or listed)
        return None

    def add(self, place: Place, code: str, said: Message, fix: Message | None) -> None:
        """Keep a problem."""
        self.problems.append(Problem(code, said, fix, line=place.line, column=place.column))

    def key(self, word: str) -> Place:
        """Where a name stands."""
        return next((Place(line, at + 1) for line, at, _ in self._named(word)), Place(1, 1))

    def value(self, word: str) -> Place:
        """Where what is set under a name begins."""
        return next((Place(line, end + 1) for line, _, end in self._named(word)), Place(1, 1))

    def items(self, key: str, values: list[Any]) -> Iterator[Place]:
        """Where the entries of a list stand, in their order."""
        line, column = self.places[key]
        for value in values:
            here = next(
                (
                    Place(number, at + 1)
                    for number in range(line, len(self.lines) + 1)
                    if (at := self.lines[number - 1].find(str(value), column - 1 if number == line else 0))
                    >= 0
                ),
                self.places[key],
            )
            yield here
            line, column = here.line, here.column + len(str(value))

    def _named(self, word: str) -> Iterator[tuple[int, int, int]]:
        """The lines that set a name, or open a table of that name: line, and where name and value begin."""
        name = re.escape(word)
        opening = re.compile(rf"\s*\[*\s*[\"']?({name})[\"']?\s*(?:[=.]\s*|\]|$)")
        for number, text in enumerate(self.lines, 1):
            if found := opening.match(text):
                yield (
                    number,
                    found.start(1) - (text[found.start(1) - 1 : found.start(1)] in {'"', "'"}),
                    found.end(),
                )
