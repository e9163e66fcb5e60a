"""What a modification has reserved and released, and what is answered about it, both ways: M7, M11 and M17."""

from typing import Any

import pytest

from pedido import (
    Flow,
    GetModification,
    GetModificationHistory,
    ModificationStatus,
    Notice,
    Notify,
    Party,
    ReleaseItems,
    ReserveItems,
    Resource,
    ShowModification,
    ShowModifications,
    SkuQuantity,
    Subject,
    decide,
)
from tests.facts.modifying import (
    ACKNOWLEDGING,
    ADD_NEW,
    CANCELED,
    CONFIRMED,
    CONFIRMING,
    DONE,
    MODIFYING_FLOWS,
    PARTICIPANTS,
    REMOVE_ONE,
    SWAP,
    cancel,
    confirm,
    create,
    discounting,
    latest,
    modifiable,
    preview_of,
    waiting,
)
from tests.orders import (
    NOW,
    STORE,
    STRANGER,
    reasons,
    with_modification,
)

MORE = (SkuQuantity("9", 1),)
LESS = (SkuQuantity("1", 1),)


def pipeline(name: str) -> dict[str, Any]:
    """Let a request switch something on in the way its prices are computed."""
    return {"settings": {"pipelineConfiguration": {name: True}}}


@pytest.mark.parametrize("flow", MODIFYING_FLOWS)
def test_m7_what_comes_is_reserved_at_the_start_and_what_goes_is_released_at_the_end(flow: Flow) -> None:
    made = decide(modifiable(flow, settings=CONFIRMED), create(SWAP))
    request_id = latest(made).id
    assert ReserveItems(request_id, MORE) in made.effects
    assert ReleaseItems(request_id, LESS) not in made.effects
    done = decide(made.order, confirm(made.order))
    assert ReleaseItems(request_id, LESS) in done.effects
    canceled = decide(made.order, cancel(made.order))
    assert ReleaseItems(request_id, MORE) in canceled.effects
    assert ReleaseItems(request_id, LESS) not in canceled.effects


@pytest.mark.parametrize(
    "body, more, less",
    [
        pytest.param(REMOVE_ONE, (), LESS, id="less"),
        pytest.param(ADD_NEW, MORE, (), id="more"),
        pytest.param(discounting(1), (), (), id="neither"),
        pytest.param(
            {
                "replace": [
                    {"from": {"items": [{"id": "1", "quantity": 2}]}, "to": {"items": [{"id": "1", "quantity": 1}]}}
                ]
            },
            (),
            LESS,
            id="the same product, less of it",
        ),
    ],
)
def test_m7_only_the_difference_is_reserved_and_released(
    body: dict[str, Any], more: tuple[SkuQuantity, ...], less: tuple[SkuQuantity, ...]
) -> None:
    decision = decide(modifiable(), create(body))
    assert [effect.items for effect in decision.effects if isinstance(effect, ReserveItems)] == [more] * bool(more)
    assert [effect.items for effect in decision.effects if isinstance(effect, ReleaseItems)] == [less] * bool(less)
    canceled = cancel(waiting(CONFIRMING, Flow.COMPLETE, body))
    effects = decide(waiting(CONFIRMING, Flow.COMPLETE, body), canceled).effects
    assert [effect.items for effect in effects if isinstance(effect, ReleaseItems)] == [more] * bool(more)


@pytest.mark.parametrize("flow", MODIFYING_FLOWS)
def test_m17_who_heard_of_it_hears_that_it_is_canceled(flow: Flow) -> None:
    order = waiting(CONFIRMING, flow)
    told = [effect for effect in decide(order, cancel(order)).effects if isinstance(effect, Notify)]
    assert told == [Notify(party, Subject.MODIFICATION_CANCELED) for party in PARTICIPANTS[flow]]


@pytest.mark.parametrize("status", [ACKNOWLEDGING, CONFIRMING, DONE, CANCELED])
def test_m11_details_and_history_are_shown_in_every_status_and_need_the_resource_to_modify(
    status: ModificationStatus,
) -> None:
    order = with_modification(modifiable(), status, awaited=(Party.SELLER,))
    details = GetModification(actor=STORE, at=NOW, request_id=latest(order).id)
    history = GetModificationHistory(actor=STORE, at=NOW)
    order = order.but(settings=CONFIRMED)
    assert decide(order, details).effects == (ShowModification(latest(order)),)
    assert decide(order, history).effects == (ShowModifications((latest(order),)),)
    for command in (details, history):
        assert decide(order, command).order == order
        for resource in Resource:
            asking = command.but(actor=STRANGER.but(resources=frozenset({resource})))
            may = resource in {Resource.CHANGE_ORDER, Resource.ORDERS_FULL_ACCESS}
            assert reasons(decide(order, asking)) == (set() if may else {"may_modify"})


def test_m11_there_are_no_details_of_what_there_is_not() -> None:
    assert reasons(decide(modifiable(), GetModification(actor=STORE, at=NOW, request_id="1"))) == {"modification_known"}
    assert decide(modifiable(), GetModificationHistory(actor=STORE, at=NOW)).effects == (ShowModifications(()),)


def test_m11_a_preview_answers_with_the_modification_that_creating_would_make() -> None:
    asked = create(SWAP, discounting(1))
    [shown] = decide(modifiable(), preview_of(asked)).effects
    assert isinstance(shown, ShowModification)
    made = latest(decide(modifiable(), asked))
    course = {"status", "history", "items", "kept"}
    assert shown.modification.model_dump(exclude=course) == made.model_dump(exclude=course)


OTHER_DATA = {"clientProfileData": {"email": "zoe@example.com"}}
IGNORED = Notice("other_data_ignored", ("M11",))
NOT_RECALCULATED = Notice("not_recalculated", ("P10",))


@pytest.mark.parametrize(
    "body, notices",
    [
        pytest.param(discounting(1), (), id="nothing"),
        pytest.param({"remove": {"items": [{"id": "1", "quantity": 1}], **OTHER_DATA}}, (IGNORED,), id="of a part"),
        pytest.param({"add": {"items": [{"id": "1", "quantity": 1, **OTHER_DATA}]}}, (IGNORED,), id="of an item"),
        pytest.param(
            {"add": {"items": [{"id": "1", "quantity": 1}], "customData": {"customApps": []}}}, (IGNORED,), id="custom"
        ),
        pytest.param(discounting(1) | pipeline("enablePromotionRecalculation"), (NOT_RECALCULATED,), id="promotions"),
        pytest.param(discounting(1) | pipeline("enableNativeTaxRecalculation"), (NOT_RECALCULATED,), id="taxes"),
        pytest.param(discounting(1) | pipeline("enableTaxHubRecalculation"), (NOT_RECALCULATED,), id="tax hub"),
        pytest.param(discounting(1) | pipeline("compensateShippingChanges"), (), id="freight"),
    ],
)
def test_m11_p10_what_is_left_to_other_systems_is_said(body: dict[str, Any], notices: tuple[Notice, ...]) -> None:
    for command in (create(body), preview_of(create(body))):
        found = decide(modifiable(), command).notices
        assert tuple(notice for notice in found if notice.id != "update_inventory") == notices
    assert "zoe" not in decide(modifiable(), create(body)).order.model_dump_json()
