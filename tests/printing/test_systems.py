"""制度汇编: the branch's systems with their authorities, the index of these, texts bound in."""

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from branches import DAY, dj
from every import close, pages
from matters import AS_OF, EXAMPLES, example

from dangjian_cli.documents import systems
from dangjian_cli.documents.parts.rules import Rules
from dangjian_cli.ledger.values.numerals import read_numeral
from dangjian_cli.load.enclosed import Enclosed, load_enclosed
from dangjian_cli.load.overlay import load_overlay
from dangjian_cli.load.pack import load_pack, standards_folder
from dangjian_cli.load.shelf import load_shelf
from dangjian_cli.render.paper import Contents, Document, Heading, Paragraph, Table
from dangjian_cli.render.targets import renderer

UNPRINTED = 2


@cache
def rules(field: str, *, local: bool = False) -> Rules:
    pack = load_pack(standards_folder())
    if local:
        pack = load_overlay(EXAMPLES / "示例县" / "细则.yaml", pack)
    return Rules(pack, load_shelf(standards_folder()), field, AS_OF)


def compendium(of: Rules) -> Document:
    (document,) = systems.of_rules(of)
    return document


def sections(document: Document) -> dict[str, list[str]]:
    """The paragraphs of every section, by its name."""
    return {s.name: [b.text for b in s.blocks if isinstance(b, Paragraph)] for s in document.sections}


def test_an_article_and_what_it_rests_on() -> None:
    texts = sections(compendium(rules("农村")))["三会一课制度"]

    assert texts[0].startswith("第一条　")
    assert "依据：《中国共产党支部工作条例（试行）》（2018年）第11条" in texts
    assert [int(read_numeral(n[1]) or 0) for t in texts if (n := re.match("第(.+?)条　", t))] == list(
        range(1, sum(t.startswith("第") for t in texts) + 1)
    )


def test_what_does_not_concern_the_field_is_left_out_and_named() -> None:
    village, office = compendium(rules("农村")), compendium(rules("机关"))

    assert "四议两公开制度" in sections(village)
    assert "四议两公开制度" not in sections(office)
    assert "机关用不上的没有收：" in sections(office)["依据索引"][-1]
    assert "四议两公开制度" in sections(office)["依据索引"][-1]


SPAN = re.compile(r"([^；]+?制度)第([^；]+)条")


def numbers(said: str) -> list[int]:
    """一、三至五 → 1, 3, 4, 5."""
    found = []
    for part in said.split("、"):
        first, _, last = part.partition("至")
        found += range(read_numeral(first) or 0, (read_numeral(last or first) or 0) + 1)
    return found


@pytest.mark.parametrize(("field", "local"), [("农村", False), ("机关", False), ("农村", True)])
def test_the_index_says_what_the_articles_say(field: str, local: bool) -> None:
    document = compendium(rules(field, local=local))
    written: Counter[tuple[str, str, int]] = Counter()
    for name, texts in sections(document).items():
        number = 0
        for text in texts:
            if article := re.match("第(.+?)条　", text):
                number = read_numeral(article[1]) or 0
            elif text.startswith("依据："):
                written.update((cited, name, number) for cited in text.removeprefix("依据：").split("；"))
    (table,) = (b for s in document.sections for b in s.blocks if isinstance(b, Table))
    indexed: Counter[tuple[str, str, int]] = Counter()
    title = ""
    for row in table.rows:
        if row.group:
            (title,) = row.cells
            continue
        place, said = row.cells
        cited = title if place == "全文" else title + (place if place.startswith("第") else f"（{place}）")
        indexed.update((cited, name, n) for name, span in SPAN.findall(said) for n in numbers(span))

    assert {(c.replace("（县里的规定）", ""), *rest) for c, *rest in written} == set(indexed)
    assert len(written) > 100


def test_contents_lead_to_every_section_and_know_its_page() -> None:
    text = Enclosed("村规民约", "# 村规民约\n\n## 一、总则\n\n互相帮助。\n")
    document = compendium(replace(rules("农村"), enclosed=(text,)))
    (contents,) = (b for s in document.sections for b in s.blocks if isinstance(b, Contents))
    anchors = [b.anchor for s in document.sections for b in s.blocks if isinstance(b, Heading) and b.anchor]

    assert [entry.anchor for entry in contents.entries] == anchors
    assert [entry.title for entry in contents.entries][-2:] == ["依据索引", "附录一　村规民约"]
    read = pages(renderer("pdf")(document).data)
    last = re.search(r"— (\d+) —", read[-1].text)
    assert last is not None
    assert f"附录一村规民约{last[1]}" in close("".join(page.text for page in read[:4]))
    assert close(read[-1].text).startswith("附录一村规民约一、总则互相帮助。")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("某条例\n第一章 总则\n第一条 为了……", "h2 p"),
        ("# 某条例\n## 第一章\n### 第一节\n正文", "h2 h3 p"),
        ("第一章程序的规定很多，写在这里的不是标题", "p"),
        ("附　则\n\n\n第九条 自印发之日起施行", "h2 p"),
        ("第二章 " + "很长" * 20, "p"),
        ("#号开头的不是标题", "p"),
    ],
)
def test_headings_of_a_text(text: str, kinds: str) -> None:
    section = compendium(replace(rules("机关"), enclosed=(Enclosed("某条例", text),))).sections[-1]
    found = [f"h{b.level}" if isinstance(b, Heading) else "p" for b in section.blocks[1:]]

    assert " ".join(found) == kinds


def test_texts_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "10 后面的.txt").write_text("后面\n", encoding="utf-8")
    (tmp_path / "02前面的.txt").write_bytes("前面的条例，支部应当照办\r\n第二行".encode("gb18030"))
    (tmp_path / "2026年计划.md").write_text("\ufeff计划", encoding="utf-8")
    (tmp_path / "旧的.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "空的.txt").write_text(" \n", encoding="utf-8")
    (tmp_path / "坏的.txt").write_bytes(b"%PDF-1.7")
    (tmp_path / "~$旧的.docx").write_bytes(b"")
    (tmp_path / "里面").mkdir()

    texts, problems = load_enclosed(tmp_path)

    assert texts == (
        Enclosed("前面的", "前面的条例，支部应当照办\n第二行"),
        Enclosed("后面的", "后面"),
        Enclosed("2026年计划", "计划"),
    )
    assert sorted(problem.file for problem in problems) == ["坏的.txt", "旧的.docx", "空的.txt"]


def test_what_is_not_bound_in_is_told(tmp_path: Path) -> None:
    texts = tmp_path / "原文"
    texts.mkdir()
    (texts / "村规民约.txt").write_text("互相帮助。", encoding="utf-8")
    (texts / "条例.pdf").write_bytes(b"%PDF-1.7")

    result = dj("print", "制度", EXAMPLES / "农村", "--texts", texts, "-o", tmp_path, "--as-of", DAY)

    assert result.exit_code == UNPRINTED
    assert "条例.pdf：只收文字文件（.txt、.md），没有收进去；" in result.stderr
    assert "附录一" in (tmp_path / "制度汇编.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("手册", "--texts", "."), "“手册”没有这样印的"),
        (("制度", "--texts", "没有这个"), "没有 没有这个 这个文件夹"),
        (("制度", "--texts", "空"), "空 里没有文件"),
    ],
)
def test_what_cannot_be_bound_in(
    arguments: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "空").mkdir()
    monkeypatch.chdir(tmp_path)

    result = dj("print", *arguments, "--field", "农村")

    assert result.exit_code == UNPRINTED
    assert told in "".join(result.stderr.split("\n"))


def test_a_text_of_three_hundred_pages() -> None:
    text = "\n".join(f"第{i}条 {'支部应当按期召开会议，会议有记录，记录归档。' * 6}" for i in range(2200))
    document = compendium(replace(rules("机关"), enclosed=(Enclosed("长文", text),)))

    read = pages(renderer("pdf")(document).data)

    assert len(read) > 300
    assert close(read[-1].text).count("第2199条") == 1


def test_it_is_the_branchs() -> None:
    (document,) = systems.make(example("国企"))

    assert document.branch == example("国企").branch
    assert document.sections[0].blocks[0].lines == (example("国企").branch,)  # type: ignore[attr-defined]
