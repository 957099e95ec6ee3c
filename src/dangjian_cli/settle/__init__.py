"""What an authority has waived and a person has attested, held against what was judged.

Each act decides about its own address and nothing else. One that has no effect is a finding itself, at its
own place in the ledger, and what it was about stays as it was judged.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from dangjian_cli.card import Pack
from dangjian_cli.finding import Basis, Exemption, Finding, Judgement, Status, Verdict, message
from dangjian_cli.ledger import Ledger
from dangjian_cli.ledger.base import suggestion
from dangjian_cli.settle import attestations, waivers
from dangjian_cli.settle.acts import Acts, Fault, Outcome
from dangjian_cli.settle.attestations import Attestations
from dangjian_cli.settle.seal import Seals
from dangjian_cli.settle.waivers import Waivers

CARD = 0
"""The number under which reports list these findings: of no card, since acts may be about any."""

WAIVER, ATTESTATION = "DJ00.waiver", "DJ00.attestation"


class Settlement(NamedTuple):
    """A judgement after the acts about it, and the act that settled it, if one did."""

    judgement: Judgement
    waiver: Exemption | None = None
    attested: bool = False


class Scope(NamedTuple):
    """What was judged: the codes of requirements, and whether that was the whole pack and all days."""

    codes: Collection[str]
    every_card: bool
    every_day: bool


class Settled:
    """The waivers and attestations of a branch as of a day. Give it every judgement, then ask for its own."""

    def __init__(self, ledger: Ledger, pack: Pack, as_of: date) -> None:
        self._pack = pack
        self._seals = Seals(ledger, as_of)
        self._waivers = Waivers(ledger.sections.waivers, pack.head.waiver_months, as_of)
        self._attestations = Attestations(ledger, pack.head.attest_months, as_of, self._seals)

    @property
    def unread(self) -> Collection[str]:
        """Evidence files whose contents were needed and are not in the ledger."""
        return self._seals.unread

    def settle(self, address: str, judgement: Judgement) -> Settlement:
        """The judgement of an address with what has been attested and waived."""
        judgement, attested = self._attestations.settle(address, judgement)
        judgement, waiver = self._waivers.settle(address, judgement)
        return Settlement(judgement, waiver, attested)

    def fingerprint(self, finding: Finding) -> str:
        """What to write down with an attestation of a finding as things stand."""
        return self._seals.of(finding.route, self._attestations.evidence(finding.id))

    def own(
        self, verdicts: Sequence[Verdict], found: Sequence[Finding], *, every_card: bool, every_day: bool
    ) -> list[tuple[Verdict, list[Finding]]]:
        """A verdict on the waivers and one on the attestations, where any has no effect, with the findings.

        Acts that do have an effect add no verdict: to be waived must not count as one thing more that is met.
        """
        scope = Scope({v.code for v in verdicts}, every_card, every_day)
        gaps = [f.id for f in found if f.status is Status.GAP]
        asked = [f.id for f in found if f.status is Status.ATTEST]
        listed = (
            self._verdict(WAIVER, waivers.LABEL, "waivers", self._waivers, scope, gaps),
            self._verdict(ATTESTATION, attestations.LABEL, "attestations", self._attestations, scope, asked),
        )
        return [each for each in listed if each is not None]

    def _verdict(
        self, code: str, label: str, section: str, acts: Acts[Any], scope: Scope, addresses: list[str]
    ) -> tuple[Verdict, list[Finding]] | None:
        known = (o for o in acts.outcomes() if not self._pack.left_out(_code(o.address)))
        outcomes = sorted((o for o in known if _looked_at(o, scope)), key=lambda o: o.address)
        names = _Names(code, scope.codes)
        findings = []
        for outcome in outcomes:
            unmatched = outcome.status is None
            fault = _unmatched(outcome, label, scope, addresses) if unmatched else outcome.fault
            if fault is not None:
                route = (section, outcome.held.position, fault.field)
                findings.append(self._finding(code, label, names.of(outcome), route, fault))
        return (Verdict(code, CARD, Status.GAP, len(outcomes)), findings) if findings else None

    def _finding(
        self, code: str, label: str, name: str, route: tuple[str, int, str], fault: Fault
    ) -> Finding:
        head = self._pack.head
        return Finding(
            id=name,
            code=code,
            card=CARD,
            ledger=label,
            family=self._pack.problem_items[fault.problem].family,
            problem=fault.problem,
            severity=fault.severity,
            status=Status.GAP,
            message=fault.message,
            fix=fault.fix,
            basis=(Basis(head.name, head.version, "", "E"),),
            record=None,
            route=route,
        )


def _code(address: str) -> str:
    return address.split("@", 1)[0]


def _looked_at(outcome: Outcome[Any], scope: Scope) -> bool:
    """Whether the address could have been judged at all; if not, nothing can be said of the act."""
    if _code(outcome.address) in scope.codes:
        return scope.every_day or outcome.status is not None
    return scope.every_card


def _unmatched(outcome: Outcome[Any], label: str, scope: Scope, addresses: list[str]) -> Fault:
    """That the act is about nothing that was found."""
    words = {"label": label}
    address = outcome.address
    if "@" not in address or "*" in address:
        text = message(f"一条{label}只管一处，这里写的不是一处的地址，不起作用")
        fix = message("照报告里的地址写全，如 DJ13.meet@2026-Q2；有几处的，一处写一条")
    elif _code(address) not in scope.codes:
        text = message(f"{label}的地址里，@前面的不是标准里的条目，不起作用")
        fix = message("照报告里的地址抄")
    else:
        text = message(f"{label}的地址对不上核对出来的任何一处，不起作用")
        fix = message("地址写错的，照报告里的抄；已经整改好的，删掉这条" + words["label"])
    return Fault(text, suggestion(address, tuple(addresses)) or fix, "5.2")


class _Names:
    """Addresses of findings about acts; what a person typed is in them only where it is one of ours."""

    def __init__(self, code: str, codes: Collection[str]) -> None:
        self._code = code
        self._codes = codes
        self._met: Counter[str] = Counter()

    def of(self, outcome: Outcome[Any]) -> str:
        """``DJ00.waiver@DJ13.meet@2026-Q2``; ``DJ00.waiver@DJ13.meet@?`` where there is no such address."""
        if outcome.status is not None:
            return f"{self._code}@{outcome.address}"
        known = _code(outcome.address)
        name = f"{self._code}@{known}@?" if known in self._codes else f"{self._code}@?"
        self._met[name] += 1
        return name if self._met[name] == 1 else f"{name}{self._met[name]}"
