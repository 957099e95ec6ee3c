"""Branches for tests of the whole program: the pack's sample on disk, and one that fills every field.

The second is made by walking the models, so a new field is in it the day it is declared.
"""

import gc
import shutil
import types
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin

from pydantic import PlainValidator
from pydantic.fields import FieldInfo
from typer.testing import CliRunner, Result

from dangjian_cli.cli.app import app
from dangjian_cli.ledger import Sections, values
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.table import fields_of
from dangjian_cli.ledger.values.people import check_digit
from dangjian_cli.load.pack import standards_folder
from dangjian_cli.load.scenarios import SAMPLE, load_sample

DAY = "2026-11-22"
"""On this day the sample has no gap."""


def dj(*args: str | Path, **env: str | None) -> Result:
    """The program, run in this process as on a pipe: no colour, 80 columns, no CI."""
    surroundings = {"COLUMNS": "80", "NO_COLOR": "1", "CI": None, "DJ_DEBUG": None, **env}
    runner = CliRunner()
    try:
        return runner.invoke(app, [str(a) for a in args], prog_name="dj", env=surroundings)
    finally:
        gc.enable()  # dj switches it off for its own short life


def check(*args: str | Path, **env: str | None) -> Result:
    """``dj check`` as of the sample's day."""
    return dj("check", *args, "--as-of", DAY, **env)


def sample_text() -> str:
    """The sample branch as written."""
    return (standards_folder() / SAMPLE).read_text(encoding="utf-8")


def sample_branch(folder: Path, text: str | bytes | None = None) -> Path:
    """The sample branch in ``folder``, with the evidence it names; ``text`` stands in for its own."""
    for name in load_sample(standards_folder()).files:
        file = folder / "档案" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    words = sample_text() if text is None else text
    (folder / "branch.yaml").write_bytes(words.encode() if isinstance(words, str) else words)
    return folder


def copy_of(folder: Path, to: Path) -> Path:
    """Another branch with the same files."""
    shutil.copytree(folder, to)
    return to


# Every field there is ------------------------------------------------------------------------------------

FIRST_MARK = 0x3400
"""Marks are characters of the rarest block of Chinese, one a value: nothing else in the program has any."""


def marks(text: str) -> set[str]:
    """The marks in a text."""
    return {c for c in text if FIRST_MARK <= ord(c) < 0x4DC0}


@dataclass
class Typed:
    """One thing that a person typed: what field it is in, and what it looks like in the file."""

    where: str
    kind: str
    text: str


@dataclass
class Forms:
    """Makes a valid value of every kind, each unlike all others, and remembers them."""

    brief: bool = False
    """Whether a record inside a section's record has only its first field of records."""
    made: list[Typed] = field(default_factory=list)
    refs: int = 0

    def secret(self, where: str, kind: str, text: str) -> str:
        """``text``, remembered as something that strangers may not see."""
        self.made.append(Typed(where, kind, text))
        return text

    def mark(self) -> str:
        """A character of its own."""
        return chr(FIRST_MARK + len(self.made))

    def value(self, parse: Callable[..., Any], words: Any, where: str) -> str:
        """A valid value for the field at ``where``."""
        if words is not None:
            return str(get_args(words)[0])
        return _FORMS[parse.__name__](self, where)


def _text(forms: Forms, where: str) -> str:
    return forms.secret(where, "text", f"暗{forms.mark()}记")


def _name(forms: Forms, where: str) -> str:
    return forms.secret(where, "name", f"{forms.mark()}某")


def _id_number(forms: Forms, where: str) -> str:
    digits = f"99999919700101{len(forms.made) % 1000:03}"
    return forms.secret(where, "id", digits + check_digit(digits))


def _phone(forms: Forms, where: str) -> str:
    return forms.secret(where, "phone", f"130{70_000_000 + len(forms.made)}")


def _amount(forms: Forms, where: str) -> str:
    return forms.secret(where, "amount", f"{810_000 + len(forms.made)}.5")


def _ref(forms: Forms, _where: str) -> str:
    forms.refs += 1
    return f"R-{forms.refs}"


_FORMS: dict[str, Callable[[Forms, str], str]] = {
    "parse_name": _name,
    "parse_person": _name,
    "parse_id_number": _id_number,
    "parse_phone": _phone,
    "parse_amount": _amount,
    "parse_reference": _ref,
    "parse_day": lambda *_: "2026-03-05",
    "parse_month": lambda *_: "2026-03",
    "parse_year": lambda *_: "2026",
    "parse_time": lambda *_: "14:30",
    "parse_count": lambda *_: "7",
    "parse_number": lambda *_: "3.5",
    "parse_yes_no": lambda *_: "是",
}


@cache
def every_section(*, brief: bool = False) -> tuple[dict[str, Any], Forms]:
    """Data with one record in every section and a value in every field, and what was typed there.

    Made once: nobody may change it.
    """
    forms = Forms(brief)
    data = {f.label: _section(f.inner, f.label, forms) for f in fields_of(Sections) if f.inner}
    data["支部"] |= {"领域": "农村", "成立日期": "1990-07-01", "建账日期": "2026-01-01"}
    return data, forms


def _section(model: type[Record], label: str, forms: Forms) -> Any:
    record = filled(model, label, forms)
    return record if label == "支部" else [record]


def filled(model: type[Record], where: str, forms: Forms) -> dict[str, Any]:
    """A record of the model with all its fields."""
    fields = fields_of(model)
    if forms.brief and where.count(".") > 0:
        first = next((f for f in fields if f.inner), None)
        fields = tuple(f for f in fields if f is first or not f.inner)
    return {f.label: _filled(model.model_fields[f.attr], f"{where}.{f.label}", forms) for f in fields}


def _filled(info: FieldInfo, where: str, forms: Forms) -> Any:
    parse = next((m for m in info.metadata if isinstance(m, PlainValidator)), None)
    return _made(info.annotation, parse, where, forms)


def _made(kind: Any, parse: PlainValidator | None, where: str, forms: Forms) -> Any:
    """A value for an annotation; ``parse`` is the validator met on the way to it."""
    inner = [a for a in get_args(kind) if a not in {type(None), ...}]
    made: Any
    if parse is not None:
        words = parse.json_schema_input_type
        made = forms.value(parse.func, None if words is str else words, where)
    elif kind is str:
        made = _text(forms, where)
    elif isinstance(kind, type) and issubclass(kind, Record):
        made = filled(kind, where, forms)
    elif get_origin(kind) is dict:
        key = forms.secret(where, "key", f"栏{forms.mark()}")
        made = {key: _text(forms, f"{where}.*")}
    elif not inner:
        raise TypeError(f"{where}: no value is known for {kind}")
    elif get_origin(kind) in {Union, types.UnionType}:
        made = _made(inner[0], None, where, forms)
    elif get_origin(kind) is tuple:
        made = [_made(inner[0], None, where, forms)]
    else:
        found = (m for m in getattr(kind, "__metadata__", ()) if isinstance(m, PlainValidator))
        made = _made(inner[0], next(found, None), where, forms)
    return made


@cache
def free(model: type[Record]) -> frozenset[str]:
    """The attributes that hold free words or names, alone or several."""
    return frozenset(
        attr for attr, info in model.model_fields.items() if _is_free(info.annotation, info.metadata)
    )


def _is_free(kind: Any, metadata: Sequence[Any]) -> bool:
    parse = next((m for m in metadata if isinstance(m, PlainValidator)), None)
    if parse is not None:
        return parse.func in {values.parse_name, values.parse_person}
    if kind is str:
        return True
    if get_origin(kind) is dict or isinstance(kind, type):
        return False
    inner = [a for a in get_args(kind) if a not in {type(None), ...}]
    return bool(inner) and _is_free(inner[0], getattr(kind, "__metadata__", ()))


def written(data: Any, indent: int = 0) -> Iterator[str]:
    """Lines of a ledger, one field a line."""
    pad = " " * indent
    for key, value in data.items():
        if isinstance(value, str):
            yield f"{pad}{key}: {value}"
        elif isinstance(value, dict):
            yield f"{pad}{key}:"
            yield from written(value, indent + 2)
        else:
            yield f"{pad}{key}:"
            for item in value:
                yield from _entry(item, indent + 2)


def _entry(item: Any, indent: int) -> Iterator[str]:
    pad = " " * indent
    if isinstance(item, str):
        yield f"{pad}- {item}"
        return
    first, *rest = written(item, indent + 2)
    yield f"{pad}- {first.lstrip()}"
    yield from rest
