"""The protocol: its tables leave nothing out, the marketplace holds back what the seller decides, conflicts are told."""

from typing import Any

import pytest

from pedido import Cancel, CustomerCancel, Flow, ModificationStatus, PassTime, Status
from pedido.engine import apply
from pedido.machines import DEFINITIONS
from pedido.messages import LANGUAGES
from pedido.order.actor import PLATFORM
from pedido.pair import (
    PROTOCOL,
    CancellationInsisted,
    Conflict,
    ConflictKind,
    FulfillmentAuthorized,
    NoReceptionError,
)
from pedido.pair.at_marketplace import AT_MARKETPLACE
from pedido.pair.at_seller import AT_SELLER
from pedido.rules.facts import FACTS
from tests.orders import (
    LATER,
    NOW,
    REQUEST,
    STORE,
    VALUE,
    order_in,
    partly_invoiced,
    reasons,
    with_modification,
)
from tests.pair.receiving import assert_conflicts
from tests.pair.telling import (
    CANCELED,
    INVOICED,
    TO_MARKETPLACE,
    TO_SELLER,
    marketplace,
    received,
    seller,
)


@pytest.mark.parametrize(
    "flow, table, messages", [(Flow.SELLER, AT_SELLER, TO_SELLER), (Flow.MARKETPLACE, AT_MARKETPLACE, TO_MARKETPLACE)]
)
class TestTheTables:
    def test_no_message_is_left_out_and_none_is_ambiguous_whatever_the_order_is_like(
        self, flow: Flow, table: Any, messages: Any
    ) -> None:
        for state in DEFINITIONS[flow].states:
            status = Status(state.name)
            modified = with_modification(order_in(status, flow), ModificationStatus.WAITING_CONFIRMATION)
            for order in (order_in(status, flow), partly_invoiced(flow, status), modified):
                for message in messages:
                    rows = [row for row in table if (row.message, row.status) == (type(message), status)]
                    assert [row.holds(order, message) for row in rows].count(True) == 1, (status, message)

    def test_a_status_that_the_platform_leaves_by_itself_accepts_no_command(
        self, flow: Flow, table: Any, messages: Any
    ) -> None:
        passing = {state.name for state in DEFINITIONS[flow].states if state.automatic}
        assert {row.status for row in table if row.status in passing and row.gives} == set()

    def test_they_know_no_status_that_the_flow_does_not_have_and_no_fact_that_there_is_not(
        self, flow: Flow, table: Any, messages: Any
    ) -> None:
        assert {row.status for row in table} <= {state.name for state in DEFINITIONS[flow].states}
        assert {fact for row in table for fact in row.facts} <= set(FACTS)
        assert all(row.facts for row in table)


class TestWhatTheMarketplaceHoldsBack:
    def test_a_second_cancellation_is_passed_on_to_the_seller(self) -> None:
        order = marketplace(Status.WAITING_FOR_SELLER_DECISION)
        decision, messages = PROTOCOL.give(order, Cancel(actor=STORE, at=NOW))
        assert messages == (CancellationInsisted(REQUEST),)
        assert (decision.order, decision.events, decision.allowed) == (order, (), True)
        (notice,) = decision.notices
        assert notice.id == "seller_decides_first"
        assert len({notice.message(language) for language in LANGUAGES}) == len(LANGUAGES)

    def test_so_is_the_end_of_the_30_days(self) -> None:
        order = marketplace(Status.WAITING_FOR_SELLER_DECISION)
        assert PROTOCOL.give(order, PassTime(actor=STORE, at=LATER)).messages == (CancellationInsisted(REQUEST),)

    def test_what_is_refused_is_not_passed_on(self) -> None:
        order = marketplace(Status.WAITING_FOR_SELLER_DECISION)
        decision, messages = PROTOCOL.give(order, PassTime(actor=STORE, at=NOW))
        assert reasons(decision) == {"decision_is_overdue"}
        assert messages == ()

    def test_every_other_command_is_decided_as_ever(self) -> None:
        order = marketplace(Status.PAYMENT_APPROVED)
        command = CustomerCancel(actor=STORE, at=NOW)
        assert PROTOCOL.give(order, command).decision.order == apply(order, command)


class TestConflicts:
    def test_a_command_that_the_order_refuses_is_one_with_every_reason_and_changes_nothing(self) -> None:
        order = marketplace(Status.PAYMENT_APPROVED, value=VALUE // 2)
        found = assert_conflicts(order, INVOICED, ConflictKind.REFUSED)
        assert [refusal.id for refusal in found.refusals] == ["within_value"]

    def test_so_is_the_second_of_two_commands_and_the_first_is_not_carried_out_either(self) -> None:
        order = seller(Status.HANDLING)
        outcome = PROTOCOL.receive(order, CANCELED, at=NOW, actor=PLATFORM.but(resources=frozenset()))
        assert (outcome.order, outcome.messages) == (order, ())
        assert outcome.conflict is not None
        assert [refusal.id for refusal in outcome.conflict.refusals] == ["may_cancel"]

    @pytest.mark.parametrize("kind", ConflictKind)
    def test_each_says_in_every_language_what_is_wrong_and_what_a_person_does(self, kind: ConflictKind) -> None:
        said = [
            text
            for language in LANGUAGES
            for text in (Conflict(kind).message(language), Conflict(kind).remedy(language))
        ]
        assert len(set(said)) == 2 * len(LANGUAGES)


def test_a_message_for_the_other_store_is_a_fault_of_who_delivers_it() -> None:
    with pytest.raises(NoReceptionError, match="FulfillmentAuthorized in payment-approved of the marketplace flow"):
        received(marketplace(Status.PAYMENT_APPROVED), FulfillmentAuthorized())
