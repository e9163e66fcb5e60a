"""I: what the sources state about invoices."""

from typing import Final

from pedido.rules.facts.fact import Fact
from pedido.rules.sources import API, FLOW, PARTIAL, S2

INVOICES: Final = (
    Fact(
        "I1",
        "A fully invoiced order is not modified; one that is not, or only partly, can be.",
        (S2,),
        "Replacing the order by another one counts as a modification.",
    ),
    Fact(
        "I2",
        "After a modification the order is not worth less than what is already invoiced.",
        (S2,),
        "Read as the sum of the sales invoices. Replacing the order by another one counts as a modification.",
    ),
    Fact(
        "I3",
        "An invoice has its amount settled, unless the store settles on a schedule of its own.",
        (S2, PARTIAL),
    ),
    Fact(
        "I4",
        "An order is invoiced when its sales invoices cover its value and its payment is settled. Until then it verifies "
        "the invoices, or falls back where something is left to invoice: to handling, or to payment-approved where "
        "another store delivers.",
        (FLOW, PARTIAL),
    ),
    Fact(
        "I5",
        "Output is a sale and Input a return; only sales count towards the order's value. A return needs an invoiced order, "
        "never exceeds what was invoiced, and is refunded.",
        (API,),
    ),
    Fact(
        "I6",
        "The number of an invoice is unique within the order: the same number again replaces the receipt, and nothing "
        "else. Blanks around it do not count, and it is never empty.",
        (API, PARTIAL),
    ),
    Fact(
        "I7",
        "An invoice is for more than nothing, sales invoices never exceed the order's value, and none is entered while a "
        "modification is in progress.",
        (API,),
        "The upper limit, and the wait for the modification, are this project's decisions, for safety.",
    ),
    Fact(
        "I8",
        "A sales invoice needs the License Manager resource Notify invoice, a return Notify refund, and starting the "
        "handling Change order workflow status.",
        (API,),
    ),
    Fact("I9", "Tracking may be added to an invoice at any later time, and never changes the status.", (API,)),
)
