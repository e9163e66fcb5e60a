"""P: what the sources state about the price of a modified order, its payment and its settlement."""

from typing import Final

from pedido.rules.facts.fact import Fact
from pedido.rules.sources import API, ERRORS, ITEMS, S2

PRICE: Final = (
    Fact(
        "P1",
        "Where the total is lower after a modification and the payment is settled, the gateway is told to refund the "
        "difference.",
        (S2,),
        "Of a payment that is settled in part, what is left to settle is lowered first, and only the rest is refunded.",
    ),
    Fact(
        "P2",
        "Where the total is lower after a modification and the payment is not settled, the gateway is told the new total.",
        (S2,),
        "It is told what the transaction charges from now on. Where the order was paid in several ways that is not the order's "
        "total, and a modification takes off less than this payment charges.",
    ),
    Fact(
        "P3",
        "Where the total is higher after a modification, the gateway is asked to have the customer pay the difference.",
        (S2,),
    ),
    Fact(
        "P4",
        "The total can rise only where the order was paid by credit card, promissory note or customer credit, and where the "
        "acquirer takes transactions without the CVV code and two charges for one order.",
        (S2, API, ITEMS),
        "API and ITEMS add cash; the wider list holds.",
    ),
    Fact(
        "P5",
        "Where the connector does not allow higher values, a new transaction is made for the excess, which is not linked to "
        "the order.",
        (S2,),
        "An alternative to P3 and no refusal; it needs what P4 says all the same. As it is not linked, what is charged separately "
        "is neither refunded nor canceled with the order: the store does that by hand.",
    ),
    Fact(
        "P6",
        "An order that is settled can be modified only where it was paid by credit card, was settled before it was invoiced, "
        "and has a connector that allows partial refunds.",
        (S2,),
        "Settled before it was invoiced: no sales invoice was issued before the settlement. Where a payment is settled in "
        "part, a modification that takes off more than is left to settle counts as one of a settled order. S2 names Adyen as "
        "the one connector that allows partial refunds today; here that is a property of the connector, and no rule knows one "
        "by its name.",
    ),
    Fact("P7", "An order whose transaction is finished is not modified.", (S2,)),
    Fact(
        "P8",
        "An order whose payment is split between several sellers, in the marketplace's environment, can be modified.",
        (S2,),
        "The split makes no difference to any rule.",
    ),
    Fact(
        "P9",
        "A modification with a discount of the original order's total or more is refused.",
        (S2, ERRORS),
        "The original order is the one before this modification. The total also has to stay above zero, which is this "
        "project's decision, for safety.",
    ),
    Fact(
        "P10",
        "A store's settings open or close the API, the Admin and My Account for modifications, and name custom payment systems "
        "with which the total may rise as well.",
        (API,),
        "A request may carry settings of its own, which override the store's for this request; one that comes through My Account "
        "carries none, so that no customer opens a channel. API has the API closed where a store has set nothing; S2 offers it "
        "to everybody, and wins.",
    ),
)
