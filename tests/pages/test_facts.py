"""The page of facts: every fact, what stands for it, and what checks it."""

from pkgutil import resolve_name
from types import MappingProxyType

import pytest

from pedido.actions.cancellation import RESTOCK_BY_HAND
from pedido.machines import DEFINITIONS
from pedido.pages import facts
from pedido.pages.checks import Check
from pedido.pages.facts import UnfoundedError, facts_of, page
from pedido.rules.facts import FACTS, Fact
from pedido.rules.sources import S1

CHECKS = (
    Check("test", "an order is canceled twice", ("C3", "C16"), "tests/test_some.py"),
    Check("scenario", "2.5 Items follow", ("M7",), "scenarios/some.yaml", "S2, 2.5 reservation"),
    Check("scenario", "Canceled stays canceled", ("C2",), "scenarios/final.yaml", "S1, first paragraph"),
    Check("test", "an order is found", ("M12",), "tests/test_search.py"),
)
PAGE = page(CHECKS)
STATED = (*(f"C{n}" for n in range(1, 18)), *(f"I{n}" for n in range(1, 10)), *(f"M{n}" for n in range(1, 18)))
"""The facts on cancellation, invoices and modification."""


def section(fact: str, text: str = PAGE) -> str:
    return text.split(f"### {fact}\n")[1].split("\n##", maxsplit=1)[0]


@pytest.mark.parametrize("fact", [*STATED, *(f"P{n}" for n in range(1, 11))])
def test_something_stands_for_every_fact_of_the_contract(fact: str) -> None:
    in_machines = any(fact in facts_of(definition) for definition in DEFINITIONS.values())
    assert in_machines or callable(resolve_name(FACTS[fact].place))


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_machine_uses_only_facts_of_the_catalogue(name: str) -> None:
    assert facts_of(DEFINITIONS[name]) <= set(FACTS)


def test_a_notice_uses_only_facts_of_the_catalogue() -> None:
    assert set(RESTOCK_BY_HAND.facts) <= set(FACTS)


def test_every_fact_names_its_sources() -> None:
    assert all(fact.sources and fact.id == name for name, fact in FACTS.items())


def test_every_fact_has_a_section_of_its_own_in_the_order_of_the_catalogue_within_its_letter() -> None:
    written = [line.removeprefix("### ") for line in PAGE.splitlines() if line.startswith("### ")]
    letters = list(dict.fromkeys(fact[0] for fact in written))
    assert written == sorted(FACTS, key=lambda fact: letters.index(fact[0]))


def test_the_page_shows_what_stands_for_a_fact() -> None:
    text = section("C11")
    assert "- rule `not_invoiced_in_part` (answered with 400): The order is already partly invoiced" in text
    assert "`ready-for-handling`, `handling` | `cancellation-requested` | complete, seller |" in text
    assert "(PARTIAL, API)" in text
    assert "- choice `completes_the_value`:" in section("I4")
    assert "- action `decline_request_by_invoice`\n" in section("C4")
    assert "- actions `adjust_payment`, `ask_payments`, `change_payment`\n" in section("P1")
    assert "- status `done` (modification)\n" in section("M17")


def test_commands_with_the_same_outcome_are_one_row() -> None:
    assert "| `cancel`, `customer_cancel`, `invoice` | `canceled` | refused: `not_canceled` |" in section("C2")


def test_the_page_shows_what_is_refused_what_stays_and_what_goes_by_itself() -> None:
    text = section("C5")
    everywhere = "complete, seller, marketplace, chain"
    assert f"| `invoice` [is_return] | `invoiced` | _stays_ | {everywhere} |" in text
    assert f"`invoice` [is_sale] | `invoiced` | refused: `not_invoiced` | {everywhere} |" in text
    assert (
        "| _by itself_ [in_multilevel_inventory, payment_stands] | `payment-approved` | `waiting-seller-handling` |"
        in PAGE
    )


def test_the_page_shows_what_stands_for_a_fact_outside_of_the_machines() -> None:
    assert "- function `pedido.vtex.search.find`" in section("M12")
    assert "- table of [price changes](price-changes.md)" in section("P2")
    assert "- table of [marketplaces](marketplaces.md)" in section("M5")
    assert "price-changes.md" not in section("M5")


def test_the_page_says_how_a_fact_is_read() -> None:
    assert "\nNote: ITEMS speaks of 50 changes at most; S2 overrules it.\n" in section("M3")
    assert "Note:" not in section("C1")


def test_the_page_lists_what_checks_a_fact() -> None:
    assert section("C3").endswith("- test [an order is canceled twice](../tests/test_some.py)\n")
    assert "- test [an order is canceled twice]" in section("C16")
    assert "- scenario [2.5 Items follow](../scenarios/some.yaml)" in section("M7")
    assert "- test" not in section("C5")


class TestTheArticles:
    def rows(self, title: str) -> dict[str, str]:
        lines = PAGE.split(title)[1].split("\n## ")[0].splitlines()
        return {line.split(" | ")[0].lstrip("| "): line for line in lines if line.startswith("| ")}

    def test_a_passage_links_its_facts_and_the_scenario_of_its_number(self) -> None:
        row = self.rows("Como funciona a Alterar pedido")["2.5"]
        assert "| [M7](#m7) | [2.5 Items follow](../scenarios/some.yaml) |" in row

    def test_a_passage_without_a_number_of_its_own_links_the_scenarios_of_its_facts(self) -> None:
        row = self.rows("Cancelar pedido")["0.2"]
        assert row.endswith("| [C2](#c2) | [Canceled stays canceled](../scenarios/final.yaml) |")

    def test_a_passage_without_a_scenario_links_the_tests_of_its_facts(self) -> None:
        row = self.rows("Como funciona a Alterar pedido")["1.1.1"]
        assert row.endswith("| [M12](#m12) | [an order is found](../tests/test_search.py) |")

    def test_the_scenarios_of_another_article_are_not_its(self) -> None:
        assert self.rows("Cancelar pedido")["1.1"].endswith("|  |")


def test_a_fact_that_nothing_stands_for_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "FACTS", {**FACTS, "C99": Fact("C99", "Orders are blue.", (S1,))})
    with pytest.raises(UnfoundedError, match=r"nothing stands for: \['C99'\]"):
        page(())


def test_a_fact_that_is_in_no_catalogue_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts, "FACTS", MappingProxyType({name: fact for name, fact in FACTS.items() if name != "C11"}))
    with pytest.raises(UnfoundedError, match=r"in no catalogue: \['C11'\]"):
        page(())
