"""The quick way and the careful way read the same, or the quick way leaves it to the other."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dangjian_cli.finding import InputError
from dangjian_cli.ledger import Sections
from dangjian_cli.load.nodes import Mapping, compose
from dangjian_cli.load.quick import quick
from dangjian_cli.load.typed import field_words, plain

ROOT = Path(__file__).parents[2]
FILES = sorted([*ROOT.glob("examples/*/branch.yaml"), *ROOT.glob("examples/*/台账/*.yaml")])
FIELDS = field_words(Sections)

PIECES = st.sampled_from(
    [
        *"-:#&*!|>'\"[]{},?%@ \n",
        "  ",
        "- ",
        ": ",
        "党员",
        "会议",
        "编号",
        "姓名",
        "甲",
        "12",
        "<<",
        "---\n",
        "~",
    ]
)


def carefully(text: str) -> Any:
    """What the tree with positions holds; ``None`` where it is refused or is no group of names."""
    try:
        root = compose(text)
    except (InputError, yaml.YAMLError):
        return None
    return plain(root, FIELDS) if isinstance(root, Mapping) else None


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_examples_read_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert quick(text, FIELDS) == carefully(text) is not None


@given(st.lists(PIECES, max_size=30).map("".join))
def test_anything_reads_the_same_or_is_left_alone(text: str) -> None:
    read = quick(text, FIELDS)

    assert read is None or read == carefully(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "甲",
        "- 甲\n- 乙",
        "甲: 1\n甲: 2",
        "甲: &乙 1",
        "甲: !乙 1",
        "甲: *乙",
        "<<: {}",
        "甲: 1\n--- \n乙: 2",
        "? [甲]\n: 1",
    ],
)
def test_the_unusual_is_left_to_the_careful_way(text: str) -> None:
    assert quick(text, FIELDS) is None


def test_a_field_left_empty_is_left_out_and_a_stray_word_is_kept() -> None:
    assert quick("党员:\n  - {编号: D-1, 姓名: , 随便写的: }", FIELDS) == {
        "党员": [{"编号": "D-1", "随便写的": ""}]
    }


def test_a_name_given_twice_is_seen_even_when_empty() -> None:
    assert quick("编号:\n编号: 1", FIELDS) is None
