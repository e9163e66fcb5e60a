"""The page of facts is current, and the catalogue and the machines agree on which facts there are."""

import subprocess
import sys
from pathlib import Path

import pytest

from pedido import facts_page
from pedido.actions.cancellation import RESTOCK_BY_HAND
from pedido.facts_page import UnfoundedError, facts_of, main, page
from pedido.machines import DEFINITIONS
from pedido.rules.facts import FACTS, Fact
from pedido.rules.sources import S1

PAGE = Path(__file__).parents[1] / "docs" / "facts.md"
STATED = (*(f"C{n}" for n in range(1, 18)), *(f"I{n}" for n in range(1, 10)))
"""The facts on cancellation and on invoices."""


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "docs/facts.md is stale: run `make docs`"


@pytest.mark.parametrize("fact", STATED)
def test_the_machines_stand_for_every_fact_on_cancellation_and_invoices(fact: str) -> None:
    assert any(fact in facts_of(definition) for definition in DEFINITIONS.values())


@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_machine_uses_only_facts_of_the_catalogue(name: str) -> None:
    assert facts_of(DEFINITIONS[name]) <= set(FACTS)


def test_a_notice_uses_only_facts_of_the_catalogue() -> None:
    assert set(RESTOCK_BY_HAND.facts) <= set(FACTS)


def test_every_fact_names_its_sources() -> None:
    assert all(fact.sources and fact.id == name for name, fact in FACTS.items())


def test_the_page_shows_what_stands_for_a_fact() -> None:
    section = page().split("### C11\n")[1].split("###")[0]
    assert "- rule `not_invoiced_in_part` (answered with 400): The order is already partly invoiced" in section
    assert "| `cancel` | `ready-for-handling`, `handling` | `cancellation-requested` | complete, seller |" in section
    assert "(PARTIAL, API)" in section


def test_the_page_shows_what_is_refused_what_stays_and_what_goes_by_itself() -> None:
    section = page().split("### C5\n")[1].split("###")[0]
    everywhere = "complete, seller, marketplace, chain"
    assert f"| `invoice` [is_return] | `invoiced` | _stays_ | {everywhere} |" in section
    assert f"| `cancel` | `invoiced` | refused: `not_invoiced` | {everywhere} |" in section
    assert (
        "| _by itself_ [in_multilevel_inventory, payment_stands] | `payment-approved` | `waiting-seller-handling` |"
        in page()
    )


def test_a_fact_that_nothing_stands_for_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts_page, "FACTS", {**FACTS, "C99": Fact("C99", "Orders are blue.", (S1,))})
    with pytest.raises(UnfoundedError, match=r"nothing stands for: \['C99'\]"):
        page()


def test_a_fact_that_is_in_no_catalogue_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facts_page, "FACTS", {name: fact for name, fact in FACTS.items() if name != "C11"})
    with pytest.raises(UnfoundedError, match=r"in no catalogue: \['C11'\]"):
        page()


def test_the_page_is_written_from_the_command_line(tmp_path: Path) -> None:
    main([str(tmp_path / "facts.md")])
    assert (tmp_path / "facts.md").read_text(encoding="utf-8") == page()


def test_a_path_that_cannot_be_written_gets_one_clear_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pedido.facts_page", str(tmp_path)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert answer.stderr.splitlines()[-1].endswith(f"{tmp_path}: Is a directory")


def test_a_path_that_is_missing_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([])
    assert "required: path" in capsys.readouterr().err
