"""人工核实：a person's judgement of what no record can show, void once what was looked at has changed.

It decides only what is for a person to decide: it never turns a gap into met.
"""

from collections.abc import Sequence
from datetime import date

from dangjian_cli.finding import Arg, Judgement, Message, Person, Severity, Status, Value, Word, message
from dangjian_cli.kinds.evidence import kept
from dangjian_cli.ledger import Ledger
from dangjian_cli.ledger.branch import Attestation
from dangjian_cli.settle.acts import Acts, Fault, Held, Term, missing
from dangjian_cli.settle.seal import Seals

LABEL = "人工核实"

_NOT_ASKED = Fault(
    message("这一处已经不用人工核实（看记录就能定），这条核实用不着了"),
    message("删掉这条人工核实"),
    "5.2",
    severity=Severity.NOTE,
)
_A_GAP = Fault(
    message("这一处是缺项，人工核实不能把缺项变成达标"),
    message("照缺项的说明整改；核实过的是别处的，改正地址"),
    "5.2",
)


class Attestations(Acts[Attestation]):
    """The attestations of a branch as of a day."""

    def __init__(self, ledger: Ledger, months: int, as_of: date, seals: Seals) -> None:
        super().__init__(ledger.sections.attestations, months, as_of)
        self._files = ledger.files
        self._seals = seals

    def evidence(self, address: str) -> Sequence[Attestation]:
        """Whose evidence counts towards the fingerprint of an address: that of its latest attestation."""
        return [held.act for held in self._found.get(address, ())[:1]]

    def settle(self, address: str, judgement: Judgement) -> tuple[Judgement, bool]:
        """The judgement as a person decided it, and whether the person found it in order."""
        held = self._found.get(address)
        if held is None:
            return judgement, False
        status, fault = judgement.status, None
        closed = False
        match status:
            case Status.ATTEST:
                judgement, fault = self._decided(held, judgement)
                closed = judgement.status is Status.MET
            case Status.MET | Status.NOT_APPLICABLE:
                fault = _NOT_ASKED
            case Status.GAP:
                fault = _A_GAP
        self._met_with[address] = status, fault
        return judgement, closed

    def _decided(self, held: list[Held[Attestation]], judgement: Judgement) -> tuple[Judgement, Fault | None]:
        faults = []
        for position, act in held:
            last = self._holds(act, judgement)
            if not isinstance(last, Fault):
                return _said(position, act, last, judgement), None
            faults.append(last)
        return judgement, faults[0]

    def _holds(self, act: Attestation, judgement: Judgement) -> date | Fault:
        """Until when the attestation holds, or why it does not."""
        lacking = missing(
            LABEL,
            {
                "核实人": act.by,
                "核实日": act.date,
                "方式": act.method,
                "证据": act.materials,
                "结论": act.conclusion,
            },
        )
        if lacking is not None:
            return lacking
        if not all(kept(material, self._files) for material in act.materials):
            text = message("人工核实的证据，有的没有写文件或存放处，有的文件档案里没有，不起作用")
            fix = message("电子的写“文件”并放进“档案”文件夹，纸质的写“存放: 纸质”和“盒号”")
            return Fault(text, fix, "6.1", "materials")
        assert act.date is not None  # noqa: S101 - not lacking
        term = Term(act.date, act.until, self._months)
        last = term.last(self._as_of, LABEL, "until", "有效期至")
        return last if isinstance(last, Fault) else self._sealed(act, judgement) or last

    def _sealed(self, act: Attestation, judgement: Judgement) -> Fault | None:
        """That what was looked at is no longer what it was."""
        now = Word(self._seals.of(judgement.route, (act,)))
        if act.digest is None:
            text = message("人工核实没有写“内容指纹”，不起作用")
            return Fault(text, message("核实以后没有改过记录的，补一行“内容指纹: {now}”", now=now), "6.1")
        if "".join(act.digest.split()).lower() != now.text:
            text = message("核实以后，记录或证据改过（也可能是指纹抄错了），这次核实作废")
            fix = message("重新核实，改写核实日和结论，再把“内容指纹”改成 {now}", now=now)
            return Fault(text, fix, "5.2", "digest")
        return None


def _said(position: int, act: Attestation, last: date, judgement: Judgement) -> Judgement:
    """The judgement with the person's conclusion: in order, or a gap."""
    assert act.date is not None  # noqa: S101 - it holds
    said: dict[str, Arg] = {
        "核实人": Person("、".join(act.by)),
        "核实日": act.date,
        "方式": Value(act.method or ""),
        "说明": Value(act.note or "没有写说明"),
        "有效期": last,
    }
    asked, words = judgement.message.template, {**judgement.message.args, **said}
    if act.conclusion == "符合":
        text = Message(f"{asked}；{{核实人}}{{核实日}}核实（{{方式}}）：符合，有效到{{有效期}}", words)
        route = ("attestations", position)
        return judgement._replace(status=Status.MET, message=text, route=route, fix=None, deadline=last)
    text = Message(f"{asked}；{{核实日}}核实的结论是不符合（{{说明}}）", words)
    fix = message("照核实的情况整改；记录改了以后，原来的核实自然作废，要重新核实")
    return judgement._replace(status=Status.GAP, message=text, fix=fix)
