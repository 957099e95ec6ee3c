"""The branch's records in seven ledgers: frozen, typed, in Chinese on the outside."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dangjian_cli.ledger import activities, assessment, organization, people, politics, role, support
from dangjian_cli.ledger.base import Many, Record, zh
from dangjian_cli.ledger.branch import Attestation, Branch, Waiver
from dangjian_cli.ledger.roster import Roster


class Sections(Record):
    """Every section that a branch's files may hold, by the seven ledgers."""

    label = "台账"

    branch: Branch = zh("支部", default=...)
    waivers: Many[Waiver] = zh("豁免", default=())
    attestations: Many[Attestation] = zh("人工核实", default=())
    # 一 政治建设
    studies: Many[politics.Study] = zh("学习", default=())
    campaigns: Many[politics.Campaign] = zh("集中学习教育", default=())
    plans: Many[politics.Plan] = zh("计划总结", default=())
    submissions: Many[politics.Submission] = zh("请示报告", default=())
    analyses: Many[politics.Analysis] = zh("思想分析", default=())
    decisions: Many[politics.Decision] = zh("议事决策", default=())
    # 二 组织建设
    members: Many[organization.Member] = zh("党员", "党员名册", "花名册", default=())
    groups: Many[organization.Group] = zh("党小组", default=())
    committees: Many[organization.Committee] = zh("支委会", "支部委员会", "班子", default=())
    elections: Many[organization.Election] = zh("换届选举", default=())
    affairs: Many[organization.Affair] = zh("组织事项", default=())
    roll_checks: Many[organization.RollCheck] = zh("名册核对", default=())
    # 三 组织生活
    meetings: Many[activities.Meeting] = zh("会议", "会议记录", default=())
    talks: Many[activities.Talk] = zh("谈心谈话", default=())
    life_meetings: Many[activities.LifeMeeting] = zh("组织生活会", default=())
    reviews: Many[activities.Review] = zh("民主评议", default=())
    dual_lives: Many[activities.DualLife] = zh("双重组织生活", default=())
    # 四 队伍建设
    developments: Many[people.Development] = zh("发展党员", default=())
    trainings: Many[people.Training] = zh("教育培训", default=())
    hours: Many[people.Hours] = zh("学时登记", default=())
    disciplines: Many[people.Discipline] = zh("党纪处分", default=())
    transfers: Many[people.Transfer] = zh("组织关系转接", default=())
    floating: Many[people.Floating] = zh("流动党员", default=())
    standing_cases: Many[people.StandingCase] = zh("党籍管理", default=())
    dispositions: Many[people.Disposition] = zh("组织处置", default=())
    # 五 作用发挥
    village_bodies: Many[role.VillageBody] = zh("村级组织", default=())
    village_decisions: Many[role.VillageDecision] = zh("四议两公开", default=())
    village_assemblies: Many[role.VillageAssembly] = zh("村民会议", default=())
    disclosures: Many[role.Disclosure] = zh("村务公开", default=())
    oversight: Many[role.Oversight] = zh("村务监督", default=())
    posts: Many[role.Post] = zh("设岗定责", default=())
    pledges: Many[role.Pledge] = zh("承诺践诺", default=())
    visits: Many[role.Visit] = zh("走访慰问", default=())
    projects: Many[role.Project] = zh("中心工作", default=())
    cooperatives: Many[role.Cooperative] = zh("合作组织", default=())
    # 六 基础保障
    dues_rates: Many[support.DuesRate] = zh("党费核定", default=())
    dues_payments: Many[support.DuesPayment] = zh("党费收缴", default=())
    dues_reliefs: Many[support.DuesRelief] = zh("党费减免", default=())
    dues_receipts: Many[support.DuesReceipt] = zh("党费上缴", default=())
    dues_uses: Many[support.DuesUse] = zh("党费使用", default=())
    dues_publications: Many[support.DuesPublication] = zh("党费公布", default=())
    venues: Many[support.Venue] = zh("阵地", default=())
    funds: Many[support.Fund] = zh("经费", default=())
    party_disclosures: Many[support.PartyDisclosure] = zh("党务公开", default=())
    # 七 考核评价
    appraisals: Many[assessment.Appraisal] = zh("述职评议", default=())
    self_checks: Many[assessment.SelfCheck] = zh("自查整改", default=())
    acceptances: Many[assessment.Acceptance] = zh("达标验收", default=())
    boxes: Many[assessment.Box] = zh("归档", default=())


@dataclass(frozen=True)
class Ledger:
    """All that is known of one branch: its records, and the names of its evidence files.

    ``files`` are paths below ``档案/`` with forward slashes, as found on disk by the loader. ``contents``
    are the SHA-256 of those that were read: only what a person has attested needs any.
    """

    sections: Sections
    files: frozenset[str] = frozenset()
    contents: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def branch(self) -> Branch:
        """The branch itself."""
        return self.sections.branch

    @cached_property
    def roster(self) -> Roster:
        """Who belonged to the branch, its committee and its groups, day by day."""
        s = self.sections
        return Roster(s.members, s.committees, s.groups)
