"""期满核实：what a person must look at after so long."""

from typing import Any

import pytest
from judging import ATTEST, DUE, MET, Status, states

LOST = {
    "类型": "期满核实",
    "对象": "党籍管理",
    "从": "失去联系",
    "满": "6",
    "没有": ["取得联系", "停止党籍"],
    "核实": "查找有没有结果",
}


def case(**steps: Any) -> dict[str, Any]:
    return {"党籍管理": {"编号": "Y-1", "姓名": "麦晓川", "类型": "失联", "步骤": steps}}


@pytest.mark.parametrize(
    ("steps", "as_of", "expected"),
    [
        ({"失去联系": {"日期": "2026-03-01"}}, "2026-07-31", MET),
        ({"失去联系": {"日期": "2026-03-01"}}, "2026-08-01", DUE),
        ({"失去联系": {"日期": "2026-03-01"}}, "2026-09-01", DUE),
        ({"失去联系": {"日期": "2026-03-01"}}, "2026-09-02", ATTEST),
        ({"失去联系": {"日期": "2026-03"}}, "2026-09-30", DUE),
        ({"失去联系": {"日期": "2026-03-01"}, "取得联系": {"日期": "2026-05-01"}}, "2026-11-22", MET),
        ({"失去联系": {"日期": "2026-03-01"}, "停止党籍": {"日期": "2026-12-01"}}, "2026-11-22", ATTEST),
        (
            {
                "失去联系": [{"日期": "2025-03-01"}, {"日期": "2026-03-01"}],
                "取得联系": {"日期": "2025-05-01"},
            },
            "2026-11-22",
            ATTEST,
        ),
    ],
)
def test_after_so_long_a_person_looks(steps: dict[str, Any], as_of: str, expected: Status) -> None:
    assert states(LOST, case(**steps), as_of=as_of) == {"Y-1": expected}


def test_what_has_not_begun_is_not_looked_at() -> None:
    assert states(LOST, case(查找={"日期": "2026-03-01"})) == {}


def test_a_branch_that_is_gone_is_not_asked() -> None:
    data = {**case(失去联系={"日期": "2026-03-01"}), "支部": {"撤销日期": "2026-08-01"}}
    assert states(LOST, data) == {"Y-1": MET}
