"""Titles and comments say what is covered so that people understand it."""

import pytest

from pedido.covering.aims import Thing
from pedido.covering.wording import and_more, in_words

ASK = "cancel: handling -> cancellation-requested"
INVOICE = "invoice [is_sale]: cancellation-requested -> invoice-after-cancellation-deny"
PROCEED = "proceed [fully_invoiced]: invoice-after-cancellation-deny -> invoice"


@pytest.mark.parametrize(
    "thing, words",
    [
        (("complete", ASK), "cancel in handling"),
        (("complete", ASK, INVOICE), "cancel in handling, then invoice in cancellation-requested"),
        (
            ("seller", INVOICE, PROCEED),
            "invoice in cancellation-requested, then on from invoice-after-cancellation-deny to invoice",
        ),
        (("payment", "confirm_refund: settled -> (stays)"), "confirm_refund in settled (payment)"),
        (("complete", "may_cancel", "passes"), "may_cancel passes"),
        (("modification", "may_view", "refuses"), "may_view refuses (modification)"),
    ],
)
def test_a_thing_in_words(thing: Thing, words: str) -> None:
    assert in_words(thing) == words


def test_the_first_of_several_and_how_many_more() -> None:
    assert and_more([("chain", ASK)]) == "cancel in handling"
    assert and_more([("chain", ASK), ("chain", PROCEED), ("chain", INVOICE)]) == "cancel in handling, and 2 more"
