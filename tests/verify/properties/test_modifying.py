"""What holds for modifications: with what the real machine decides, and with made-up decisions that break it."""

from typing import Final

import pytest

from pedido import (
    Cancel,
    CreateModification,
    Decision,
    ModificationRequest,
    Modifications,
    ModificationStatus,
    Order,
    PreviewModification,
    ShowModification,
    Status,
    decide,
)
from pedido.order.modification import AskedItem, AskedItems
from pedido.verify.properties.modifying import one_modification_at_a_time, preview_equals_create
from tests.orders import (
    AWAITING,
    NOW,
    STORE,
    STRANGER,
    VALUE,
    able,
    modification,
    order_in,
    partly_invoiced,
    waiting_for_invoices,
)

ORDER: Final = waiting_for_invoices(payment=able())
LOWER: Final = CreateModification(
    actor=STORE,
    at=NOW,
    request=ModificationRequest(reason="Out of stock", remove=AskedItems(items=(AskedItem(id="1", quantity=1),))),
)
CANCEL: Final = Cancel(actor=STORE, at=NOW)
RUNNING: Final = modification(ModificationStatus.WAITING_CONFIRMATION)
ANOTHER: Final = RUNNING.but(id="modification-2", number=2)


def with_all(*modifications: ModificationStatus) -> Order:
    """Let an order have modifications in these statuses, whether they can have them or not."""
    found = Modifications()
    for number, status in enumerate(modifications, start=1):
        found = found.having(modification(status, id=f"modification-{number}", number=number))
    return ORDER.but(modifications=found)


def test_m13_a_second_modification_is_refused_while_one_is_in_progress() -> None:
    first = decide(ORDER.but(settings=AWAITING), LOWER)
    second = decide(first.order, LOWER)
    assert first.order.modifications.in_progress is not None
    assert "no_modification_in_progress" in {refusal.id for refusal in second.refusals}
    assert one_modification_at_a_time.check(ORDER, LOWER, first) is None
    assert one_modification_at_a_time.check(first.order, LOWER, second) is None


def test_m13_many_that_are_finished_and_one_that_is_not_are_accepted() -> None:
    after = with_all(ModificationStatus.DONE, ModificationStatus.CANCELED, ModificationStatus.WAITING_CONFIRMATION)
    assert one_modification_at_a_time.check(ORDER, LOWER, Decision(after)) is None


def test_m13_two_in_progress_are_complained_about() -> None:
    after = with_all(ModificationStatus.WAITING_ACKNOWLEDGEMENT, ModificationStatus.WAITING_CONFIRMATION)
    complaint = one_modification_at_a_time.check(ORDER, LOWER, Decision(after))
    assert complaint == "in progress: modification-1, modification-2"


@pytest.mark.parametrize(
    "order, command",
    [
        (ORDER, LOWER),
        (ORDER.but(settings=AWAITING), LOWER),
        (ORDER, LOWER.but(actor=STRANGER)),
        (ORDER, CreateModification(actor=STORE, at=NOW, request=ModificationRequest(reason="Nothing"))),
        (order_in(Status.CANCELED), LOWER),
        (
            partly_invoiced(payment=able()),
            LOWER.but(request=ModificationRequest(reason="-", manual_discount_value=VALUE)),
        ),
        (ORDER, CANCEL),
    ],
)
def test_m11_a_preview_has_the_answer_of_creating(order: Order, command: CreateModification | Cancel) -> None:
    assert preview_equals_create.check(order, command, decide(order, command)) is None


CREATED: Final = decide(ORDER, LOWER)
REFUSED: Final = decide(ORDER, LOWER.but(actor=STRANGER))
[SHOWN] = [
    effect.modification
    for effect in decide(ORDER, PreviewModification.trusted(**LOWER.__dict__)).effects
    if isinstance(effect, ShowModification)
]


@pytest.mark.parametrize(
    "created, complaint",
    [
        (REFUSED, "the preview is refused by nothing, creating by may_modify"),
        (Decision(ORDER), "nothing was created"),
        (Decision(ORDER.but(modifications=Modifications((SHOWN.but(id="other", status=ModificationStatus.DONE),)))),
         "nothing was created"),
        (
            Decision(ORDER.but(modifications=Modifications((SHOWN.but(value=1, status=ModificationStatus.DONE),)))),
            "the preview shows 5000, creating came to 1",
        ),
    ],
)  # fmt: skip
def test_m11_creating_something_else_than_the_preview_shows_is_complained_about(
    created: Decision, complaint: str
) -> None:
    assert SHOWN.value == VALUE // 2
    assert preview_equals_create.check(ORDER, LOWER, created) == complaint


def test_m11_creating_what_the_preview_refuses_is_complained_about() -> None:
    by_a_stranger = LOWER.but(actor=STRANGER)
    complaint = preview_equals_create.check(ORDER, by_a_stranger, CREATED)
    assert complaint == "the preview is refused by may_modify, creating by nothing"


def test_m11_a_preview_that_changes_the_order_is_complained_about(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pedido.verify.properties.modifying.decide", lambda _order, _command: CREATED)
    assert preview_equals_create.check(ORDER, LOWER, CREATED) == "a preview changed the order"
