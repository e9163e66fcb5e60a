"""The facts that the machines stand for: what the sources state, in this project's words.

C is about cancellation, I about invoices, F about the flows, T about the payment transaction. An id is never used again
for something else. `docs/facts.md` shows which rule, choice, action, status and transition stands for each.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from pedido.machine import Source
from pedido.rules.sources import API, CUSTOMER, DECLINE, FLOW, PARTIAL, S1, S2, TX


@dataclass(frozen=True, slots=True)
class Fact:
    """Something the sources state. `note` says how it is read here, where there is more than one reading."""

    id: str
    statement: str
    sources: tuple[Source, ...]
    note: str = ""


_CANCELLATION: Final = (
    Fact("C1", "An order can be canceled in almost every status; the facts below name the ones that refuse.", (S1,)),
    Fact("C2", "Canceled is final: no command changes the status afterwards.", (S1,)),
    Fact(
        "C3",
        "From ready-for-handling and from handling it takes two cancellations: the first moves the order to "
        "cancellation-requested, the second cancels it.",
        (S1,),
    ),
    Fact("C4", "In cancellation-requested an invoice carries the order on, and it is not canceled.", (S1,)),
    Fact(
        "C5",
        "An invoiced order is neither canceled nor changed; goods come back by a return invoice, of type Input.",
        (S1, API),
    ),
    Fact("C6", "In the Admin a cancellation has to be acknowledged; until then nothing happens.", (S1,)),
    Fact(
        "C7",
        "The store cancels through two channels, the Orders module of the Admin and the API.",
        (S1,),
        "A program that calls the API has nothing to acknowledge.",
    ),
    Fact(
        "C8",
        "The customer's own cancellation is carried out at once while the cancellation window is open; later it is a "
        "request that the seller accepts or declines.",
        (S1, CUSTOMER, DECLINE),
        "A request rests in cancellation-requested with the store that delivers, and in waiting-for-seller-decision "
        "with the one that sells. The chain flow has no status for a request: there it is carried out at once.",
    ),
    Fact(
        "C9",
        "A request is declined by its id and with a reason, and the order goes back: the seller's to the status in which "
        "the request was made, the marketplace's to payment-approved.",
        (DECLINE,),
    ),
    Fact("C10", "A request that nobody decides for 30 days cancels the order.", (DECLINE,)),
    Fact("C11", "A partly invoiced order is not canceled; it can still be modified.", (PARTIAL, API)),
    Fact("C12", "An incomplete order is not canceled.", (API,)),
    Fact(
        "C13",
        "A status that the platform leaves by itself accepts neither cancellation nor modification.",
        (FLOW,),
        "Modifications are not part of these machines yet.",
    ),
    Fact(
        "C14",
        "Canceling and deciding a request need the License Manager resource Cancel order; a customer's request none.",
        (API, DECLINE),
    ),
    Fact(
        "C15",
        "The order keeps its cancellation (who asked, why, when, by which request) and every declined request "
        "(why, when).",
        (DECLINE,),
    ),
    Fact(
        "C16",
        "Canceling before the handling releases the reservation; from the handling on the items have left the stock, "
        "and the store puts them back itself.",
        (FLOW,),
    ),
    Fact(
        "C17",
        "In cancel the payment is canceled, or refunded where it is settled; the order is canceled only when Payments "
        "confirms.",
        (FLOW, TX),
        "The setting payment_confirmation says whether the confirmation is awaited or assumed at once.",
    ),
)
_INVOICES: Final = (
    Fact(
        "I1",
        "A fully invoiced order is not modified; one that is not, or only partly, can be.",
        (S2,),
        "Of the modifications only the replacement by another order is part of these machines so far.",
    ),
    Fact(
        "I2",
        "After a modification the order is not worth less than what is already invoiced.",
        (S2,),
        "Read as the sum of the sales invoices. Applied to the replacement by another order so far.",
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
        "An invoice is for more than nothing, and sales invoices never exceed the order's value.",
        (API,),
        "The upper limit is this project's decision, for safety.",
    ),
    Fact(
        "I8",
        "A sales invoice needs the License Manager resource Notify invoice, a return Notify refund, and starting the "
        "handling Change order workflow status.",
        (API,),
    ),
    Fact("I9", "Tracking may be added to an invoice at any later time, and never changes the status.", (API,)),
)
_FLOWS: Final = (
    Fact("F1", "An order is born incomplete; once it is placed it passes on to the seller's confirmation.", (FLOW,)),
    Fact("F2", "No workflow runs for an incomplete order, and its payment does not run either.", (S2, API)),
    Fact("F3", "The cancellation window is open for 30 minutes, unless the store sets another period.", (FLOW,)),
    Fact(
        "F4",
        "The marketplace authorizes the seller's order, or the seller does by hand; an order that nobody authorizes for "
        "30 days is canceled.",
        (FLOW,),
    ),
    Fact(
        "F5",
        "Where a seller cannot fulfill an order another one may take it over, within 2 days unless the store sets "
        "another period; afterwards the order is canceled.",
        (FLOW,),
    ),
    Fact("F6", "Handling starts from ready-for-handling and from no other status.", (API,)),
    Fact(
        "F7",
        "Where the store allows it, a customer whose payment was denied has some time to pay in another way; afterwards, "
        "or where it is not allowed, the order is canceled.",
        (FLOW,),
        "Only where the store that sells takes the payment: the marketplace flow.",
    ),
    Fact(
        "F8",
        "The reservation is confirmed before the cancellation window opens, and acknowledged when the handling starts: "
        "then the items leave the stock.",
        (FLOW,),
        "The setting reservation_confirmation says whether the confirmation is awaited or assumed at once.",
    ),
    Fact("F9", "An order waits for its payment: approved it goes on, denied or canceled it is canceled.", (FLOW,)),
    Fact("F10", "An order whose creation fails is canceled, whether it was registered before or not.", (FLOW,)),
    Fact("F11", "Where the buyer's organization demands it, somebody authorizes the order before it is paid.", (FLOW,)),
    Fact("F12", "In Multilevel Omnichannel Inventory the order waits for the seller in a status of its own.", (FLOW,)),
    Fact("F13", "In the chain flow the marketplace confirms the payment.", (FLOW,)),
    Fact("F14", "A warehouse system or a packing station may take part between handling and invoicing.", (FLOW,)),
)
_TRANSACTION: Final = (
    Fact(
        "T1",
        "A transaction is authorized, analyzed for risk where an anti-fraud provider takes part, approved, and settled.",
        (TX,),
    ),
    Fact("T2", "A transaction can be denied or canceled until it is settled, and not afterwards.", (TX,)),
    Fact("T3", "A transaction is finished when it is settled and the invoices of the order are linked to it.", (TX,)),
    Fact("T4", "A transaction may be settled amount by amount, and never beyond its value.", (TX,)),
    Fact("T5", "What is settled can be refunded, amount by amount, and never more than that.", (TX,)),
)

FACTS: Final[Mapping[str, Fact]] = MappingProxyType(
    {fact.id: fact for fact in (*_CANCELLATION, *_INVOICES, *_FLOWS, *_TRANSACTION)}
)
"""Every fact by its id, in the order of the page."""
