"""How text for people looks, and how places and authorities are written in it."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from dangjian_cli.card import Card, Overlaid, Requirement
from dangjian_cli.finding import Basis
from dangjian_cli.report.view import joined
from dangjian_cli.report.wrap import wrap

_STYLES = {"bad": "31;1", "warn": "33", "good": "32;1", "head": "1", "dim": "2"}


class Look(NamedTuple):
    """How the text is to look."""

    width: int
    colour: bool

    def paint(self, text: str, style: str) -> str:
        """The text in a style, or as it is."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.colour and text else text

    def lines(self, text: str, indent: str = "", hang: str | None = None, style: str = "") -> Iterator[str]:
        """The text wrapped; ``hang`` indents what follows the first line."""
        for line in wrap(text, self.width, indent, indent if hang is None else hang):
            yield self.paint(line, style) if style else line


def place(folder: str, file: str, line: int | None, column: int | None) -> str:
    """A place as people and terminals read it: path:line:column."""
    return ":".join(str(p) for p in (joined(folder, file), line, column) if p is not None)


def scope(holder: Card | Requirement) -> str:
    """The fields that it is for, and the kinds of branch where it tells them apart."""
    return "，".join("、".join(words) for words in (holder.fields, holder.branch_kinds) if words)


def overlaid(standard: str, version: str, overlay: Overlaid) -> str:
    """Which standard was judged by, and what a county made of it."""
    counts = {action: sum(c.action == action for c in overlay.changes) for action in ("改", "加", "删")}
    said = "、".join(f"{action}{n}处" for action, n in counts.items() if n)
    documents = "、".join(f"《{d.title}》（{d.issuer}，{d.number}）" for d in overlay.documents)
    return (
        f"标准：{standard}（{version}），加{overlay.name}（{overlay.version}，{said}）；细则依据{documents}"
    )


def bases_json(bases: Sequence[Basis]) -> list[dict[str, Any]]:
    """Authorities as JSON has them; a county's own with number and issuer."""
    return [
        {
            "document": b.document,
            "version": b.version,
            "article": b.article or None,
            "grade": b.grade,
            **({"number": b.number, "issuer": b.issuer} if b.issuer else {}),
        }
        for b in bases
    ]
