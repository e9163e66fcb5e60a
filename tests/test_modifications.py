"""The eight operations as typed calls (M11): each is one command to `decide`, and nothing else decides."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido import (
    Actor,
    CancelModification,
    Channel,
    Decision,
    ModificationRequest,
    ModificationSettings,
    ModificationStatus,
    Offer,
    Order,
    Refused,
    RetryModification,
    Settings,
    UpdateModificationSettings,
    decide,
    modifications,
)
from pedido.catalog import DictCatalog
from pedido.order.modification import DEFAULT_SETTINGS
from tests.facts.modifying import ADD_NEW, CONFIRMED, OFFERS, create, discounting, in_progress, latest, modifiable
from tests.orders import NOW, STORE, STRANGER
from tests.random_orders import creations, modifiable_orders

CATALOG: Final = DictCatalog(OFFERS)
WHO: Final[dict[str, Any]] = {"actor": STORE, "at": NOW}


class Asked:
    """A catalog that remembers what it was asked for."""

    def __init__(self) -> None:
        self.skus: list[str] = []

    def offers(self, skus: Sequence[str]) -> Mapping[str, Offer]:
        self.skus += skus
        return {sku: OFFERS[sku] for sku in skus}


def asked(*bodies: dict[str, Any]) -> ModificationRequest:
    return create(*bodies).request


def test_create_modifies_the_order() -> None:
    order = modifiable()
    decision = modifications.create(order, asked(discounting(10)), **WHO, catalog=CATALOG)
    assert decision == decide(order, create(discounting(10)))
    assert latest(decision).status is ModificationStatus.DONE


def test_create_asks_the_catalog_for_what_the_order_would_get_more_of() -> None:
    catalog = Asked()
    decision = modifications.create(modifiable(), asked(ADD_NEW), **WHO, catalog=catalog)
    assert decision.allowed
    assert catalog.skus == ["9"]


def test_create_and_preview_say_through_which_channel_and_under_which_id() -> None:
    how: dict[str, Any] = {"channel": Channel.ADMIN, "workspace": "beta", "request_id": "R-1"}
    created = latest(modifications.create(modifiable(), asked(discounting(1)), **WHO, catalog=CATALOG, **how))
    shown = modifications.preview(modifiable(), asked(discounting(1)), **WHO, catalog=CATALOG, **how).modification
    for modification in (created, shown):
        assert (modification.id, modification.channel) == ("R-1", Channel.ADMIN)
    only_alpha = ModificationSettings.model_validate(
        {"rolloutConfiguration": {"enableAdminOrders": {"enabledWorkspaces": ["alpha"]}}}
    )
    closed = modifiable(settings=Settings(modifications=only_alpha))
    [refusal] = modifications.create(closed, asked(discounting(1)), **WHO, catalog=CATALOG, **how).refusals
    assert refusal.parameters["workspace"] == "beta"


@given(st.data())
def test_preview_answers_as_create_would(data: st.DataObject) -> None:
    order = data.draw(modifiable_orders())
    command = data.draw(creations(order))
    catalog = DictCatalog(command.offers)
    created = modifications.create(order, command.request, **WHO, catalog=catalog)
    if created.refusals:
        with pytest.raises(Refused) as refused:
            modifications.preview(order, command.request, **WHO, catalog=catalog)
        assert refused.value.refusals == created.refusals
        return
    preview, made = modifications.preview(order, command.request, **WHO, catalog=catalog), latest(created)
    assert preview.notices == created.notices
    for field in ("id", "kinds", "added", "removed", "replaced", "totals", "value", "payment", "reason"):
        assert getattr(preview.modification, field) == getattr(made, field)


def test_details_and_history_answer_with_the_modifications() -> None:
    order = modifiable()
    for _ in range(3):
        order = modifications.create(order, asked(discounting(1)), **WHO, catalog=CATALOG).order
    history = modifications.history(order, **WHO)
    assert [modification.number for modification in history] == [1, 2, 3]
    assert modifications.details(order, history[1].id, **WHO) == history[1]
    assert modifications.history(modifiable(), **WHO) == ()


def test_retry_and_cancel_are_decisions() -> None:
    order = in_progress(modifiable(settings=CONFIRMED), discounting(1))
    request_id = latest(order).id
    assert modifications.retry(order, request_id, **WHO) == decide(
        order, RetryModification(**WHO, request_id=request_id)
    )
    canceled = modifications.cancel(order, request_id, **WHO, reason="Engano")
    assert canceled == decide(order, CancelModification(**WHO, request_id=request_id, reason="Engano"))
    assert latest(canceled).status is ModificationStatus.CANCELED


def test_settings_are_complete_and_what_is_not_set_is_the_default() -> None:
    order = modifiable()
    assert modifications.get_settings(order, **WHO) == DEFAULT_SETTINGS
    closed = ModificationSettings.model_validate({"rolloutConfiguration": {"enableApi": False}})
    decision = modifications.update_settings(order, closed, **WHO)
    assert decision == decide(order, UpdateModificationSettings(**WHO, settings=closed))
    assert modifications.get_settings(decision.order, **WHO) == closed.over(DEFAULT_SETTINGS)


Operation = Callable[[Order, Actor, datetime], object]
ANSWERS: Final[list[Operation]] = [
    lambda order, actor, at: modifications.preview(order, asked(discounting(1)), actor=actor, at=at, catalog=CATALOG),
    lambda order, actor, at: modifications.details(order, latest(order).id, actor=actor, at=at),
    lambda order, actor, at: modifications.history(order, actor=actor, at=at),
    lambda order, actor, at: modifications.get_settings(order, actor=actor, at=at),
]
DECISIONS: Final[list[Callable[[Order, Actor], Decision]]] = [
    lambda order, actor: modifications.create(order, asked(discounting(1)), actor=actor, at=NOW, catalog=CATALOG),
    lambda order, actor: modifications.retry(order, latest(order).id, actor=actor, at=NOW),
    lambda order, actor: modifications.cancel(order, latest(order).id, actor=actor, at=NOW, reason="x"),
    lambda order, actor: modifications.update_settings(order, ModificationSettings(), actor=actor, at=NOW),
]


@pytest.mark.parametrize("operation", ANSWERS)
def test_what_cannot_be_answered_is_raised_with_every_reason(operation: Operation) -> None:
    order = in_progress(modifiable(settings=CONFIRMED), discounting(1))
    with pytest.raises(Refused) as refused:
        operation(order, STRANGER, NOW)
    assert "M9" in {fact for refusal in refused.value.refusals for fact in refusal.facts}


@pytest.mark.parametrize("operation", DECISIONS)
def test_what_cannot_be_done_is_in_the_decision(operation: Callable[[Order, Actor], Decision]) -> None:
    order = in_progress(modifiable(settings=CONFIRMED), discounting(1))
    decision = operation(order, STRANGER)
    assert decision.order == order
    assert "M9" in {fact for refusal in decision.refusals for fact in refusal.facts}


def test_details_of_a_modification_that_there_is_not_are_refused() -> None:
    with pytest.raises(Refused) as refused:
        modifications.details(modifiable(), "nothing", **WHO)
    assert [refusal.id for refusal in refused.value.refusals] == ["modification_known"]
