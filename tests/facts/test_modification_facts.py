"""Which orders are modified, by whom and through which channel, each fact shown both ways: M2, M4 to M6, M8 to M10, M12, M15, C13 and I1."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido import (
    Channel,
    CreateModification,
    Flow,
    GetModificationHistory,
    Marketplace,
    MarketplaceKind,
    ModificationKind,
    ModificationStatus,
    Notice,
    Notify,
    Party,
    PaymentStatus,
    Resource,
    ShowModifications,
    Status,
    Subject,
    decide,
)
from pedido.machines import DEFINITIONS
from pedido.vtex.search import Found, find
from tests.facts.modifying import (
    ADD_NEW,
    ADD_ONE,
    IN_MY_ACCOUNT,
    MODIFIABLE,
    MODIFYING_FLOWS,
    OFFERS,
    PARTICIPANTS,
    REMOVE_ONE,
    by_admin,
    create,
    discounting,
    modifiable,
    preview_of,
    way,
)
from tests.orders import (
    FLOWS,
    NOW,
    PART,
    STORE,
    UNIT,
    VALUE,
    able,
    invoice,
    order_in,
    reasons,
    with_modification,
)

OTHER_PRODUCT = {
    "replace": [{"from": {"items": [{"id": "1", "quantity": 1}]}, "to": {"items": [{"id": "9", "quantity": 1}]}}]
}


@pytest.mark.parametrize("flow", FLOWS)
def test_m2_c13_only_three_statuses_admit_a_modification_and_every_other_says_why(flow: Flow) -> None:
    why = {
        Status.INCOMPLETE: "modified_once_complete",
        Status.CANCELED: "modified_before_cancellation",
        Status.INVOICE: "modified_before_invoiced",
        Status.INVOICED: "modified_before_invoiced",
    }
    for state in DEFINITIONS[flow.value].states:
        status = Status(state.name)
        refusal = why.get(status, "modified_at_rest" if state.automatic else "modified_while_handled")
        expected = set() if (flow, status) in MODIFIABLE else {refusal}
        order = order_in(status, flow, payment=able())
        assert reasons(decide(order, create(REMOVE_ONE))) == expected
        assert reasons(decide(order, preview_of(create(REMOVE_ONE)))) == expected


@pytest.mark.parametrize("flow, status", MODIFIABLE)
@pytest.mark.parametrize("channel", [Channel.ADMIN, Channel.MY_ACCOUNT])
def test_m2_a_person_modifies_only_while_the_order_is_handled(flow: Flow, status: Status, channel: Channel) -> None:
    asked = create(REMOVE_ONE, channel=channel)
    expected = set() if status is Status.HANDLING else {"in_handling_unless_by_api"}
    order = modifiable(flow, status=status, settings=IN_MY_ACCOUNT)
    assert reasons(decide(order, asked)) == expected
    assert decide(order, asked.but(channel=Channel.API)).allowed


@pytest.mark.parametrize("flow", FLOWS)
def test_m4_an_incomplete_order_is_not_modified(flow: Flow) -> None:
    decision = decide(order_in(Status.INCOMPLETE, flow, payment=able()), create(REMOVE_ONE))
    assert reasons(decision) == {"modified_once_complete"}


@pytest.mark.parametrize("body", [REMOVE_ONE, ADD_NEW, {"remove": {"items": [{"id": "8", "quantity": 1}]}}])
@pytest.mark.parametrize("kind", MarketplaceKind)
def test_m5_a_franchise_makes_no_difference(body: dict[str, Any], kind: MarketplaceKind) -> None:
    order = modifiable(seller="franchise", marketplace=Marketplace(kind=kind))
    own, franchise = (decide(order.but(franchise=is_franchise), create(body)) for is_franchise in (False, True))
    assert franchise == own._replace(order=own.order.but(franchise=True))


@pytest.mark.parametrize("flow", MODIFYING_FLOWS)
@pytest.mark.parametrize(
    "kind, multilevel, refusals",
    [
        (MarketplaceKind.VTEX, False, set()),
        (MarketplaceKind.VTEX, True, {"multilevel_only_from_external_marketplace"}),
        (MarketplaceKind.EXTERNAL, True, set()),
        (MarketplaceKind.EXTERNAL, False, {"external_only_with_multilevel"}),
        (MarketplaceKind.CERTIFIED, False, {"not_from_certified_marketplace"}),
        (
            MarketplaceKind.CERTIFIED,
            True,
            {"not_from_certified_marketplace", "multilevel_only_from_external_marketplace"},
        ),
        (MarketplaceKind.PARTNER, False, {"not_from_partner_marketplace"}),
        (MarketplaceKind.PARTNER, True, {"not_from_partner_marketplace", "multilevel_only_from_external_marketplace"}),
    ],
)
@pytest.mark.parametrize("franchise", [False, True])
def test_m6_m5_the_marketplace_decides_with_multilevel_inventory(
    flow: Flow, kind: MarketplaceKind, refusals: set[str], *, multilevel: bool, franchise: bool
) -> None:
    marketplace = Marketplace(name="Bazaar", kind=kind)
    order = modifiable(flow, marketplace=marketplace, multilevel_inventory=multilevel, franchise=franchise)
    assert reasons(decide(order, create(REMOVE_ONE))) == refusals


def test_m6_the_platform_s_code_for_an_order_of_a_chain() -> None:
    [refusal] = decide(modifiable(multilevel_inventory=True), create(REMOVE_ONE)).refusals
    assert refusal.error == "CHK0095"


def test_m8_the_store_is_reminded_of_the_inventory_where_the_items_change() -> None:
    reminder = Notice("update_inventory", ("M8",))
    for body in (ADD_ONE, REMOVE_ONE, OTHER_PRODUCT):
        assert reminder in decide(modifiable(), create(body)).notices
        assert reminder in decide(modifiable(), preview_of(create(body))).notices
    assert decide(modifiable(), create(discounting(1))).notices == ()


@pytest.mark.parametrize("flow", MODIFYING_FLOWS)
def test_m8_the_reservation_as_a_whole_and_the_status_stay_as_they_are(flow: Flow) -> None:
    order = modifiable(flow)
    decided = decide(order, create(REMOVE_ONE)).order
    assert (decided.reservation, decided.status, decided.deadline) == (order.reservation, order.status, order.deadline)


@given(resources=st.frozensets(st.sampled_from(Resource)), channel=st.sampled_from([Channel.API, Channel.ADMIN]))
def test_m9_modifying_needs_orders_full_access_or_change_order(
    resources: frozenset[Resource], channel: Channel
) -> None:
    decision = decide(modifiable(), create(REMOVE_ONE, actor=STORE.but(resources=resources), channel=channel))
    one_of_them = {Resource.ORDERS_FULL_ACCESS, Resource.CHANGE_ORDER} & resources
    assert reasons(decision) == (set() if one_of_them else {"may_modify"})


def test_m10_the_order_keeps_every_modification_in_its_history() -> None:
    order = modifiable()
    for body in (REMOVE_ONE, ADD_NEW, discounting(100)):
        order = decide(order, create(body)).order
    kept = order.modifications
    assert [modification.number for modification in kept] == [1, 2, 3]
    assert [modification.kinds for modification in kept] == [
        (ModificationKind.REMOVE,),
        (ModificationKind.ADD,),
        (ModificationKind.CHANGE_PRICE,),
    ]
    assert [modification.totals.value for modification in kept] == [-UNIT, OFFERS["9"].price, -100]
    assert {(found.requested_by, found.requested_at, found.reason) for found in kept} == {
        ("store", NOW, "The customer asked")
    }
    assert {(found.items, found.kept) for found in kept} == {((), ())}
    [shown] = decide(order, GetModificationHistory(actor=STORE, at=NOW)).effects
    assert shown == ShowModifications(tuple(kept))


def test_m10_the_next_number_follows_the_latest_s() -> None:
    order = with_modification(modifiable(), ModificationStatus.DONE, number=7)
    kept = decide(order, create(REMOVE_ONE)).order.modifications
    assert [modification.number for modification in kept] == [7, 8]


def test_m10_a_refused_request_leaves_no_trace() -> None:
    order = modifiable()
    decision = decide(order, create({"reason": ""}, REMOVE_ONE))
    assert (decision.order, decision.events, decision.effects, decision.notices) == (order, (), (), ())


def test_m10_a_canceled_modification_stays_in_the_history() -> None:
    canceled = with_modification(modifiable(), ModificationStatus.CANCELED)
    decided = decide(canceled, create(REMOVE_ONE)).order
    assert [found.status for found in decided.modifications] == [ModificationStatus.CANCELED, ModificationStatus.DONE]


CUSTOMER = {
    "firstName": "Zoé",
    "lastName": "Araújo",
    "email": "zoe@example.com",
    "document": "111.444.777-35",
}


@pytest.mark.parametrize(
    "text, found",
    [
        ("1176320001-01", True),
        ("zoe araujo", True),
        ("ZOE@example.com", True),
        ("11144477735", True),
        ("1176320001-02", False),
        ("Bea", False),
        ("bea@example.com", False),
        ("11144477736", False),
        (" ", False),
    ],
)
def test_m12_an_order_is_found_by_its_id_and_by_the_customer_s_name_email_or_document(
    text: str, *, found: bool
) -> None:
    document = {"orderId": "1176320001-01", "status": "handling", "clientProfileData": CUSTOMER}
    assert list(find([("here", document)], text)) == [Found("here", "1176320001-01", "handling")] * found


@pytest.mark.parametrize("flow", FLOWS)
def test_m15_a_canceled_order_is_not_modified(flow: Flow) -> None:
    [refusal] = decide(order_in(Status.CANCELED, flow, payment=able()), create(REMOVE_ONE)).refusals
    assert (refusal.id, refusal.error) == ("modified_before_cancellation", "SalesOrderSystem008")


@pytest.mark.parametrize("flow", MODIFYING_FLOWS)
def test_i1_a_partly_invoiced_order_is_modified_and_a_fully_invoiced_one_is_not(flow: Flow) -> None:
    in_part = modifiable(flow, invoices=(invoice("1", PART),), payment=able(settled=PART))
    assert decide(in_part, create(REMOVE_ONE)).order.value == VALUE - UNIT
    for status in (Status.INVOICE, Status.INVOICED):
        for command in (create(REMOVE_ONE), preview_of(create(REMOVE_ONE))):
            decision = decide(order_in(status, flow, payment=able(PaymentStatus.FINISHED)), command)
            assert reasons(decision) == {"modified_before_invoiced"}


@pytest.mark.parametrize("flow", MODIFYING_FLOWS)
def test_m17_whom_it_concerns_hears_of_the_modification(flow: Flow) -> None:
    decision = decide(modifiable(flow), create(REMOVE_ONE))
    told = [effect for effect in decision.effects if isinstance(effect, Notify)]
    customer = [] if flow is Flow.SELLER else [Notify(Party.CUSTOMER, Subject.MODIFIED)]
    assert told == [
        *(Notify(party, Subject.MODIFICATION_REQUESTED) for party in PARTICIPANTS[flow]),
        *customer,
        *(Notify(party, Subject.MODIFIED) for party in PARTICIPANTS[flow]),
    ]
    assert way(decision)[-1] is ModificationStatus.DONE


def test_c13_the_admin_is_told_of_the_status_and_not_of_the_channel() -> None:
    asked: CreateModification = by_admin(create(REMOVE_ONE))
    assert reasons(decide(order_in(Status.CANCEL, payment=able()), asked)) == {"modified_at_rest"}
