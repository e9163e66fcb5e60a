"""The walk through the articles leaves out no fact of theirs, and every passage has something that checks it."""

import pytest

from pedido.machine import Source
from pedido.pages.articles import ARTICLES, Passage
from pedido.pages.checks import Check, by_fact
from pedido.rules.facts import FACTS
from pedido.rules.sources import S1, S2

PASSAGES = [passage for passages in ARTICLES.values() for passage in passages]


@pytest.mark.parametrize("source", [S1, S2])
def test_every_fact_of_an_article_is_in_one_of_its_passages(source: Source) -> None:
    stated = {fact.id for fact in FACTS.values() if source in fact.sources}
    assert stated <= {fact for passage in ARTICLES[source] for fact in passage.facts}


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: f"{passage.number} {passage.place}")
def test_a_passage_has_facts_of_the_catalogue_and_each_of_them_a_test(
    passage: Passage, checks: tuple[Check, ...]
) -> None:
    found = by_fact(checks)
    assert passage.facts != ()
    for fact in passage.facts:
        assert fact in FACTS
        assert any(check.kind == "test" for check in found.get(fact, []))


@pytest.mark.parametrize(
    "passage",
    [passage for passage in ARTICLES[S2] if "M12" not in passage.facts],
    ids=lambda passage: f"{passage.number} {passage.place}",
)
def test_a_passage_on_modification_has_a_scenario_of_its_number(passage: Passage, checks: tuple[Check, ...]) -> None:
    of_article = [check for check in checks if check.source.startswith("S2,")]
    assert any(check.shows.startswith(f"{passage.number} ") for check in of_article)


def test_no_scenario_has_the_number_of_a_passage_that_there_is_not(checks: tuple[Check, ...]) -> None:
    numbers = {check.shows.split(" ")[0] for check in checks if check.source.startswith("S2,")}
    assert {number for number in numbers if number[0].isdigit()} <= {passage.number for passage in ARTICLES[S2]}


@pytest.mark.parametrize("article", ARTICLES)
def test_passages_are_in_the_order_of_their_numbers(article: Source) -> None:
    numbers = [[int(part) for part in passage.number.split(".")] for passage in ARTICLES[article]]
    assert numbers == sorted(numbers)
