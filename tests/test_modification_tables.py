"""What a modification comes to, and the history, as tables in a terminal."""

import io
from decimal import Decimal
from typing import Any

import pytest
from rich.console import Console

from pedido import (
    Connector,
    Item,
    Language,
    Modification,
    ModificationCancellation,
    ModificationStatus,
    Notice,
    Order,
    PaymentChange,
    PaymentStatus,
    Totals,
)
from pedido.messages import LANGUAGES
from pedido.modification_tables import print_history, print_modification
from pedido.order.modification import Replaced
from tests.facts.modifying import modifiable
from tests.orders import NOW, VALUE, modification, payment

WEIGHED = Item(
    sku="8",
    quantity=2,
    unit_price=4290,
    name="Queijo Canastra",
    measurement_unit="kg",
    unit_multiplier=Decimal("0.355"),
)
LINE = Item(sku="1", quantity=1, unit_price=5000, name="Panela")


def printed(made: Modification, order: Order | None = None, language: Language = "en", width: int = 100) -> list[str]:
    """Print what a modification comes to, and return the lines without blanks around them."""
    out = io.StringIO()
    notices = [Notice("update_inventory", ("M8",))]
    print_modification(Console(file=out, width=width), order or modifiable(), made, notices, language)
    return [line.strip() for line in out.getvalue().splitlines()]


def done(**changes: Any) -> Modification:
    return modification(ModificationStatus.DONE, **changes)


def test_each_line_tells_what_becomes_of_it() -> None:
    made = done(removed=(LINE,), replaced=(Replaced(from_=(LINE,), to=(WEIGHED,)),), added=(WEIGHED.but(name=""),))
    rows = [line.split() for line in printed(made)]
    assert ["removed", "1", "Panela", "1", "un", "R$50.00", "R$50.00"] in rows
    assert ["replaced", "1", "Panela", "1", "un", "R$50.00", "R$50.00"] in rows
    assert ["by", "8", "Queijo", "Canastra", "2", "0.355", "kg", "R$42.90", "R$30.46"] in rows
    assert ["added", "8", "2", "0.355", "kg", "R$42.90", "R$30.46"] in rows


def test_a_change_of_the_price_alone_has_no_lines() -> None:
    assert not any("SKU" in line for line in printed(done(removed=())))


def test_totals_tell_how_much_they_change_and_what_they_come_to() -> None:
    totals = Totals(items=-5000, discounts=-100, shipping=250, tax=30, manual_values=10)
    made = done(totals=totals, value=VALUE + totals.value)
    known = modifiable(totals=Totals(items=VALUE))
    rows = [line.split() for line in printed(made, known)]
    assert ["Items", "-R$50.00", "R$50.00"] in rows
    assert ["Discounts", "-R$1.00", "-R$1.00"] in rows
    assert ["Shipping", "+R$2.50", "R$2.50"] in rows
    assert ["Tax", "+R$0.30", "R$0.30"] in rows
    assert ["Manual", "values", "+R$0.10", "R$0.10"] in rows
    assert ["Total", "-R$48.10", "R$51.90"] in rows


def test_totals_that_are_not_known_are_left_out() -> None:
    rows = [line.split() for line in printed(done())]
    assert ["Items", "-R$50.00"] in rows
    assert ["Total", "-R$50.00", "R$50.00"] in rows


@pytest.mark.parametrize(
    "change, said",
    [
        (PaymentChange(), ["- Nothing"]),
        (PaymentChange(lowered=100), ["- Tell the gateway the new amount that the transaction charges: R$99.00"]),
        (
            PaymentChange(lowered=100, refunded=50),
            ["- Tell the gateway the new amount that the transaction charges: R$99.00", "- Refund R$0.50"],
        ),
        (PaymentChange(raised=100), ["- Have the customer pay the difference: R$1.00"]),
        (PaymentChange(separate=100), ["- Charge R$1.00 in a new transaction, not linked to the order"]),
    ],
)
def test_what_is_asked_of_payments_is_told(change: PaymentChange, said: list[str]) -> None:
    order = modifiable(payment=payment(PaymentStatus.APPROVED, connector=Connector(higher_values=True)))
    lines = printed(done(payment=change), order)
    start = lines.index("Asked of Payments")
    assert lines[start + 1 : lines.index("", start)] == said


def test_what_a_person_must_see_to_comes_last() -> None:
    assert printed(done())[-1].endswith("[M8]")


def test_only_one_that_is_made_has_a_status() -> None:
    assert not any("Done" in line for line in printed(done()))
    changed = {
        "request_id": "R-1",
        "source": "none",
        "dest": "done",
        "trigger": "create_modification",
        "at": NOW,
        "actor": "store",
        "machine": "modification@1",
    }
    assert printed(done(history=(changed,)))[0] == "Modification modification-1: Done."


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_wider_than_the_terminal(language: Language) -> None:
    long = WEIGHED.but(name="Queijo " * 20, sku="9" * 60)
    assert max(map(len, printed(done(added=(long,)), None, language, 80))) <= 80


def test_text_from_outside_cannot_steer_the_terminal() -> None:
    assert not any("\x1b" in line for line in printed(done(added=(WEIGHED.but(name="\x1b[2J"),))))


def history(*made: Modification, width: int = 80) -> list[str]:
    out = io.StringIO()
    print_history(Console(file=out, width=width), modifiable(), made, "en")
    return out.getvalue().splitlines()


def test_an_order_that_was_never_modified_has_no_history() -> None:
    assert history() == ["The order has no modifications."]


def test_a_modification_is_told_by_number_time_id_person_channel_kinds_change_and_status() -> None:
    heading, *rows = history(done(kinds=("remove",)))
    assert heading.split() == ["no.", "when", "modification", "change", "status"]
    assert rows[0].split() == ["1", "Nov", "22,", "2026", "modification-1", "-R$50.00", "Done"]
    assert rows[1].split() == ["12:00", "GMT+00:00", "store,", "by", "API"]
    assert rows[2].split() == ["remove"]


@pytest.mark.parametrize("error, said", [("SalesOrderSystem017", True), (None, False)])
def test_a_modification_that_is_canceled_says_why(error: str | None, said: bool) -> None:
    why = ModificationCancellation(requested_by="x", reason="Timeout", at=NOW, error=error)
    text = "\n".join(history(modification(ModificationStatus.CANCELED, cancellation=why)))
    assert "Timeout" in text
    assert ("SalesOrderSystem017" in text) is said


def test_a_history_in_several_pieces_has_one_heading_and_the_same_columns() -> None:
    lines = history(*(done(id=f"R-{number}", number=number) for number in range(1, 451)))
    assert sum("modification" in line for line in lines) == 1
    assert len({line.index("R-") for line in lines if "R-" in line}) == 1


def test_no_column_vanishes_in_a_narrow_terminal() -> None:
    lines = history(done(id="R-12345"), width=40)
    assert "R" in "".join(lines).replace("R$", "")
    text = "".join("".join(line.split()) for line in printed(done(added=(WEIGHED,)), width=40))
    assert all(part in text for part in ("8", "Que", "0.3", "kg"))


@pytest.mark.parametrize("width", [60, 80, 200])
def test_a_history_fits_the_terminal(width: int) -> None:
    assert max(map(len, history(done(id="1544210983301-01-modification-10000"), width=width))) <= min(width, 110)
