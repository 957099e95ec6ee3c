"""The ledger's shape as a JSON Schema, for completion, hover and checks in an editor.

Made from the same models that read the files, in Chinese only. An editor types bare words by YAML's
rules, dj reads all of them as text; so wherever a text may stand, a number or a yes may stand too.
"""

from typing import Any

from dangjian_cli.ledger import Sections
from dangjian_cli.ledger.base import Record
from dangjian_cli.ledger.table import fields_of

DRAFT = "http://json-schema.org/draft-07/schema#"
"""The draft that editors know best."""

SNIPPETS: dict[str, tuple[str, dict[str, Any]]] = {
    "支部": (
        "支部基本情况",
        {
            "名称": "${1:支部全称}",
            "领域": "${2:农村}",
            "成立日期": "${3:2001-07-01}",
            "建账日期": "${4:2026-01-01}",
        },
    ),
    "党员": (
        "一名党员",
        {
            "编号": "${1:D-01}",
            "姓名": "${2:姓名}",
            "入党日期": "${3:2001-07-01}",
            "转正日期": "${4:2002-07-01}",
        },
    ),
    "会议": (
        "一次党员大会",
        {
            "编号": "${1:M-2026-01}",
            "类型": "党员大会",
            "日期": "${2:2026-03-05}",
            "主持人": "${3:姓名}",
            "记录人": "${4:姓名}",
            "应到": "${5:0}",
            "实到": "${6:0}",
            "有表决权应到": "${7:0}",
            "有表决权实到": "${8:0}",
        },
    ),
    "党费收缴": (
        "一笔党费",
        {"姓名": "${1:姓名}", "月份": "${2:2026-03}", "实交": "${3:0.2}", "日期": "${4:2026-03-05}"},
    ),
    "豁免": (
        "一条豁免",
        {
            "缺项": "${1:DJ13.meet@2026-Q2}",
            "依据文号": "${2:文号}",
            "批准机关": "${3:上级党组织}",
            "批准日": "${4:2026-07-10}",
            "到期日": "${5:2026-12-31}",
            "事由": "${6:为什么}",
        },
    ),
    "人工核实": (
        "一条人工核实",
        {
            "地址": "${1:DJ24.year@F-2025-01}",
            "核实人": "${2:姓名}",
            "核实日": "${3:2026-11-20}",
            "方式": "${4:查原件}",
            "证据": {"名称": "${5:支委会会议记录}", "存放": "纸质", "盒号": "${6:盒号}"},
            "结论": "${7:符合}",
            "内容指纹": "${8:照 dj check 给的抄}",
        },
    ),
    "谈心谈话": (
        "一次谈心谈话",
        {"日期": "${1:2026-03-05}", "谈话人": "${2:姓名}", "谈话对象": "${3:姓名}", "内容": "${4:谈了什么}"},
    ),
    "发展党员": (
        "一名发展对象",
        {
            "编号": "${1:F-2026-01}",
            "姓名": "${2:姓名}",
            "步骤": {"递交入党申请书": {"日期": "${3:2026-03-05}"}},
        },
    ),
}
"""What an editor offers to insert whole, by section; the numbers are where the cursor goes."""

_SCALAR = ["string", "number", "boolean", "null"]

SCHEMA_FILE = "台账格式.schema.json"
"""What the schema is called beside an editor's settings."""


def ledger_schema() -> dict[str, Any]:
    """The schema of ``branch.yaml`` and of every file under ``台账/``."""
    raw = Sections.model_json_schema(by_alias=True)
    models = _models(Sections, {})
    schema = _group(raw, Sections)
    del schema["required"]  # each file holds some of the sections
    for section, (label, body) in SNIPPETS.items():
        snippet = {"label": label, "description": f"插入{label}", "body": body}
        listed = [] if section == "支部" else [snippet | {"body": [body]}]
        schema["properties"][section]["defaultSnippets"] = [*listed, snippet]
    return {
        "$schema": DRAFT,
        "title": "党支部台账",
        **schema,
        "definitions": {name: _group(body, models[name]) for name, body in sorted(raw["$defs"].items())},
    }


def editor_settings(schema: str) -> dict[str, Any]:
    """Settings for VS Code with the YAML extension; ``schema`` is the path of the schema file."""
    return {
        "yaml.schemas": {schema: ["branch.yaml", "台账/**/*.yaml", "**/台账/**/*.yaml", "**/branch.yaml"]},
        "yaml.format.enable": False,
        "files.encoding": "utf8",
        "files.autoGuessEncoding": True,
        "files.eol": "\n",
        "[yaml]": {
            "editor.insertSpaces": True,
            "editor.tabSize": 2,
            "editor.quickSuggestions": {"strings": True},
        },
    }


def _models(model: type[Record], found: dict[str, type[Record]]) -> dict[str, type[Record]]:
    """Every model that a model holds, by its name in the raw schema."""
    found[model.__name__] = model
    for field in fields_of(model):
        if field.inner is not None and field.inner.__name__ not in found:
            _models(field.inner, found)
    return found


def _group(raw: dict[str, Any], model: type[Record]) -> dict[str, Any]:
    """A model as the editor needs it: other words for a field are understood, and not suggested."""
    properties: dict[str, Any] = {}
    required = []
    for field in fields_of(model):
        shape = _field(raw["properties"][field.label])
        properties[field.label] = shape
        others = field.words[1:-1]
        properties.update({word: shape | {"doNotSuggest": True} for word in others})
        if field.label in raw.get("required", ()) and not others:
            required.append(field.label)
    return {
        "type": "object",
        "title": model.label,
        "properties": properties,
        "additionalProperties": False,
        "required": required,
    }


def _field(raw: dict[str, Any]) -> dict[str, Any]:
    """A field: its title and hint, and what may stand there."""
    said = {key: raw[key] for key in ("title", "description") if key in raw}
    return said | _shape(raw)


def _shape(raw: dict[str, Any]) -> dict[str, Any]:
    if "anyOf" in raw:  # a field that may be empty
        return _shape(next(option for option in raw["anyOf"] if option.get("type") != "null"))
    if "$ref" in raw:
        return {"$ref": raw["$ref"].replace("#/$defs/", "#/definitions/")}
    if "enum" in raw:
        return {"enum": raw["enum"]}
    match raw.get("type"):
        case "array":
            return _many(_shape(raw["items"]))
        case "object":
            return {"type": "object", "additionalProperties": {"type": _SCALAR}}
        case _:
            return {"type": _SCALAR}


def _many(item: dict[str, Any]) -> dict[str, Any]:
    """Several of something; one alone needs no list.

    For records it is written so that an editor's complaint lands on the word itself; for words, so that
    it offers them.
    """
    if "$ref" in item:
        return {"if": {"type": "array"}, "then": {"items": item}, "else": item}
    return {"anyOf": [item, {"type": "array", "items": item}]}
