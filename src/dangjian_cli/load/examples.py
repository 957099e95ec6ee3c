"""The first record of each section of the pack's sample, as it is written: what a new ledger shows."""

import re
from collections.abc import Mapping
from pathlib import Path

from dangjian_cli.ledger import Sections
from dangjian_cli.ledger.table import words_of
from dangjian_cli.load.scenarios import SAMPLE

_SECTION = re.compile(r"^(?=[^\s#-])", re.MULTILINE)
_RECORD = re.compile(r"^(?=  - )", re.MULTILINE)
_REF = re.compile(r"^  - \{?编号: ([^,}\s]+)", re.MULTILINE)


def example_refs(folder: Path) -> Mapping[str, str]:
    """How records of each section are numbered in the sample: an example by the section's attribute."""
    known = words_of(Sections)
    found = ((name, _REF.search(text)) for name, text in section_examples(folder).items())
    return {known[name].attr: hit[1] for name, hit in found if hit and name in known}


def section_examples(folder: Path) -> Mapping[str, str]:
    """Lines of a record by the section's name; comments beside them are left out."""
    text = (folder / SAMPLE).read_text(encoding="utf-8")
    found = {}
    for block in _SECTION.split(text):
        head, _, body = block.partition("\n")
        records = _RECORD.split(body)
        if len(records) > 1:
            lines = [
                line for line in records[1].splitlines() if line.strip() and not line.lstrip().startswith("#")
            ]
            found[head.partition(":")[0]] = "\n".join(lines)
    return found
