"""What two stores tell each other about one sale, as values.

The queues between them deliver every message once, and those of one direction in the order in which they were sent.
"""

from dataclasses import dataclass

from pedido.order.parts import Invoice


@dataclass(frozen=True, slots=True)
class FulfillmentAuthorized:
    """The marketplace has the payment: the seller may fulfill the order (F4)."""


@dataclass(frozen=True, slots=True)
class CancellationRequested:
    """A store asks for the cancellation. `request_id` is the request in its own order, and what an answer names (C8)."""

    request_id: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CancellationInsisted:
    """The marketplace would cancel without waiting for the decision on its request any longer (C1, C10)."""

    request_id: str


@dataclass(frozen=True, slots=True)
class CancellationDeclined:
    """The seller does not cancel: it declined a request, or an invoice carried the order on (C9, C4)."""

    request_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class OrderCanceled:
    """The order of the store that says so is canceled, and stays so (C2)."""


@dataclass(frozen=True, slots=True)
class Invoiced:
    """The seller entered an invoice: for all of the order or for a part, or for a return (I4, I5)."""

    invoice: Invoice


Message = (
    FulfillmentAuthorized
    | CancellationRequested
    | CancellationInsisted
    | CancellationDeclined
    | OrderCanceled
    | Invoiced
)
