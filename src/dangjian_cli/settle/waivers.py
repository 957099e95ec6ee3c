"""豁免：a gap that an authority has excused, for a time. It stays in the report and fails nothing."""

from dangjian_cli.finding import Exemption, Judgement, Severity, Status, Value, message
from dangjian_cli.ledger.branch import Waiver
from dangjian_cli.settle.acts import Acts, Fault, Term, missing

LABEL = "豁免"

_NO_GAP = Fault(
    message("这一处没有缺项（已经达标，或不适用），豁免用不着了"),
    message("删掉这条豁免"),
    "5.2",
    severity=Severity.NOTE,
)
_FOR_A_PERSON = Fault(
    message("这一处是待人工核实，不是缺项，豁免不起作用"),
    message("由人核实后写“人工核实”；核实下来不符合的，才能豁免"),
    "5.2",
)


class Waivers(Acts[Waiver]):
    """The waivers of a branch as of a day."""

    def settle(self, address: str, judgement: Judgement) -> tuple[Judgement, Exemption | None]:
        """The judgement, waived where it is a gap and a waiver of it is in force."""
        held = self._found.get(address)
        if held is None:
            return judgement, None
        read = [self._read(h.act) for h in held]
        in_force = next((r for r in read if isinstance(r, Exemption)), None)
        fault = next((r for r in read if isinstance(r, Fault)), None) if in_force is None else None
        match judgement.status:
            case Status.MET | Status.NOT_APPLICABLE:
                fault = _NO_GAP
            case Status.ATTEST:
                fault = _FOR_A_PERSON
            case Status.GAP if in_force is not None:
                judgement = judgement._replace(status=Status.WAIVED)
        # a waiver of something still due waits: the matter can be met yet
        self._met_with[address] = judgement.status, fault
        return judgement, in_force if judgement.status is Status.WAIVED else None

    def _read(self, waiver: Waiver) -> Exemption | Fault:
        """What the waiver says, or why it has no effect."""
        lacking = missing(
            LABEL,
            {
                "依据文号": waiver.number,
                "批准机关": waiver.authority,
                "批准日": waiver.approved_on,
                "到期日": waiver.expires,
                "事由": waiver.reason,
            },
        )
        if lacking is not None:
            return lacking
        assert waiver.approved_on is not None  # noqa: S101 - not lacking
        term = Term(waiver.approved_on, waiver.expires, self._months)
        last = term.last(self._as_of, LABEL, "expires", "到期日")
        if isinstance(last, Fault):
            return last
        return Exemption(
            Value(waiver.number or ""),
            Value(waiver.authority or ""),
            Value(waiver.reason or ""),
            waiver.approved_on,
            last,
        )
