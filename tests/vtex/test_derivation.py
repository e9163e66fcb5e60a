"""What a VTEX document does not say, and how it is derived."""

from typing import Any

import pytest

from pedido import Flow, MarketplaceKind, Order, PaymentStatus, ReservationStatus, Settings, Status
from pedido.machines import machine
from tests.vtex.documents import BEFORE_APPROVAL, DENIED, package, read, smallest

AUTHORIZED = "2026-11-03T14:22:41.5187302+00:00"


def packages(*invoices: dict[str, Any]) -> dict[str, Any]:
    return {"packages": list(invoices)}


class TestFlow:
    @pytest.mark.parametrize(
        "origin,sellers,flow",
        [
            ("Marketplace", [{"id": "1"}], Flow.COMPLETE),
            ("Marketplace", [], Flow.COMPLETE),
            ("Marketplace", None, Flow.COMPLETE),
            ("Marketplace", [{"id": "quitandadaserra"}], Flow.MARKETPLACE),
            ("Fulfillment", [{"id": "1"}], Flow.SELLER),
            ("Chain", [{"id": "lojavitoria"}], Flow.CHAIN),
        ],
    )
    def test_it_follows_from_the_origin_and_the_seller(self, origin: str, sellers: Any, flow: Flow) -> None:
        assert read(origin=origin, sellers=sellers).flow is flow

    def test_multilevel_inventory_is_the_chain_flow_and_one_status(self) -> None:
        assert read(origin="Chain").multilevel_inventory
        assert read(status="waiting-seller-handling", sellers=[{"id": "x"}]).multilevel_inventory
        assert not read().multilevel_inventory


class TestMarketplace:
    @pytest.mark.parametrize("origin", ["Marketplace", "Fulfillment", "Chain"])
    def test_certified_is_what_vtex_calls_certified(self, origin: str) -> None:
        marketplace = read(origin=origin, affiliateId="GHB", marketplace={"name": "x", "isCertified": True}).marketplace

        assert (marketplace.kind, marketplace.name, marketplace.affiliate) == (MarketplaceKind.CERTIFIED, "x", "GHB")

    @pytest.mark.parametrize(
        "origin,affiliate,kind",
        [
            ("Fulfillment", "PRM", MarketplaceKind.EXTERNAL),
            ("Chain", "PRM", MarketplaceKind.EXTERNAL),
            ("Fulfillment", "", MarketplaceKind.VTEX),
            ("Fulfillment", None, MarketplaceKind.VTEX),
            ("Marketplace", "PRM", MarketplaceKind.VTEX),
        ],
    )
    def test_external_is_where_an_affiliate_sent_the_order(
        self, origin: str, affiliate: str | None, kind: MarketplaceKind
    ) -> None:
        assert read(origin=origin, affiliateId=affiliate).marketplace.kind is kind


class TestReservation:
    @pytest.mark.parametrize(
        "status,reservation",
        [
            ("payment-approved", ReservationStatus.RESERVED),
            ("window-to-cancel", ReservationStatus.CONFIRMED),
            ("ready-for-handling", ReservationStatus.CONFIRMED),
            ("start-handling", ReservationStatus.ACKNOWLEDGED),
            ("handling", ReservationStatus.ACKNOWLEDGED),
            ("cancellation-requested", ReservationStatus.ACKNOWLEDGED),
            ("invoiced", ReservationStatus.ACKNOWLEDGED),
            ("canceled", ReservationStatus.RELEASED),
        ],
    )
    def test_where_the_store_delivers_it_follows_the_status(self, status: str, reservation: ReservationStatus) -> None:
        assert read(status=status).reservation is reservation

    @pytest.mark.parametrize("status", ["payment-approved", "invoiced", "canceled"])
    def test_where_another_store_delivers_the_items_are_its_own(self, status: str) -> None:
        assert read(status=status, sellers=[{"id": "x"}]).reservation is ReservationStatus.RESERVED


class TestRequestedFrom:
    @pytest.mark.parametrize(
        "origin,seller,status,requested_from",
        [
            ("Marketplace", "1", "cancellation-requested", Status.HANDLING),
            ("Fulfillment", "1", "cancellation-requested", Status.HANDLING),
            ("Marketplace", "1", "waiting-for-seller-decision", Status.PAYMENT_APPROVED),
            ("Marketplace", "1", "request-cancel", Status.PAYMENT_APPROVED),
            ("Marketplace", "x", "waiting-for-seller-decision", Status.PAYMENT_APPROVED),
        ],
    )
    def test_it_is_where_a_declined_order_goes_back_to(
        self, origin: str, seller: str, status: str, requested_from: Status
    ) -> None:
        [request] = read(origin=origin, sellers=[{"id": seller}], status=status).cancellation_requests

        assert request.requested_from is requested_from


class TestPaymentStatus:
    @pytest.mark.parametrize("status", sorted(set(Status) - BEFORE_APPROVAL - DENIED - {Status.INVOICED}))
    def test_from_the_approval_on_the_status_says_that_it_is_approved(self, status: Status) -> None:
        assert read(status=status).payment.status is PaymentStatus.APPROVED

    @pytest.mark.parametrize("status", sorted(BEFORE_APPROVAL - {Status.CANCELED}))
    def test_before_it_the_authorization_does(self, status: Status) -> None:
        assert read(status=status).payment.status is PaymentStatus.AUTHORIZING
        assert read(status=status, authorizedDate=AUTHORIZED).payment.status is PaymentStatus.APPROVED

    @pytest.mark.parametrize("status", [*sorted(DENIED), Status.CANCELED])
    def test_denied_or_canceled_the_payment_is_canceled(self, status: Status) -> None:
        assert read(status=status, authorizedDate=AUTHORIZED).payment.status is PaymentStatus.CANCELED

    def test_is_completed_says_that_it_is_settled(self) -> None:
        payment = read(isCompleted=True).payment

        assert (payment.status, payment.settled, payment.refunded) == (PaymentStatus.SETTLED, 1000, 0)

    def test_settled_and_invoiced_it_is_finished(self) -> None:
        order = read(isCompleted=True, packageAttachment=packages(package("1", 1000)))

        assert order.payment.status is PaymentStatus.FINISHED

    def test_an_invoiced_order_is_settled_whatever_else_is_said(self) -> None:
        order = read(status="invoiced", isCompleted=False, packageAttachment=packages(package("1", 1000)))

        assert (order.payment.status, order.payment.settled) == (PaymentStatus.FINISHED, 1000)

    @pytest.mark.parametrize("status", ["payment-pending", "payment-denied", None])
    def test_nothing_is_settled_that_is_not_approved(self, status: str | None) -> None:
        order = read(status=status, isCompleted=True)

        assert not order.is_settled
        assert order.payment.settled == 0

    def test_canceled_after_the_settlement_it_is_refunded(self) -> None:
        payment = read(status="canceled", isCompleted=True, authorizedDate=AUTHORIZED).payment

        assert (payment.status, payment.settled, payment.refunded) == (PaymentStatus.SETTLED, 1000, 1000)


class TestAmounts:
    def test_a_sale_that_leaves_a_rest_is_settled(self) -> None:
        assert read(packageAttachment=packages(package("1", 300), package("2", 200))).payment.settled == 500

    def test_the_sale_that_completes_the_value_is_settled_last(self) -> None:
        order = read(status="invoice", packageAttachment=packages(package("1", 300), package("2", 700)))

        assert (order.payment.status, order.payment.settled) == (PaymentStatus.APPROVED, 300)

    def test_sales_do_not_settle_where_the_store_settles_on_its_own_schedule(self) -> None:
        document = smallest(packageAttachment=packages(package("1", 300)))

        assert Order.from_vtex(document, settings=Settings(automatic_settlement=True)).payment.settled == 0

    def test_a_return_is_refunded(self) -> None:
        returned = packages(package("1", 1000), package("2", 400, "Input"))
        payment = read(status="invoiced", packageAttachment=returned).payment

        assert (payment.settled, payment.refunded) == (1000, 400)

    def test_no_more_is_refunded_than_was_settled(self) -> None:
        assert read(packageAttachment=packages(package("1", 400, "Input"))).payment.refunded == 0

    @pytest.mark.parametrize("transactions", [None, [], [{"isActive": False, "payments": [{"value": 5}]}], [{}]])
    def test_without_an_active_transaction_the_value_is_the_orders(self, transactions: Any) -> None:
        payment = read(paymentData={"transactions": transactions}).payment

        assert (payment.value, payment.method, payment.transaction_id) == (1000, None, None)

    def test_the_active_transaction_counts(self) -> None:
        transactions = [
            {"isActive": False, "transactionId": "A", "payments": [{"value": 5, "group": "debitCard"}]},
            {"isActive": True, "transactionId": "B", "payments": [{"value": 1100, "group": "creditCard"}]},
        ]

        payment = read(paymentData={"transactions": transactions}).payment

        assert (payment.value, payment.method, payment.transaction_id) == (1100, "creditCard", "B")

    @pytest.mark.parametrize("second,method", [("creditCard", "creditCard"), ("giftCard", None)])
    def test_several_payments_count_together(self, second: str, method: str | None) -> None:
        payments = [{"value": 600, "group": "creditCard"}, {"value": 400, "group": second}]

        payment = read(paymentData={"transactions": [{"payments": payments}]}).payment

        assert (payment.value, payment.method) == (1000, method)


@pytest.mark.parametrize("flow", Flow)
def test_every_status_of_a_flow_can_be_read_in_it(flow: Flow) -> None:
    for state in machine(flow.value).definition.states:
        order = Order.from_vtex(smallest(status=state.name), flow=flow)
        assert (order.flow, order.status) == (flow, state.name)
