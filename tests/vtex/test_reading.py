"""What is read of a VTEX document, and what is refused."""

from datetime import UTC, datetime
from typing import Any

import pytest

from pedido import Flow, MarketplaceKind, Order, Settings, Status
from tests.vtex.documents import CHANGED, package, read, refusal, smallest


class TestStatus:
    @pytest.mark.parametrize("status", [None, "", "incomplete"])
    def test_an_order_without_a_status_is_incomplete(self, status: str | None) -> None:
        assert read(status=status).status is Status.INCOMPLETE

    def test_an_order_that_does_not_mention_a_status_is_incomplete(self) -> None:
        document = smallest()
        del document["status"]

        assert Order.from_vtex(document).status is Status.INCOMPLETE

    @pytest.mark.parametrize("status", [status for status in Status if status is not Status.INCOMPLETE])
    def test_every_status_is_known_by_its_name(self, status: Status) -> None:
        assert read(status=status.value).status is status

    def test_an_unknown_status_is_refused_with_all_that_are_known(self) -> None:
        message = refusal(status="Handling")

        assert message.startswith("$.status: expected 'incomplete', 'order-created', ")
        assert message.endswith(''''invoiced' or 'replaced', found "Handling"''')


class TestInvoices:
    def test_a_package_is_an_invoice_with_its_tracking(self) -> None:
        document = {
            **package("24382", 1000),
            "issuanceDate": "2024-02-09 10:10:20.5322681+00:00",
            "items": [{"itemIndex": 0, "quantity": 1, "price": 990}],
            "courier": "Correios",
            "trackingNumber": "",
            "trackingUrl": "https://rastreio.example/1",
        }

        [invoice] = read(packageAttachment={"packages": [document]}).invoices

        assert (invoice.number, invoice.value, invoice.type.value) == ("24382", 1000, "Output")
        assert invoice.issued_at == datetime(2024, 2, 9, 10, 10, 20, 532268, tzinfo=UTC)
        assert [(line.index, line.quantity, line.unit_price) for line in invoice.items] == [(0, 1, 990)]
        assert (invoice.courier, invoice.tracking_number) == ("Correios", None)
        assert invoice.tracking_url == "https://rastreio.example/1"

    def test_an_invoice_number_of_blanks_is_refused(self) -> None:
        assert refusal(packageAttachment={"packages": [package("  ", 10)]}) == (
            "$.packageAttachment.packages[0].invoiceNumber: expected some text, found only blanks"
        )

    @pytest.mark.parametrize("nothing", [None, {}, {"packages": None}, {"packages": []}])
    def test_there_may_be_none(self, nothing: Any) -> None:
        assert read(packageAttachment=nothing).invoices == ()


class TestCancellation:
    DATA = {"Reason": "Desistência", "CancellationDate": "2026-11-05T20:18:55.1034998Z"}  # noqa: RUF012 - read only

    def test_both_spellings_are_read_alike(self) -> None:
        camel = {name[0].lower() + name[1:]: value for name, value in self.DATA.items()}

        assert read(cancellationData=camel).cancellation == read(cancellationData=self.DATA).cancellation
        assert read(cancellationData=camel).cancellation is not None

    @pytest.mark.parametrize(
        "flag,who",
        [
            ("RequestedByUser", "customer"),
            ("RequestedBySystem", "platform"),
            ("RequestedBySellerNotification", "seller"),
            ("RequestedByPaymentNotification", "payments"),
            ("Anything", "store"),
        ],
    )
    def test_it_says_who_asked(self, flag: str, who: str) -> None:
        cancellation = read(cancellationData={**self.DATA, flag: True}).cancellation

        assert cancellation is not None
        assert (cancellation.requested_by, cancellation.by_customer) == (who, who == "customer")
        assert cancellation.at == datetime(2026, 11, 5, 20, 18, 55, 103499, tzinfo=UTC)

    @pytest.mark.parametrize("empty", [None, {}, {"RequestedByUser": None, "Reason": None}, {"RequestedByUser": False}])
    def test_one_that_says_nothing_is_none(self, empty: Any) -> None:
        assert read(cancellationData=empty).cancellation is None

    def test_without_a_date_it_happened_at_the_last_change(self) -> None:
        cancellation = read(cancellationData={"Reason": "Desistência"}).cancellation

        assert cancellation is not None
        assert cancellation.at == CHANGED

    def test_without_any_date_it_is_refused(self) -> None:
        assert refusal(cancellationData={"Reason": "x"}, lastChange=None) == (
            "$.cancellationData.CancellationDate: is missing, and there is neither lastChange nor creationDate to take in "
            "its place"
        )

    @pytest.mark.parametrize("known,request_id", [({}, "77"), ({"cancellationRequestId": "78"}, "78")])
    def test_it_names_the_request_that_was_accepted(self, known: dict[str, str], request_id: str) -> None:
        requests = [{"id": "76", "deniedBySeller": True}, {"id": "77"}]
        order = read(status="canceled", cancellationData={**self.DATA, **known}, cancellationRequests=requests)

        assert order.cancellation is not None
        assert order.cancellation.request_id == request_id
        assert order.cancellation_requests[-1].accepted_at == order.cancellation.at

    def test_a_denied_request_was_not_accepted(self) -> None:
        requests = [{"id": "76", "deniedBySeller": True, "cancellationRequestDate": "2026-11-01T00:00:00Z"}]
        order = read(status="canceled", cancellationData=self.DATA, cancellationRequests=requests)

        assert order.cancellation is not None
        assert order.cancellation.request_id is None
        assert order.cancellation_requests[0].accepted_at is None
        assert order.cancellation_requests[0].declined_at == datetime(2026, 11, 1, tzinfo=UTC)


class TestCancellationRequests:
    def test_a_request_is_read(self) -> None:
        document = {
            "id": "85835ab4",
            "reason": "Tamanho errado",
            "cancellationRequestDate": "2023-07-24T19:44:59.6667459Z",
            "requestedByUser": True,
            "deniedBySeller": True,
            "deniedBySellerReason": "Já enviado",
            "cancellationRequestDenyDate": "2023-07-24T19:45:03.4550528Z",
        }

        [request] = read(cancellationRequests=[document]).cancellation_requests

        assert (request.id, request.reason, request.by_customer) == ("85835ab4", "Tamanho errado", True)
        assert (request.requested_by, request.decline_reason, request.is_open) == ("customer", "Já enviado", False)
        assert request.declined_at == datetime(2023, 7, 24, 19, 45, 3, 455052, tzinfo=UTC)

    @pytest.mark.parametrize("status", ["request-cancel", "waiting-for-seller-decision", "cancellation-requested"])
    def test_a_status_that_awaits_a_decision_has_an_open_request(self, status: str) -> None:
        order = read(status=status)

        assert order.open_request is not None
        assert (order.open_request.id, order.open_request.requested_at) == ("1-01-cancellation-1", CHANGED)

    def test_an_earlier_request_that_was_declined_stays(self) -> None:
        order = read(status="cancellation-requested", cancellationRequests=[{"id": "76", "deniedBySeller": True}])

        assert [request.id for request in order.cancellation_requests] == ["76", "1-01-cancellation-2"]
        assert order.open_request is not None

    def test_one_that_is_in_the_document_is_not_doubled(self) -> None:
        order = read(status="cancellation-requested", cancellationRequests=[{"id": "76"}])

        assert [request.id for request in order.cancellation_requests] == ["76"]

    def test_just_declined_there_was_one(self) -> None:
        [request] = read(status="cancellation-request-denied-ffm", origin="Fulfillment").cancellation_requests

        assert request.declined_at == CHANGED

    def test_without_a_date_to_count_from_the_status_is_refused(self) -> None:
        message = refusal(status="cancellation-requested", lastChange=None)

        assert message.startswith("$.lastChange: is missing")

    def test_a_request_without_any_date_is_refused(self) -> None:
        message = refusal(cancellationRequests=[{"id": "76"}], lastChange=None)

        assert message.startswith("$.cancellationRequests[0].cancellationRequestDate: is missing")


class TestOverruling:
    def test_the_flow_can_be_given(self) -> None:
        assert Order.from_vtex(smallest(), flow=Flow.CHAIN).flow is Flow.CHAIN

    def test_the_kind_of_the_marketplace_can_be_given(self) -> None:
        order = Order.from_vtex(smallest(), marketplace_kind=MarketplaceKind.PARTNER)

        assert order.marketplace.kind is MarketplaceKind.PARTNER

    def test_the_settings_are_the_stores(self) -> None:
        settings = Settings(payment_confirmation="awaited")

        assert Order.from_vtex(smallest(), settings=settings).settings == settings
        assert read().settings == Settings()

    def test_whether_the_seller_is_a_franchise_account_is_to_be_given(self) -> None:
        assert not read().franchise
        assert Order.from_vtex(smallest(), franchise=True).franchise
