"""Tables in the shapes in which clerks have them, with people that nobody is; cells as read from a file."""

from datetime import date, datetime, time
from typing import Any

from dangjian_cli.exchange.importing import read_tables
from dangjian_cli.exchange.pages import CellValue, Page, Range
from dangjian_cli.exchange.reading import Known, Reading, Weight, address
from dangjian_cli.ledger import Sections
from dangjian_cli.ledger.values.people import check_digit


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    """A time in March 2026, as Excel has it: without a zone."""
    return datetime(2026, 3, day, hour, minute)  # noqa: DTZ001


def id_number(born: str, serial: int = 11) -> str:
    """A well-formed identity number of a region that does not exist."""
    digits = f"999999{born}{serial:03}"
    return digits + check_digit(digits)


def page(rows: list[list[Any]], name: str = "Sheet1", merged: tuple[Range, ...] = ()) -> Page:
    """A sheet; ``None`` is an empty cell, too."""
    return Page(name, [["" if cell is None else cell for cell in row] for row in rows], merged)


def reading(*pages: Page, sections: Sections | None = None, **known: Any) -> Reading:
    """What is read from the sheets beside a ledger, which is empty where none is given."""
    return read_tables(pages, Known(sections or Sections.model_construct(), **known))


def data(found: Reading, section: str) -> list[dict[str, Any]]:
    """The drafts of a section."""
    return [draft.data for draft in found.drafts if draft.section == section]


def told(found: Reading, weight: Weight = Weight.DECIDE) -> list[tuple[str, str]]:
    """Where something is remarked, and what: the code."""
    return [(address(r.place).replace("“Sheet1”", ""), r.code) for r in found.remarks if r.weight is weight]


def where(found: Reading) -> dict[str, str]:
    """Where the columns go, by their headings; of two that read the same the last."""
    return {goes.heading: goes.to for goes in found.goes}


ROSTER = page(
    [
        ["石泉村党支部党员花名册"],
        ["单位：石泉村党支部（盖章）", "", "", "", "2026年11月"],
        ["序号", "姓  名", "姓别", "民族", "身份证号码\n（18位，请核对）", "出生年月", "学历", None,
         "入党时间（如20180910，不加逗点符号，不要加年月字样）", "转正时间", "手机号码", "备注", "备注"],
        [None, None, None, None, None, None, "全日制", "在职"],
        ["提示：标红字段为必填项"],
        ["例", "张三", "男\\女", "汉", "43xxxxxxxxxxxxx", "1980.01", "本科", "", "20180910", "20190910"],
        [1.0, "甲 一", "男", "汉", id_number("19680412"), date(1968, 4, 12), "大专", "", 19920620.0,
         "1993.06.20", 13000000001.0, "老党员", "住镇上"],
        [2.0, "乙二", "女", "/", "", "1983年9月", "高中", "大专", 37803.0, "—", ""],
        [],
        ["填表人：丙三", "", "", "审核人：丁四"],
    ],
    "Sheet1",
    (((0, 0), (0, 12)), ((2, 6), (2, 7)), *(((2, c), (3, c)) for c in range(13) if c not in {6, 7})),
)  # fmt: skip

OFFICIAL = page(
    [
        ["姓名", "性别", "公民身份号码", "民族", "出生日期", "学历", "人员类别", "学位", "所在党支部",
         "手机号码",
         "入党日期", "转正日期", "党龄", "工作岗位", "是否农民工", "现居住地", "户籍所在地", "是否失联党员",
         "是否流动党员", "入党时所在支部"],
        ["甲一", "男", id_number("19680412"), "汉族", "1968-04-12", "大专", "正式党员", "", "石泉村党支部",
         "13000000001", "1992-06-20", "1993-06-20", 33.0, "农民", "否", "石泉村一组", "石泉村", "否", "否",
         "石泉村党支部"],
    ]
)  # fmt: skip

DUES_OF_A_YEAR = page(
    [
        ["2026年度党费收缴情况表"],
        ["序号", "党员姓名", "月工资收入", "执行标准", "月应缴党费", "全年应缴党费", "全年实缴党费", "备注"],
        [1.0, "甲一", 5000.0, "0.5%", 25.0, 300.0, 300.0, "按月交"],
        [2.0, "乙二", 3000.0, "0.5%", 15.0, 180.0, 180.0, ""],
        ["合计", "", "", "", 40.0, 480.0, 480.0],
    ]
)

DUES_OF_SALARIES = page(
    [
        ["序号", "姓名", "岗位工资", "薪级工资", "基础性绩效工资", "养老保险", "职业年金", "住房公积金",
         "医疗保险",
         "所得税", "税后工资总额", "交纳比例", "每月应交纳党费金额", "共交纳党费", "备注"],
        [1.0, "甲一", 2000.0, 1500.0, 1800.0, 300.0, 150.0, 500.0, 100.0, 20.0, 4230.0, "1%", 42.3, 507.6,
         ""],
    ],
    "2026年",
)  # fmt: skip

DUES_BY_MONTHS = page(
    [
        ["石泉村党支部2026年党费收缴登记表"],
        ["序号", "姓名", "月应缴", "1月", "2月", "3月", "4月", "合计", "备注"],
        [1.0, "甲一", 0.2, 0.2, 0.2, "√", "/", 0.6, ""],
        [2.0, "乙二", 25.0, 25.0, 0.0, "", "", 30.0, "三月外出"],
        ["", "", "", "", "", "", "", "", ""],
        ["制表人：", "", "", "", "负责人："],
    ]
)

DUES_BY_PAYMENTS = page(
    [
        ["序号", "姓名", "党组织", "年", "月", "缴费基数", "应缴", "实缴", "缴费日期", "缴费方式", "状态",
         "是否欠缴"],
        [1.0, "甲一", "石泉村党支部", 2026.0, 3.0, 4000.0, 20.0, 20.0, date(2026, 3, 5), "现金", "已缴",
         "否"],
        [2.0, "乙二", "石泉村党支部", 2026.0, 3.0, 4000.0, 20.0, "", "", "", "未缴", "是"],
    ]
)  # fmt: skip

MEETINGS = page(
    [
        ["序号", "会议类型", "主题", "党组织", "日期", "开始", "结束", "地点", "主持人", "记录人", "应到",
         "实到",
         "出勤率", "状态"],
        [1.0, "支部党员大会", "一季度党员大会", "石泉村党支部", date(2026, 3, 5), "14:30", time(16, 0),
         "会议室",
         "甲一", "乙二", 23.0, 20.0, 0.87, "已结束"],
    ]
)  # fmt: skip

MINUTES = page(
    [
        ["石泉村党支部党员大会记录"],
        ["时间", "地点", "主持人", "记录人", "应到", "实到", "缺席（姓名、原因）", "列席", "议题", "发言要点",
         "表决", None, None, "决议", "签名"],
        [None] * 10 + ["同意", "反对", "弃权"],
        [moment(5, 14, 30), "会议室", "甲一", "乙二", 23.0, 20.0,
         "丙三（请病假）、丁四（外出务工，在邻县）",
         "镇组织委员戊五", "1.传达上级文件；2.研究党费", "", "", "", "", "按要求办", ""],
        ["2026年4月5日（星期日）下午3点", "会议室", "甲一", "乙二", 23.0, 21.0, "", "", "接收己六为预备党员",
         "同意接收", 20.0, 0.0, 1.0, "接收己六为预备党员", "甲一"],
    ],
    "Sheet1",
    (((1, 10), (1, 12)),),
)  # fmt: skip

CASES = page(
    [
        ["序号", "当前发展阶段", "统计单位", "姓名", "学号", "性别", "民族", "籍贯", "身份证号码",
         "出生年月日", "学历",
         "所在党支部\n（填简称）", "所在班级", "入党积极分子/发展对象/预备党员/党员", "培训结业证号", "备注"],
        [1.0, "发展对象", "某学院", "己六", 20190001.0, "女", "汉", "云岭", id_number("20010305"),
         20010305.0, "本科",
         "一支部", "二班", "发展对象", "2025-001", ""],
    ]
)  # fmt: skip

TIMES = page(
    [
        ["姓名", "申请入党时间（首次递交入党申请书）", "确定为入党积极分子时间",
         "确认为发展对象时间（支部大会）",
         "报院党委的请示时间", "列为发展对象时间（院党委批复）", "公示时间", "发放志愿书时间",
         "发展为预备党员时间（吸收时间）",
         "报院党委的请示时间", "预备党员转正时间", "培养考察人", "入党介绍人"],
        ["己六", "20230301", 20230910.0, "2025.3.1", "2025.3.3", "2025.03.10", "2025.3.11-3.17", "2025.5.6",
         "2025年6月20日", "2025.6.23", "/", "甲一、乙二", "甲一 乙二"],
    ]
)  # fmt: skip

PAPERS = page(
    [
        ["姓名", "入党申请书", "自传", "两推一备案", "积极分子培训材料", "谈话记录", "思想汇报",
         "党内外群众座谈记录",
         "发展对象考察、确定情况表", "公示、请示、批复", "政治审查报告", "预审登记表", "入党志愿书",
         "接收预备党员支部大会记录", "转正申请书", "转正请示、批复、备案报告"],
        ["己六", *["是"] * 11, "否", "否", "否", "否"],
        ["庚七", "是", "否", "是", "是", "是", "是", *["否"] * 8, ""],
    ]
)  # fmt: skip

ATTENDANCE = page(
    [
        ["2026年主题党日签到表"],
        ["序号", "姓名", "性别", "电话", "3月5日", "4月3日党员大会", "备注"],
        [1.0, "甲一", "男", "13000000001", "√", "√", "带了笔记"],
        [2.0, "乙二", "女", "", "病假", "√", ""],
        [3.0, "丙三", "男", "", "√", "×", ""],
    ]
)

EVERY_SHAPE = {
    "花名册": ROSTER,
    "全国系统的花名册": OFFICIAL,
    "全年党费": DUES_OF_A_YEAR,
    "工资和党费": DUES_OF_SALARIES,
    "十二个月": DUES_BY_MONTHS,
    "一笔一笔": DUES_BY_PAYMENTS,
    "三会一课": MEETINGS,
    "会议记录": MINUTES,
    "发展台账": CASES,
    "个人时间表": TIMES,
    "材料进度表": PAPERS,
    "签到表": ATTENDANCE,
}


def empty(value: CellValue) -> bool:
    """Whether nothing is to be seen in a cell."""
    return isinstance(value, str) and not value.strip()
