"""What the records of every ledger are made of."""

from collections.abc import Mapping
from datetime import date
from typing import Any

Record = dict[str, Any]
Sections = dict[str, list[Record]]


def paper(name: str, box: str) -> Record:
    """A document kept on paper."""
    return {"名称": name, "存放": "纸质", "盒号": box}


def papers(names: str, box: str) -> list[Record]:
    """Several documents kept on paper in one box."""
    return [paper(name, box) for name in names.split()]


def steps_by(as_of: date, steps: Mapping[str, Record | list[Record]]) -> dict[str, Record | list[Record]]:
    """As much of each step as has been done by that day."""
    held: dict[str, Record | list[Record]] = {}
    for name, step in steps.items():
        if isinstance(step, list):
            held |= {name: times} if (times := [t for t in step if t["日期"] <= as_of]) else {}
        elif step["日期"] <= as_of:
            held[name] = step
    return held
