"""C: what the sources state about cancellation."""

from typing import Final

from pedido.rules.facts.fact import Fact
from pedido.rules.sources import API, CUSTOMER, DECLINE, FLOW, PARTIAL, S1, TX

CANCELLATION: Final = (
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
