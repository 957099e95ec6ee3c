"""Write the pages made from the standard: docs/cards.md and docs/coverage.md.

python scripts/pages.py             重写两页
python scripts/pages.py --check     只看是不是最新的，不是就以状态 1 结束
"""

import sys
from pathlib import Path

from dangjian_cli.load.pack import load_pack
from dangjian_cli.load.shelf import load_shelf
from dangjian_cli.report.pages import cards_page, coverage_page

ROOT = Path(__file__).resolve().parents[1]


def pages() -> dict[Path, str]:
    """Each page, and what it should say."""
    folder = ROOT / "standards"
    pack, shelf = load_pack(folder), load_shelf(folder)
    docs = ROOT / "docs"
    return {docs / "cards.md": cards_page(pack, shelf), docs / "coverage.md": coverage_page(pack, shelf)}


def main() -> int:
    """Write, or compare."""
    check = sys.argv[1:] == ["--check"]
    stale = [p for p, text in pages().items() if not p.is_file() or p.read_text(encoding="utf-8") != text]
    for path in stale:
        sys.stdout.write(f"{path.relative_to(ROOT)}{'不是最新的' if check else '重写了'}\n")
        if not check:
            path.write_text(pages()[path], encoding="utf-8", newline="\n")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
