"""Tables that are text: CSV in any encoding, and the web pages that some systems call .xls."""

import csv
import io
from html.parser import HTMLParser

from dangjian_cli.exchange.pages import CellValue, Page, refused
from dangjian_cli.load.encoding import decode
from dangjian_cli.pattern import pattern

_DELIMITERS = "\t,;，|"
_LOOKED_AT = 30


def text_table(name: str, data: bytes) -> Page:
    """A CSV file in any encoding, whatever parts its columns."""
    text = decode(data).text
    if _HTML.search(text[:2000]):
        return Page(name, _web_table(text))
    lines = [line for line in text.split("\n")[:_LOOKED_AT] if line.strip()]
    delimiter = max(_DELIMITERS, key=lambda d: (_agreeing(lines, d), -_DELIMITERS.index(d)))
    try:
        rows = [
            [_unwrapped(cell) for cell in row] for row in csv.reader(io.StringIO(text), delimiter=delimiter)
        ]
    except csv.Error:
        raise refused("not-a-table", "这不是一张表：有一格没有尽头", "看看引号是不是成对") from None
    return Page(name, rows)


_HTML = pattern(r"(?i)<(?:html|table|!doctype html)")


class _Rows(HTMLParser):
    """The cells of the tables in a page: what some systems call .xls."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[CellValue]] = []
        self._cell: list[str] | None = None
        self._span = 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in {"td", "th"}:
            span = dict(attrs).get("colspan") or "1"
            self._cell, self._span = [], int(span) if span.isdigit() and len(span) < 4 else 1
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"} and self._cell is not None:
            if not self.rows:
                self.rows.append([])
            text = "".join(self._cell).replace("\xa0", " ").strip()
            self.rows[-1] += [text, *[""] * (self._span - 1)]
            self._cell = None

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)


def _web_table(text: str) -> list[list[CellValue]]:
    parser = _Rows()
    parser.feed(text)
    parser.close()
    return parser.rows


def _agreeing(lines: list[str], delimiter: str) -> int:
    """How many of the lines have as many columns as most have, if those are several."""
    counts = [line.count(delimiter) for line in lines]
    usual = max(counts, key=counts.count, default=0)
    return counts.count(usual) * min(usual, 3) if usual else sum(counts) and 1


def _unwrapped(cell: str) -> CellValue:
    """Without the ``="…"`` by which some programs keep Excel from reading a number."""
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') else cell
