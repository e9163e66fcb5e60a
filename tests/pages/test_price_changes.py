"""The page of price changes: the table, and every combination of it in rows that can be read."""

from functools import cache

import pytest

from pedido.order.status import PaymentStatus
from pedido.pages.price_changes import page
from pedido.pages.price_combinations import CREDIT_CARD, CUSTOM, METHODS, OTHER, Total, combinations, outcomes, rows
from pedido.rules.price_change import TABLE, Need, PaymentEffect

shown = cache(page)
all_rows = cache(rows)


def lines(heading: str) -> list[str]:
    """Return the rows of the table under a heading."""
    text = shown().split(f"# {heading}\n")[1].split("\n#")[0]
    return [line for line in text.splitlines() if line.startswith("| ")][1:]


def test_the_rows_say_of_every_combination_what_the_rules_say() -> None:
    found = 0
    for combination in combinations():
        assert {row.outcome for row in all_rows() if row.fits(combination)} == set(outcomes(combination))
        found += 1
    assert found == len(PaymentStatus) * len(Total) * len(METHODS) * 2**6
    assert f"all {found:,} combinations" in shown()


def test_a_combination_has_one_effect_or_needs_that_are_not_met() -> None:
    for combination in combinations():
        found = outcomes(combination)
        assert found != ()
        assert len(found) == 1 or all(isinstance(outcome, Need) for outcome in found)


def test_the_rows_can_be_read_in_one_sitting() -> None:
    assert len(lines("What is refused")) + len(lines("What is allowed")) == len(all_rows()) < 60


def test_no_row_is_there_twice() -> None:
    assert len(set(all_rows())) == len(all_rows())


def test_the_table_is_written_out() -> None:
    assert len(lines("The table")) == len(TABLE)
    assert "| unsettled | lower | any | **new-total** | - | P2 P8 |" in lines("The table")
    assert "| finished | any | any | refused | `transaction_unfinished` | P7 |" in lines("The table")
    assert "| unsettled | higher | no | **new-transaction** |" in shown()


@pytest.mark.parametrize("effect", PaymentEffect)
def test_what_is_asked_is_explained(effect: PaymentEffect) -> None:
    (line,) = (line for line in lines("What is asked of Payments") if line.startswith(f"| **{effect}** |"))
    assert (line.split(" | ")[1] == "-") is (effect is PaymentEffect.NOTHING)


@pytest.mark.parametrize("need", Need)
def test_every_need_is_explained(need: Need) -> None:
    (line,) = (line for line in lines("What a price change takes") if line.startswith(f"| `{need}` |"))
    message, facts, error = line.strip("| ").split(" | ")[1:]
    assert message.endswith(".")
    assert facts.split()[0][0] in "PT"
    assert error == ("CHK00342" if "P4" in facts else "-")


def test_where_a_column_makes_no_difference_it_says_any() -> None:
    refused = lines("What is refused")
    assert "| finished | any | any | any | any | any | any | any | any | `transaction_unfinished` |" in refused
    assert (
        f"| settled | any | any but {CREDIT_CARD} | any | any | any | any | any | any | `settled_with_credit_card` |"
        in refused
    )
    allowed = lines("What is allowed")
    assert f"| settled | lower | {CREDIT_CARD} | any | yes | any | any | yes | any | **refund** |" in allowed


def test_the_methods_are_those_that_the_rules_name_and_one_of_each_other_kind() -> None:
    assert METHODS == (CREDIT_CARD, "cash", "customerCredit", "promissory", CUSTOM, OTHER)
