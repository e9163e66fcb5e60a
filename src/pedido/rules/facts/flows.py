"""F: what the sources state about the flows."""

from typing import Final

from pedido.rules.facts.fact import Fact
from pedido.rules.sources import API, FLOW, S2

FLOWS: Final = (
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
