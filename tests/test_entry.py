"""Entering records: what the ledger knows is filled in, what was typed is written as the ledger writes it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dangjian_cli.edit.entry import Desk, entry_named
from dangjian_cli.edit.form import boxes
from dangjian_cli.edit.numbering import next_ref
from dangjian_cli.edit.suggest import suggested
from dangjian_cli.edit.written import plain
from dangjian_cli.ledger.activities import Meeting
from dangjian_cli.load.branch import load_branch

EXAMPLES = Path(__file__).parents[1] / "examples"
DAY = date(2026, 11, 22)
NUMBERS = ("expected", "voters_expected", "attended", "voters_attended")


@pytest.mark.parametrize("example", ["农村", "机关", "国企", "社区"])
def test_who_had_to_come_and_came_is_what_the_clean_examples_say(example: str) -> None:
    desk = Desk(load_branch(EXAMPLES / example).ledger, DAY)
    own = boxes(Meeting)
    computed = 0
    for meeting in desk.ledger.sections.meetings:
        values: dict[str, Any] = plain(meeting)
        written = {attr: values.pop(own[attr].label, "") for attr in NUMBERS}
        for attr in NUMBERS:
            number = suggested(entry_named("会议"), own[attr], values, desk)
            assert number in {"", written[attr]}, (meeting.ref, attr)
            values[own[attr].label] = written[attr]
            computed += attr.endswith("expected") and number != ""
    assert computed > 30


@pytest.mark.parametrize(
    ("refs", "like", "year", "following"),
    [
        (["M-2026-09"], "", 2026, "M-2026-10"),
        (["M-2025-40", "M-2026-09"], "", 2025, "M-2025-41"),
        (["M-2025-40"], "", 2026, "M-2026-01"),
        (["T-2026-099"], "", 2026, "T-2026-100"),
        (["D-01", "D-07"], "", 2026, "D-08"),
        (["D-09", "D-10", "DX-3"], "", 2026, "D-11"),
        (["2026.3", "2026.4"], "", 2026, "2026.5"),
        ([], "M-2025-07", 2026, "M-2026-01"),
        ([], "D-07", 2026, "D-01"),
        ([], "", 2026, ""),
        (["一", "甲"], "", 2026, ""),
    ],
)
def test_the_next_number_follows_the_others(refs: list[str], like: str, year: int, following: str) -> None:
    assert next_ref(refs, year, like) == following
