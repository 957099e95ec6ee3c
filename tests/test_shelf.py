"""制度、分类、事实清单：制度里的话和核对用的是同一个数；三级目录里一样不少。"""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from dangjian_cli.card import Card, Pack
from dangjian_cli.finding import InputError
from dangjian_cli.load.pack import load_pack, standards_folder
from dangjian_cli.load.shelf import load_shelf
from dangjian_cli.report.look import Look
from dangjian_cli.report.shelf import system as show_system
from dangjian_cli.report.shelf import tree
from dangjian_cli.shelf import NAMED, Clause, Shelf, System, composed, coverage, kept, parameter, spoken

PACK = load_pack(standards_folder())
SHELF = load_shelf(standards_folder())
DAY = date(2026, 11, 22)


def system(*clauses: dict[str, object]) -> System:
    data = {"编号": "GF-99", "名称": "示范制度", "章": [{"名称": "一章", "条": list(clauses)}]}
    return System.model_validate(data)


def sentences(model: System, pack: Pack = PACK, field: str | None = None, day: date = DAY) -> list[str]:
    return [s.text for part in composed(model, pack, field, day) for s in part.sentences]


def tightened(code: str, **parameters: object) -> Pack:
    """The pack with other parameters for one requirement."""
    head, _, name = code.partition(".")

    def changed(card: Card) -> Card:
        requirements = tuple(
            r.model_copy(update={"rule": r.rule.model_copy(update=parameters)}) if r.id == name else r
            for r in card.requirements
        )
        # not model_copy: it would keep what the card has worked out from its old requirements
        return (
            Card.model_construct(**{**dict(card), "requirements": requirements})
            if card.code == head
            else card
        )

    return replace(PACK, cards=tuple(map(changed, PACK.cards)))


def test_numbers_come_from_the_cards() -> None:
    model = system({"文": "每{DJ13.meet.每}至少{DJ13.meet.至少}次，{DJ13.quorum.至少}到会。"})

    assert sentences(model) == ["每季度至少1次，半数以上到会。"]
    assert sentences(model, tightened("DJ13.meet", at_least=2)) == ["每季度至少2次，半数以上到会。"]


def test_a_whole_sentence_of_the_card() -> None:
    model = system({"文": "{DJ13.meet}。"})
    card = PACK.card(13)

    assert card is not None
    assert sentences(model) == [f"{card.versions['meet'][0].phrase}。"]


@pytest.mark.parametrize(
    ("value", "word", "said"),
    [
        (Fraction(1, 2), "至少", "半数以上"),
        (Fraction(1, 2), "超过", "超过半数"),
        (Fraction(4, 5), "至少", "5分之4以上"),
        (Fraction(1, 3), "至多", "不超过3分之1"),
        (3, "至少", "3"),
        (("书记", "副书记"), "职务", "书记、副书记"),
    ],
)
def test_half_itself_is_kept_apart(value: object, word: str, said: str) -> None:
    assert spoken(value, word) == said


def test_what_a_parameter_holds() -> None:
    assert sentences(system({"文": "{DJ24.training.任一.学时}学时"})) == ["24学时"]
    assert sentences(system({"文": "{DJ39.rate.档次.2.比例}%"})) == ["1%"]


@pytest.mark.parametrize("words", ["档次.0.比例", "档次.9.比例", "档次.末.比例", "档次.1.没有"])
def test_what_a_parameter_does_not_hold(words: str) -> None:
    card = PACK.card(39)

    assert card is not None
    with pytest.raises(KeyError):
        parameter(card.versions["rate"][0], tuple(words.split(".")))


def test_a_system_says_so_where_none_of_it_applies() -> None:
    model = SHELF.by_title["四议两公开制度"]
    look = Look(200, colour=False)

    assert "这项制度里没有机关适用的条" in list(show_system(model, PACK, "机关", DAY, look))
    assert "这项制度里没有农村适用的条" not in list(show_system(model, PACK, "农村", DAY, look))


def test_an_article_stands_where_what_it_rests_on_applies() -> None:
    model = system({"文": "甲", "据": "DJ24.notice"}, {"文": "乙"})

    assert sentences(model, day=date(2026, 5, 11)) == ["甲", "乙"]
    assert sentences(model, day=date(2026, 5, 10)) == ["乙"]


def test_articles_are_numbered_through_and_empty_chapters_left_out() -> None:
    chapters = [
        {"名称": "一", "条": [{"文": "甲"}, {"文": "乙", "据": "DJ24.notice"}]},
        {"名称": "二", "条": [{"文": "丙", "据": "DJ24.notice"}]},
        {"名称": "三", "条": [{"文": "丁"}]},
    ]
    model = System.model_validate({"编号": "GF-99", "名称": "示范制度", "章": chapters})
    parts = composed(model, PACK, None, date(2026, 5, 10))

    assert [(p.title, [s.number for s in p.sentences]) for p in parts] == [("一", [1]), ("三", [2])]


def test_each_article_names_what_it_rests_on() -> None:
    (part,) = composed(system({"文": "甲", "据": ["DJ13.meet", "DJ13.quorum"]}), PACK, None, DAY)

    assert [b.article for b in part.sentences[0].grounds] == ["11"]


@pytest.mark.parametrize("model", SHELF.systems, ids=lambda s: s.title)
@pytest.mark.parametrize("field", [None, "农村", "社区", "机关", "国企"])
def test_shipped_systems_read_whole(model: System, field: str | None) -> None:
    said = sentences(model, field=field)

    assert bool(said) is any(
        field is None or card.applies(field) for card in PACK.cards if model.title in PACK.text(card).norms
    )
    assert not any(NAMED.search(text) or re.search(r"[{}]", text) for text in said)
    assert all(text.endswith("。") for text in said)
    assert len(set(said)) == len(said)


def test_documents_have_codes_of_their_own_and_a_retention() -> None:
    papers = [paper for card in PACK.cards for paper in kept(card, PACK.text(card), PACK)]

    assert len({paper.code for paper in papers}) == len(papers)
    assert {paper.years for paper in papers} <= {"永久", "30年", "10年"}
    assert all(paper.source for paper in papers)


@pytest.mark.parametrize("field", [None, "农村", "机关"])
def test_the_tree_has_every_card_norm_and_document(field: str | None) -> None:
    shown = "\n".join(tree(PACK, SHELF, field, Look(200, colour=False)))

    for card in PACK.cards:
        text = PACK.text(card)
        assert (f"{card.code} {card.title}" in shown) is (field is None or card.applies(field))
        if field is None:
            assert all(norm in shown for norm in text.norms)
            assert all(f"{p.code} {p.material.name}" in shown for p in kept(card, text, PACK))


def test_coverage_says_who_holds_a_fact_and_what_is_left() -> None:
    found = {c.fact.id: c for c in coverage([(c, PACK.text(c)) for c in PACK.cards], SHELF)}

    assert "DJ13.meet" in found["MTG-01"].held
    assert {number for number, _, _ in found["MTG-04"].left} >= {13}
    assert found["ELE-05"].fact.why


def test_a_pack_without_a_shelf_has_an_empty_one(tmp_path_factory: pytest.TempPathFactory) -> None:
    assert load_shelf(tmp_path_factory.mktemp("标准")) == Shelf()


def test_what_is_wrong_on_the_shelf_is_told_all_at_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("标准")
    (folder / "systems").mkdir()
    (folder / "facts.yaml").write_text("事实:\n  - {编号: MTG-01, 内容: 甲}\n  - {编号: MTG-01, 内容: 乙}\n")
    (folder / "systems" / "01-甲.yaml").write_text("编号: GF-01\n名称: 甲制度\n张: []\n", encoding="utf-8")

    with pytest.raises(InputError) as caught:
        load_shelf(folder)

    assert {(p.code, p.file) for p in caught.value} == {
        ("missing", "systems/01-甲.yaml"),
        ("unknown-key", "systems/01-甲.yaml"),
        ("twice", "facts.yaml"),
    }


def test_a_clause_may_rest_on_nothing() -> None:
    assert Clause.model_validate({"文": "甲"}).rests == ()
