"""The schema is sound, takes every example, and refuses what dj refuses."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from dangjian_cli.ledger import Sections
from dangjian_cli.ledger.table import fields_of
from dangjian_cli.schema import SNIPPETS, editor_settings, ledger_schema

ROOT = Path(__file__).parents[1]
SCHEMA = ledger_schema()
CHECKER = Draft7Validator(SCHEMA)
FILES = sorted(
    [
        *ROOT.glob("examples/*/branch.yaml"),
        *ROOT.glob("examples/*/台账/*.yaml"),
        *ROOT.glob("standards/samples/*.yaml"),
    ]
)


class AsEditorsRead(yaml.SafeLoader):
    """Like an editor: bare numbers are numbers. Dates stay text, as in JSON."""


AsEditorsRead.yaml_implicit_resolvers = {
    key: [(tag, regexp) for tag, regexp in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for key, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(text: str) -> Any:
    return yaml.load(text, Loader=AsEditorsRead)  # noqa: S506 - a safe loader


def errors(text: str) -> list[tuple[list[Any], str]]:
    return [(list(e.absolute_path), e.message) for e in CHECKER.iter_errors(read(text))]


def test_the_schema_itself_is_sound() -> None:
    Draft7Validator.check_schema(SCHEMA)


def test_every_reference_leads_somewhere() -> None:
    def refs(node: Any) -> Iterator[str]:
        if isinstance(node, dict):
            yield from (v for k, v in node.items() if k == "$ref")
            for value in node.values():
                yield from refs(value)
        elif isinstance(node, list):
            for value in node:
                yield from refs(value)

    assert {r.removeprefix("#/definitions/") for r in refs(SCHEMA)} <= set(SCHEMA["definitions"])


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_examples_are_taken(path: Path) -> None:
    assert errors(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("会议:\n  - {编号: M-1, 类型: 党员大汇, 日期: 2026-03-05}", ["会议", 0, "类型"]),
        ("会议:\n  - {编号: M-1, 类型: 党员大会, 日期: 2026-03-05, 主持入: 甲}", ["会议", 0]),
        ("党员:\n  - {编号: D-1, 姓名: 甲, 变动: [{日期: 2026-03-05}]}", ["党员", 0, "变动", 0]),
        ("党员:\n  - {编号: D-1, 姓名: 甲, 流动党员: 大概}", ["党员", 0, "流动党员"]),
        ("党圆: []", []),
    ],
)
def test_what_dj_refuses_is_marked(text: str, path: list[Any]) -> None:
    assert [where for where, _ in errors(text)] == [path]


@pytest.mark.parametrize(
    "text",
    [
        "会议: {编号: M-1, 类型: [党员大会, 主题党日], 日期: 2026-03-05, 应到: 40}",
        "会议: [{类型: 党员大会, 会议时间: 2026-03-05, 应到人数: '40'}]",
        "发展党员: [{编号: F-1, 姓名: 甲, 步骤: {公示: {日期: 2026-03-05}, 半年考察: [{日期: 2026-03-05}]}}]",
        "党员: [{编号: D-1, 姓名: 甲, 身份证号: , 流动党员: 是}]",
    ],
)
def test_what_dj_takes_is_taken(text: str) -> None:
    assert errors(text) == []


def test_every_section_is_offered_under_its_own_name() -> None:
    offered = {name for name, field in SCHEMA["properties"].items() if not field.get("doNotSuggest")}

    assert offered == {field.label for field in fields_of(Sections)}


def as_inserted(body: Any) -> Any:
    """A snippet with the words that stand where the cursor goes."""
    if isinstance(body, dict):
        return {key: as_inserted(value) for key, value in body.items()}
    return re.sub(r"\$\{\d+:(.*)\}", r"\1", body)


@pytest.mark.parametrize("section", SNIPPETS)
def test_snippets_fit_the_schema(section: str) -> None:
    _, body = SNIPPETS[section]

    assert [e.message for e in CHECKER.iter_errors({section: as_inserted(body)})] == []


def test_settings_name_the_schema() -> None:
    assert "./台账格式.schema.json" in editor_settings("./台账格式.schema.json")["yaml.schemas"]
