"""A pack's own faults. Pure: it looks at a pack that has been read, and opens nothing itself.

What the reading refuses (an unknown kind, a field that no record has) never gets this far.
"""

from dangjian_cli.card import Pack
from dangjian_cli.finding import Problem
from dangjian_cli.lint import cards, grounds, prose, scenarios, words
from dangjian_cli.lint import shelf as beside
from dangjian_cli.lint.draft import OVERLAY, Draft, Rule
from dangjian_cli.shelf import Shelf

RULES = (
    Rule("no-ground", grounds.no_ground),
    Rule("unknown-source", grounds.unknown_source),
    Rule("grade-above-source", grounds.grade_above_source),
    Rule("unconfirmed-article", grounds.unconfirmed_article),
    Rule("bad-article", grounds.bad_article),
    Rule("no-article", grounds.no_article, fatal=False),
    Rule("empty-source", grounds.empty_source),
    Rule("ground-out-of-time", grounds.ground_out_of_time),
    Rule("ungrounded-version", grounds.ungrounded_version),
    Rule("empty-version", cards.empty_version),
    Rule("version-overlap", cards.version_overlap),
    Rule("version-hole", cards.version_hole),
    Rule("bad-id", cards.bad_id),
    Rule("duplicate-card", cards.duplicate_card),
    Rule("unknown-ledger", cards.unknown_ledger),
    Rule("duplicate-ledger", cards.duplicate_ledger),
    Rule("unknown-field", cards.unknown_field),
    Rule("unknown-branch-kind", cards.unknown_branch_kind),
    Rule("unexplained-field", cards.unexplained_field),
    Rule("never-applies", cards.never_applies),
    Rule("unknown-word", words.unknown_word),
    Rule("empty-parameter", words.empty_parameter),
    Rule("unknown-problem", cards.unknown_problem),
    Rule("bad-problem-number", cards.bad_problem_number),
    Rule("duplicate-problem", cards.duplicate_problem),
    Rule("bad-fact", cards.bad_fact),
    Rule("half-mistaken", cards.half_mistaken),
    Rule("few-steps", prose.few_steps),
    Rule("no-checkpoint", prose.no_checkpoint),
    Rule("unlisted-material", prose.unlisted_material),
    Rule("no-retention", prose.no_retention),
    Rule("card-too-long", prose.card_too_long),
    Rule("english-word", prose.english_word),
    Rule("markup", prose.markup),
    Rule("half-width", prose.half_width),
    Rule("no-scenario", scenarios.no_scenario),
    Rule("unknown-address", scenarios.unknown_address),
    Rule("unexplained-secondary", scenarios.unexplained_secondary),
    Rule("unknown-reference", beside.unknown_reference),
    Rule("typed-number", beside.typed_number),
    Rule("idle-system", beside.idle_system),
    Rule("missing-system", beside.missing_system),
    Rule("missing-form", beside.missing_form),
    Rule("idle-form", beside.idle_form),
    Rule("unknown-fact", beside.unknown_fact),
    Rule("unheld-fact", beside.unheld_fact),
    Rule("bad-view", beside.bad_view),
)
"""Every rule. Codes are stable; a test shows each of them a pack that breaks it."""


def lint(pack: Pack, shelf: Shelf) -> tuple[Problem, ...]:
    """Everything wrong with a pack and what stands beside its cards, file by file."""
    draft = Draft(pack, shelf)
    found = [problem for rule in RULES for problem in rule.problems(draft)]
    every = (problem.at(_home(problem.file, pack)) for problem in (*draft.unreadable, *found))
    return tuple(sorted(every, key=lambda problem: problem.file))


def lint_overlay(pack: Pack, shelf: Shelf) -> tuple[Problem, ...]:
    """Everything wrong with what an overlay brings to a pack."""
    return tuple(p for p in lint(pack, shelf) if pack.overlay and p.file == pack.overlay.file)


def _home(file: str, pack: Pack) -> str:
    """The overlay's own file for what it brings."""
    if pack.overlay is None:
        return file
    added = {f"cards/{c.code.removeprefix('DJ')}" for c in pack.overlay.changes if c.action == "加"}
    return pack.overlay.file if file in {OVERLAY, *added} else file
