"""For each rule about modifications an order and a command that it refuses."""

from collections.abc import Mapping
from typing import Any, Final

from pedido import (
    AcknowledgeModification,
    CancelModification,
    Channel,
    Command,
    ConfirmModification,
    ConfirmRefund,
    GetModification,
    GetModificationSettings,
    Invoice,
    Item,
    Marketplace,
    MarketplaceKind,
    ModificationStatus,
    Order,
    PaymentChange,
    PaymentStatus,
    RetryModification,
    Status,
)
from tests.facts.modifying import ADD_NEW, ADD_ONE, REMOVE_ONE, create, discounting, increasing, modifiable
from tests.orders import (
    MODIFICATION,
    NOW,
    PART,
    STORE,
    STRANGER,
    UNIT,
    VALUE,
    able,
    invoice,
    order_in,
    partly_invoiced,
    payment,
    with_modification,
)

_ORDER: Final = modifiable()
_SETTLED: Final = modifiable(payment=payment(PaymentStatus.SETTLED), invoices=(invoice("1", PART),))
_IN_PROGRESS: Final = with_modification(_ORDER, ModificationStatus.WAITING_ACKNOWLEDGEMENT)
_ASKED: Final = with_modification(_ORDER, ModificationStatus.WAITING_CONFIRMATION)
_REFUNDING: Final = with_modification(
    modifiable(payment=able(PaymentStatus.SETTLED)),
    ModificationStatus.WAITING_CONFIRMATION,
    payment=PaymentChange(refunded=UNIT),
)
_DONE: Final = with_modification(_ORDER, ModificationStatus.DONE)
_CANCELED: Final = with_modification(_ORDER, ModificationStatus.CANCELED)
_TO_TWO_ADDRESSES: Final = modifiable(
    items=(
        Item(sku="1", quantity=1, unit_price=VALUE // 2, address_id="home"),
        Item(sku="1", quantity=1, unit_price=VALUE // 2, address_id="work"),
    )
)

_REMOVE: Final = create(REMOVE_ONE)
_HIGHER: Final = create(increasing(1))
_OF_ANOTHER: Final = GetModification(actor=STORE, at=NOW, request_id="another")


def _from(kind: MarketplaceKind) -> Order:
    return modifiable(marketplace=Marketplace(name="Exemplo", kind=kind))


def _remove(**item: Any) -> dict[str, Any]:
    return {"remove": {"items": [{"id": "1", "quantity": 1, **item}]}}


def _cancel(reason: str) -> CancelModification:
    return CancelModification(actor=STORE, at=NOW, request_id=MODIFICATION, reason=reason)


REFUSING_MODIFICATIONS: Final[Mapping[str, tuple[Order, Command]]] = {
    "may_modify": (_ORDER, _REMOVE.but(actor=STRANGER)),
    "may_view": (_ORDER, GetModificationSettings(actor=STRANGER, at=NOW)),
    "channel_open": (_ORDER, _REMOVE.but(channel=Channel.MY_ACCOUNT)),
    "priced_by_store": (_ORDER, create(discounting(1), channel=Channel.MY_ACCOUNT)),
    "in_handling_unless_by_api": (modifiable(status=Status.READY_FOR_INVOICING), _REMOVE.but(channel=Channel.ADMIN)),
    "modified_while_handled": (order_in(Status.READY_FOR_HANDLING), _REMOVE),
    "modified_at_rest": (order_in(Status.START_HANDLING), _REMOVE),
    "modified_once_complete": (order_in(Status.INCOMPLETE), _REMOVE),
    "modified_before_cancellation": (order_in(Status.CANCELED), _REMOVE),
    "modified_before_invoiced": (order_in(Status.INVOICED), _REMOVE),
    "not_from_certified_marketplace": (_from(MarketplaceKind.CERTIFIED), _REMOVE),
    "not_from_partner_marketplace": (_from(MarketplaceKind.PARTNER), _REMOVE),
    "multilevel_only_from_external_marketplace": (modifiable(multilevel_inventory=True), _REMOVE),
    "external_only_with_multilevel": (_from(MarketplaceKind.EXTERNAL), _REMOVE),
    "no_modification_in_progress": (_IN_PROGRESS, _REMOVE),
    "not_invoiced_while_modified": (_IN_PROGRESS, Invoice(actor=STORE, at=NOW, number="9", value=1)),
    "modification_known": (_ORDER, _OF_ANOTHER),
    "modification_not_finished": (_DONE, RetryModification(actor=STORE, at=NOW, request_id=MODIFICATION)),
    "modification_not_done": (_DONE, _cancel("Not needed")),
    "modification_not_canceled": (_CANCELED, _cancel("Not needed")),
    "cancellation_reason_given": (_IN_PROGRESS, _cancel(" ")),
    "participant_awaited": (
        _IN_PROGRESS,
        AcknowledgeModification(actor=STORE, at=NOW, request_id=MODIFICATION),
    ),
    "payment_unchanged_since_asked": (
        _ASKED.but(payment=able(PaymentStatus.SETTLED)),
        ConfirmModification(actor=STORE, at=NOW, request_id=MODIFICATION),
    ),
    "no_refund_asked_by_modification": (_REFUNDING, ConfirmRefund(actor=STORE, at=NOW, value=UNIT)),
    "request_id_is_new": (_DONE, _REMOVE.but(request_id=MODIFICATION)),
    "modification_reason_given": (_ORDER, create(REMOVE_ONE, {"reason": " "})),
    "quantities_positive": (_ORDER, create(_remove(quantity=0))),
    "manual_values_not_negative": (_ORDER, create(discounting(-1))),
    "items_in_order": (_ORDER, create(_remove(id="9"))),
    "items_unambiguous": (_TO_TWO_ADDRESSES, _REMOVE),
    "not_more_than_there_is": (_ORDER, create(_remove(quantity=3))),
    "same_measurement_unit": (_ORDER, create(_remove(measurementUnit="kg"))),
    "items_available": (_ORDER, create(ADD_ONE, offers={})),
    "new_product_to_one_address": (_TO_TWO_ADDRESSES, create(ADD_NEW)),
    "changes_something": (_ORDER, create()),
    "discount_below_total": (_ORDER, create(discounting(VALUE))),
    "total_stays_positive": (_ORDER, create(discounting(VALUE + 1))),
    "total_covers_invoices": (partly_invoiced(), create(discounting(VALUE - PART + 1))),
    "transaction_open": (modifiable(payment=payment(PaymentStatus.CANCELED)), _REMOVE),
    "transaction_unfinished": (modifiable(payment=payment(PaymentStatus.FINISHED)), _REMOVE),
    "payment_covers_decrease": (
        modifiable(payment=payment(PaymentStatus.APPROVED, value=PART)),
        create(discounting(PART)),
    ),
    "settled_with_credit_card": (_SETTLED, _REMOVE),
    "settled_before_invoicing": (_SETTLED, _REMOVE),
    "partial_refunds_possible": (_SETTLED, _REMOVE),
    "method_allows_increase": (order_in(Status.HANDLING), _HIGHER),
    "acquirer_charges_without_cvv": (order_in(Status.HANDLING), _HIGHER),
    "acquirer_charges_twice": (order_in(Status.HANDLING), _HIGHER),
}
