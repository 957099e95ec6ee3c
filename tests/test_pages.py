"""由标准生成的两页（docs/cards.md、docs/coverage.md）和标准一致；不一致，运行 python scripts/pages.py。"""

import subprocess
import sys
from pathlib import Path

from dangjian_cli.load.pack import load_pack
from dangjian_cli.load.shelf import load_shelf
from dangjian_cli.report.pages import cards_page, coverage_page

ROOT = Path(__file__).parents[1]
PACK, SHELF = load_pack(ROOT / "standards"), load_shelf(ROOT / "standards")


def test_pages_are_up_to_date() -> None:
    command = (sys.executable, ROOT / "scripts" / "pages.py", "--check")
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    assert (done.returncode, done.stdout) == (0, ""), "运行 python scripts/pages.py"


def test_every_card_requirement_and_document_is_on_the_page() -> None:
    page = cards_page(PACK, SHELF)

    for card in PACK.cards:
        assert f"### 卡{card.number:02} {card.title}" in page
        assert all(card.code_of(r) in page for r in card.requirements)
        assert all(m.name in page for m in PACK.text(card).materials)


def test_tables_keep_their_columns() -> None:
    for page in (cards_page(PACK, SHELF), coverage_page(PACK, SHELF)):
        rows = [line for line in page.splitlines() if line.startswith("|")]
        assert {row.count("|") for row in rows} <= {5, 6}


def test_every_fact_is_on_the_page() -> None:
    page = coverage_page(PACK, SHELF)

    assert all(f"| {fact.id} |" in page for fact in SHELF.facts)
