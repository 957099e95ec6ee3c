"""The one door to typst: a document → the bytes of a PDF.

What people typed goes in as data, never as source; the typesetter sees its templates and no other file.
"""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dangjian_cli.pattern import pattern
from dangjian_cli.render.fonts import packaged, substituted, usable
from dangjian_cli.render.paper import Document
from dangjian_cli.render.plain import plain, replaced, texts
from dangjian_cli.render.targets import Unfit, Unprintable

if TYPE_CHECKING:
    import typst

TEMPLATES = Path(__file__).parent / "templates" / "typst"

_NO_GLYPH = pattern(r'the text `"(.*)"` could not be displayed')
_ESCAPED = pattern(r"\\u\{([0-9a-f]+)\}")
_UNFIT = "unfit: "

_LONG_WORD = pattern("[!-~]{20,}")
"""What would run out of its cell: a line ends at any character of it."""


class Fonts(NamedTuple):
    """What the typesetter may use: the files, the families of every style, what to tell of them."""

    files: "typst.Fonts"
    families: str
    notes: tuple[str, ...]


def typeset(document: Document) -> tuple[bytes, tuple[str, ...]]:
    """The PDF, and a note on every style of letters that another stands in for."""
    import typst  # noqa: PLC0415 - an optional extra

    fonts = _fonts()
    inputs = {
        "data": json.dumps(plain(replaced(document, _loose)), ensure_ascii=False),
        "fonts": fonts.families,
    }
    compiler = typst.Compiler(
        TEMPLATES / "document.typ", root=TEMPLATES, font_paths=fonts.files, sys_inputs=inputs
    )
    try:
        # PDF/A makes a character that no font has an error, where plain PDF would print a box.
        made = compiler.compile(format="pdf", pdf_standards="a-2b", timestamp=0, pdf_tags=False)
    except typst.TypstError as error:
        raise _meant(error.message, document) or error from error
    if not isinstance(made, bytes):
        raise TypeError("one file was asked for")
    return made, fonts.notes


def _loose(text: str) -> str:
    return _LONG_WORD.sub(lambda word: "\u200b".join(word[0]), text)


@cache
def _fonts() -> Fonts:
    import typst  # noqa: PLC0415 - an optional extra

    folder = packaged()
    files = typst.Fonts(include_embedded_fonts=False, font_paths=[folder] if folder else [])
    there = frozenset(files.families())
    return Fonts(files, json.dumps(usable(there), ensure_ascii=False), substituted(there))


def _meant(message: str, document: Document) -> Exception | None:
    """The error as one of the program's own, where it is about what the document holds."""
    if (at := message.find(_UNFIT)) >= 0:
        return Unfit(message[at + len(_UNFIT) :])
    if not (found := _NO_GLYPH.search(message)):
        return None
    missing = _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), found[1])
    return next(
        (
            Unprintable(missing, text, section.name or document.title)
            for section in document.sections
            for text in texts(section)
            if missing in text
        ),
        Unprintable(missing, missing, document.title),
    )
