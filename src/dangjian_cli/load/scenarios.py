"""The examples of a card, run: edits to the pack's sample branch, and the findings they produce.

Every requirement is shown failing this way. Edits are made on the data as written, so that a
scenario goes through the same typing as a clerk's file.
"""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dangjian_cli.card import Edit, Overlaid, Pack, Scenario
from dangjian_cli.check import check
from dangjian_cli.finding import InputError, Privacy, Problem, Report, Status, Word, message
from dangjian_cli.ledger import Ledger, Sections
from dangjian_cli.ledger.table import words_of
from dangjian_cli.load import nodes, typed

SAMPLE = "samples/农村.yaml"


@dataclass(frozen=True)
class Sample:
    """The sample branch as data, and the evidence files it speaks of."""

    data: dict[str, Any]
    files: frozenset[str]

    @cached_property
    def sections(self) -> Sections:
        """Its records as they stand before any edit. Raises ``ValidationError``."""
        return Sections.model_validate(self.data)


@cache
def load_sample(folder: Path) -> Sample:
    """The pack's sample branch. Raises ``InputError``."""
    root = nodes.read((folder / SAMPLE).read_bytes()).root
    if not isinstance(root, nodes.Mapping):
        raise InputError(Problem("no-sample", message("示例底本读不出来"), file=SAMPLE))
    known = words_of(Sections)
    data = {known[key].attr if key in known else key: typed.plain(node) for key, node in root.values.items()}
    return Sample(data, frozenset(_files(data)))


def _files(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        named = data.get("文件", ())
        yield from [named] if isinstance(named, str) else [f for f in named if isinstance(f, str)]
        for value in data.values():
            yield from _files(value)
    elif isinstance(data, list):
        for value in data:
            yield from _files(value)


class BadEditError(Exception):
    """An edit that fits nothing in the sample."""


def edited(sample: Sample, scenario: Scenario) -> Ledger:
    """The sample with a scenario's edits.

    Raises ``BadEditError`` where an edit fits nothing, ``ValidationError`` where the outcome is no ledger.
    """
    touched = {section for edit in scenario.edits for section in _sections(sample.data, edit)}
    data = {key: deepcopy(value) if key in touched else value for key, value in sample.data.items()}
    for edit in scenario.edits:
        _apply(data, edit)
    # Only what was touched is typed anew: with a thousand scenarios, the rest would be most of the work.
    again = Sections.model_validate({k: v for k, v in data.items() if k in touched | {"branch"}})
    changed = {section: getattr(again, section) for section in touched if section in Sections.model_fields}
    return Ledger(sample.sections.model_copy(update=changed), sample.files)


def _sections(data: dict[str, Any], edit: Edit) -> Iterator[str]:
    """The sections that an edit touches."""
    first = edit.at.strip("/").partition("/")[0]
    yield from (_key(data, word) for word in ([first] if first else (*edit.set, *edit.add)))


def _apply(data: dict[str, Any], edit: Edit) -> None:
    parts = [part for part in edit.at.split("/") if part]
    holder: Any = None
    here: Any = data
    for part in parts:
        holder, here = here, _child(here, part, edit)
    if edit.drop:
        _drop(holder, here)
    for key, value in edit.set.items():
        here[_key(here, key)] = deepcopy(value)
        if value == "":
            del here[key]
    for key, value in edit.add.items():
        _extend(here, _key(here, key), deepcopy(value))


def _key(here: dict[str, Any], word: str) -> str:
    """A section's own name, or the word as it is."""
    if "branch" in here and word in (known := words_of(Sections)):
        return known[word].attr
    return word


def _child(here: Any, part: str, edit: Edit) -> Any:
    if isinstance(here, dict):
        key = _key(here, part)
        if key in here:
            return here[key]
        here = [here]  # a list of one may be written without a list
    if isinstance(here, list):
        for item in here:
            if isinstance(item, dict) and part in {item.get("编号"), item.get("名称"), item.get("姓名")}:
                return item
        if part.isdecimal() and 0 < int(part) <= len(here):
            return here[int(part) - 1]
    raise BadEditError(edit.at)


def _drop(holder: Any, here: Any) -> None:
    if isinstance(holder, dict):
        for key in [k for k, v in holder.items() if v is here]:
            del holder[key]
    else:
        holder[:] = [v for v in holder if v is not here]


def _extend(here: dict[str, Any], key: str, more: Any) -> None:
    held = here.get(key, [])
    more = more if isinstance(more, list) else [more]
    here[key] = [*(held if isinstance(held, list) else [held]), *more]


@dataclass(frozen=True)
class Outcome:
    """What a scenario produced, against what it promises."""

    missing: frozenset[str]
    unexpected: frozenset[str]

    @property
    def kept(self) -> bool:
        """Whether the promise was kept to the letter."""
        return not self.missing and not self.unexpected


def run(sample: Sample, scenario: Scenario, pack: Pack, as_of: date) -> Outcome:
    """Judge the edited sample with every card, and compare addresses.

    What is still open is compared for the requirements whose 待办 the scenario promises.
    """
    report = check(edited(sample, scenario), pack, scenario.as_of or as_of)
    promised = {
        *scenario.findings,
        *scenario.secondary,
        *(f"?{a}" for a in scenario.attests),
        *(f"…{a}" for a in scenario.dues),
    }
    found = set(_addresses(report))
    waited_for = {a.removeprefix("…").partition("@")[0] for a in promised if a.startswith("…")}
    found |= {f"…{due.id}" for due in report.dues if due.code in waited_for}
    return Outcome(frozenset(promised - found), frozenset(found - promised))


def _addresses(report: Report) -> Iterator[str]:
    for finding in report.findings:
        yield f"?{finding.id}" if finding.status is Status.ATTEST else finding.id


def faults(folder: Path, pack: Pack) -> Iterator[Problem]:
    """Every scenario of every card that does not keep its promise.

    With an overlay, the overlay's: the sample was made for the standard alone, so what the county's rules
    say of it unedited is no surprise, and the standard's own scenarios are run without the overlay.
    """
    sample = load_sample(folder)
    if pack.overlay:
        yield from _of_overlay(sample, pack, pack.overlay)
        return
    for card in pack.cards:
        for scenario in pack.text(card).scenarios:
            fault = _fault(sample, scenario, pack, f"cards/{card.number:02}")
            if fault is not None:
                yield fault


def _of_overlay(sample: Sample, pack: Pack, overlay: Overlaid) -> Iterator[Problem]:
    bare = Scenario(title="底本")
    for scenario in overlay.scenarios:
        known = run(sample, bare.model_copy(update={"as_of": scenario.as_of}), pack, pack.head.sample_day)
        fault = _fault(sample, scenario, pack, overlay.file, known.unexpected)
        if fault is not None:
            yield fault


def _fault(
    sample: Sample, scenario: Scenario, pack: Pack, file: str, known: frozenset[str] = frozenset()
) -> Problem | None:
    """How a scenario breaks its promise; ``known`` are addresses that it need not name."""
    title = Word(scenario.title)
    try:
        outcome = run(sample, scenario, pack, pack.head.sample_day)
    except BadEditError as error:
        text = message("示例“{title}”的改动“{at}”在底本里找不到", title=title, at=Word(str(error)))
        return Problem("bad-edit", text, file=file)
    except ValidationError as error:
        said = typed.complaints(error, Sections)[0].message.render(Privacy.LOCAL)
        text = message("示例“{title}”改过以后读不成台账：{said}", title=title, said=Word(said))
        return Problem("bad-edit", text, file=file)
    outcome = Outcome(outcome.missing, outcome.unexpected - known)
    if outcome.kept:
        return None
    text = message(
        "示例“{title}”应有而没有：{missing}；不应有而有：{unexpected}",
        title=title,
        missing=Word("、".join(sorted(outcome.missing)) or "无"),
        unexpected=Word("、".join(sorted(outcome.unexpected)) or "无"),
    )
    return Problem("scenario-broken", text, file=file)
