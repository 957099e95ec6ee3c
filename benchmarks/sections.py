"""A branch's records, file by file: what a careful clerk would have by the day of judgement."""

from typing import Any

from assessment import assessment
from development import developments
from dues import dues
from invented import Branch
from life import life
from meetings import meetings
from organization import organization
from politics import politics
from records import Record
from support import support
from training import training
from village import village


def ledger(branch: Branch) -> dict[str, dict[str, Any]]:
    """Every file's sections, by the name of the file."""
    return {
        "branch.yaml": {"支部": about(branch)},
        "台账/1-政治建设.yaml": politics(branch),
        "台账/2-组织建设.yaml": organization(branch),
        "台账/3-组织生活.yaml": {"会议": meetings(branch), **life(branch)},
        "台账/4-发展党员.yaml": {"发展党员": developments(branch)},
        "台账/4-教育培训.yaml": training(branch),
        "台账/5-作用发挥.yaml": village(branch),
        "台账/6-党费.yaml": dues(branch),
        "台账/6-阵地经费.yaml": support(branch),
        "台账/7-考核评价.yaml": assessment(branch),
    }


def about(branch: Branch) -> Record:
    """The branch itself."""
    return {
        "名称": f"{branch.county}{branch.town}{branch.village}演练党支部{branch.number + 1}",
        "领域": "农村",
        "成立日期": "1968-07-01",
        "建账日期": branch.size.opened,
        "上级党组织": f"{branch.town}党委",
        "所在单位": branch.village,
    }
