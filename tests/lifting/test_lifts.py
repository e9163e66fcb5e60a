"""What lifts a refusal: every change is decided again, and every rule has changes, or nothing lifts it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pedido import (
    CreateModification,
    Item,
    decide,
)
from pedido.lifting import liftings
from pedido.lifting.candidates import CANDIDATES
from pedido.lifting.lifts import LARGEST
from pedido.machines import DEFINITIONS
from pedido.machines.requirements import MODIFYING
from pedido.messages import LANGUAGES, Language
from tests.facts.modifying import (
    REMOVE_ONE,
    create,
    discounting,
    modifiable,
)
from tests.lifting.saying import ALLOWED, BROUGHT, NO_SINGLE, NOTHING, lifting, refused_by, remove, said
from tests.messages.refusing_modifications import REFUSING_MODIFICATIONS
from tests.random_orders import creations, modifiable_orders


def test_every_rule_that_refuses_a_modification_has_a_row() -> None:
    prohibiting = {
        row.rule
        for definition in DEFINITIONS.values()
        for row in definition.prohibitions
        if row.trigger == CreateModification.trigger
    }
    assert set(CANDIDATES) == {*MODIFYING, *prohibiting}


@pytest.mark.parametrize("rule", [rule.id for rule in CANDIDATES])
def test_every_rule_has_a_change_that_lifts_it_or_nothing_does(rule: str) -> None:
    messages = refused_by(rule)
    assert messages == [NOTHING] or NO_SINGLE not in messages


@pytest.mark.parametrize(
    "rule",
    [
        "modified_before_cancellation",
        "modified_before_invoiced",
        "not_from_certified_marketplace",
        "not_from_partner_marketplace",
        "multilevel_only_from_external_marketplace",
        "external_only_with_multilevel",
        "transaction_open",
        "transaction_unfinished",
        "settled_with_credit_card",
        "settled_before_invoicing",
    ],
)
def test_another_order_is_not_made_of_it(rule: str) -> None:
    assert refused_by(rule) == [NOTHING]


@pytest.mark.parametrize(
    "rule, change",
    [
        ("may_modify", "If whoever asks had the resource Change order"),
        ("may_modify", "If whoever asks had the resource Orders Full Access"),
        ("channel_open", "If the request came through the channel API"),
        ("channel_open", "If the store set enableMyOrders to master"),
        ("priced_by_store", "If the request came through the channel API"),
        ("priced_by_store", "If the request came through the channel Admin"),
        ("in_handling_unless_by_api", "If the request came through the channel API"),
        ("in_handling_unless_by_api", 'If the order were in "Handling shipping"'),
        ("modified_while_handled", 'If the order were in "Handling shipping"'),
        ("modified_at_rest", 'If the order were in "Handling shipping"'),
        ("request_id_is_new", "The modification has the id modification-1-2"),
        ("modification_reason_given", "The request gives a reason"),
        ("quantities_positive", "remove: quantity 1 of SKU 1 instead of 0"),
        ("manual_values_not_negative", "manualDiscountValue of R$0.00 instead of -R$0.01"),
        ("items_in_order", "remove: SKU 1, which is in the order, instead of 9"),
        ("not_more_than_there_is", "remove: quantity 2 of SKU 1 instead of 3"),
        ("same_measurement_unit", "remove: measurementUnit un for SKU 1, as it is known"),
        ("items_available", "If the catalog sold SKU 1"),
        ("changes_something", "manualDiscountValue of R$0.01 instead of R$0.00"),
        ("changes_something", "The request also removes a unit of SKU 1"),
        ("discount_below_total", "manualDiscountValue of R$99.99 instead of R$100.00"),
        ("total_stays_positive", "manualDiscountValue of R$99.99 instead of R$100.01"),
        ("total_stays_positive", "manualIncrementValue of R$0.02 instead of R$0.00"),
        ("total_covers_invoices", "manualDiscountValue of R$60.00 instead of R$60.01"),
        ("payment_covers_decrease", "manualDiscountValue of R$39.99 instead of R$40.00"),
        ("partial_refunds_possible", "If the payment's connector allowed partial refunds"),
        ("method_allows_increase", "manualIncrementValue of R$0.00 instead of R$0.01"),
        ("acquirer_charges_without_cvv", "If the acquirer charged without the CVV code"),
        ("acquirer_charges_twice", "If the acquirer charged twice for one order"),
    ],
)
def test_a_change_that_lifts_a_refusal_is_named(rule: str, change: str) -> None:
    assert any(message.startswith(f"{change};") for message in refused_by(rule)), refused_by(rule)


def test_a_change_that_brings_another_refusal_is_told_only_where_there_is_no_better() -> None:
    assert said(modifiable(), create(remove({"id": "7"})), "items_in_order") == [
        f"remove: SKU 1, which is in the order, instead of 7{ALLOWED}"
    ]
    assert said(modifiable(), create(discounting(-1)), "manual_values_not_negative") == [
        f"manualDiscountValue of R$0.00 instead of -R$0.01{BROUGHT}: changes something."
    ]


def test_where_two_things_are_at_fault_no_single_change_helps() -> None:
    assert said(
        modifiable(),
        create(remove({"quantity": 0}), {"add": {"items": [{"id": "1", "quantity": 0}]}}),
        "quantities_positive",
    ) == [NO_SINGLE]


def test_an_allowed_request_needs_nothing() -> None:
    assert liftings(modifiable(), create(REMOVE_ONE), ()) == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("rule", [rule.id for rule in CANDIDATES])
def test_what_lifts_a_refusal_is_said_in_every_language(rule: str, language: Language) -> None:
    order, command = REFUSING_MODIFICATIONS[rule]
    assert isinstance(command, CreateModification)
    for message in lifting(order, command, rule).messages(language):
        assert (
            message[0].isupper()
            or message.split(":")[0].split("[")[0] in {"remove", "replace", "add"}
            or "Value" in message
        )
        assert message.endswith(".")
        assert "{" not in message


@given(st.data())
def test_a_lift_takes_its_refusal_away_and_changes_one_thing(data: st.DataObject) -> None:
    order = data.draw(modifiable_orders())
    command = data.draw(creations(order))
    refusals = decide(order, command).refusals
    for found in liftings(order, command, refusals):
        assert all(found.messages(language) for language in LANGUAGES)
        for lift in found.lifts:
            left = decide(lift.change.order, lift.change.command).refusals
            assert left == lift.remaining
            assert found.refusal.id not in {refusal.id for refusal in left}
            assert (lift.change.order is order) is not (lift.change.command is command)


def test_a_large_request_is_explained_in_seconds() -> None:
    items = tuple(Item(sku=str(number), quantity=1, unit_price=10) for number in range(1000))
    order = modifiable(items=items, value=10_000)
    asked = create({"remove": {"items": [{"id": str(number), "quantity": 2} for number in range(1000)]}})
    [found] = liftings(order, asked, decide(order, asked).refusals)
    assert found.messages("en") == [f'The request has no "remove"{BROUGHT}: changes something.']


def test_the_changes_of_a_very_large_request_are_not_sought() -> None:
    request = remove(*({"id": str(number)} for number in range(10, 11 + LARGEST)))
    [found] = liftings(modifiable(), create(request), decide(modifiable(), create(request)).refusals)
    assert found.messages("en") == ["What would lift this is not looked for: the request has more than 1,000 items."]
