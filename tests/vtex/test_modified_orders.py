"""An order that was modified here is written as it has become, and comes back."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pedido import PLATFORM, Acquirer, Cancel, Connector, InvoiceType, Order, Settings, apply, decide, modifications
from pedido import Invoice as EnterInvoice
from pedido.catalog import DictCatalog
from pedido.order.offer import Offer
from pedido.vtex import read_request
from tests.vtex.documents import package, sample

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
GENEROUS = Settings(
    connector=Connector(higher_values=True, partial_refunds=True),
    acquirer=Acquirer(without_cvv=True, second_charge=True),
)
"""What pays for the orders of this store allows everything."""
CATALOG = DictCatalog({sku: Offer(price=1590) for sku in ("102", "201", "202", "203", "103", "107")})


def modified(name: str, body: dict[str, Any], **fields: Any) -> Order:
    order = Order.from_vtex({**sample(name), **fields}, settings=GENEROUS)
    decision = modifications.create(order, read_request(body), actor=PLATFORM, at=NOW, catalog=CATALOG)
    assert [refusal.id for refusal in decision.refusals] == []
    return decision.order


class TestWhatIsWritten:
    def test_the_payment_is_for_the_new_total(self) -> None:
        written = modified("weighed-items", {"reason": "x", "manualDiscountValue": 339}).to_vtex()

        assert written["value"] == 19_000
        assert written["totals"][-1] == {"id": "Change", "value": -339}
        assert [payment["value"] for payment in written["paymentData"]["transactions"][0]["payments"]] == [19_000]

    def test_an_invoice_follows_its_line_to_its_new_position(self) -> None:
        second_line = {**package("1", 9990), "items": [{"itemIndex": 1, "quantity": 1, "price": 9990}]}
        body = {"reason": "x", "remove": {"items": [{"id": "103", "quantity": 1}]}}

        written = modified("partly-invoiced", body, packageAttachment={"packages": [second_line]}).to_vtex()

        assert [item["id"] for item in written["items"]] == ["107"]
        assert written["packageAttachment"]["packages"][0]["items"] == [{"itemIndex": 0, "quantity": 1, "price": 9990}]

    def test_a_line_that_an_invoice_speaks_of_stays_when_nothing_of_it_is_left(self) -> None:
        first_line = {**package("1", 100), "items": [{"itemIndex": 0, "quantity": 1, "price": 100}]}
        body = {"reason": "x", "remove": {"items": [{"id": "103", "quantity": 1}]}}

        order = modified("partly-invoiced", body, packageAttachment={"packages": [first_line]})
        written = order.to_vtex()

        assert [(item["id"], item["quantity"]) for item in written["items"]] == [("103", 0), ("107", 2)]
        assert Order.from_vtex(written).items[0].quantity == 0

    def test_the_invoice_of_the_rest_completes_the_order(self) -> None:
        order = modified("partly-invoiced", {"reason": "x", "manualDiscountValue": 1970})
        rest = EnterInvoice(actor=PLATFORM, at=NOW, number="2", value=20_000, type=InvoiceType.OUTPUT)

        written = decide(order, rest).order.to_vtex()

        assert (written["status"], written["value"], written["isCompleted"]) == ("invoiced", 41_900, True)

    def test_its_cancellation_is_written_beside_its_modifications(self) -> None:
        order = modified("weighed-items", {"reason": "x", "manualDiscountValue": 339})
        for _ in range(2):
            order = apply(order, Cancel(actor=PLATFORM, at=NOW, reason="Desistência"))

        written = order.to_vtex()

        assert written["status"] == "canceled"
        assert written["cancellationData"]["Reason"] == "Desistência"
        assert len(written["changesAttachment"]["changesData"]) == 1

    def test_the_freight_is_where_its_lines_are(self) -> None:
        written = modified(
            "weighed-items", {"reason": "x", "remove": {"items": [{"id": "201", "quantity": 3}]}}
        ).to_vtex()

        assert [(info["itemIndex"], info["price"]) for info in written["shippingData"]["logisticsInfo"]] == [
            (0, 600),
            (1, 0),
        ]


class TestSplit:
    ITEMS = [  # noqa: RUF012 - read only
        {"id": "103", "quantity": 1, "sellingPrice": 500, "seller": "1"},
        {"id": "107", "quantity": 1, "sellingPrice": 500, "seller": "loja2"},
    ]

    def test_several_sellers_share_a_payment(self) -> None:
        order = Order.from_vtex({**sample("handling"), "items": self.ITEMS, "sellers": [{"id": "1"}, {"id": "loja2"}]})

        assert order.payment.split
        assert order.to_vtex()["sellers"] == [{"id": "1"}, {"id": "loja2"}]
        assert Order.from_vtex(order.to_vtex()) == order

    @pytest.mark.parametrize("sellers", [[], [{"id": "1"}], [{"id": "1"}, {"id": "1"}]])
    def test_one_seller_does_not(self, sellers: list[dict[str, str]]) -> None:
        assert not Order.from_vtex({**sample("handling"), "sellers": sellers}).payment.split


class TestPayment:
    def test_what_connector_and_acquirer_can_do_is_the_store_s_to_say(self) -> None:
        payment = Order.from_vtex(sample("handling"), settings=GENEROUS).payment

        assert (payment.connector, payment.acquirer) == (GENEROUS.connector, GENEROUS.acquirer)
        assert Order.from_vtex(sample("handling")).payment.acquirer == Acquirer()

    def test_the_payment_system_is_known_where_the_payments_agree(self) -> None:
        def system(*ids: str | None) -> str | None:
            payments = [{"value": 1, "paymentSystem": id_} for id_ in ids]
            return Order.from_vtex(
                {**sample("handling"), "paymentData": {"transactions": [{"payments": payments}]}}
            ).payment.system

        assert [system("2", "2"), system("2", "4"), system("2", None), system("")] == ["2", None, None, None]


_quantities = st.integers(1, 3)
_multipliers = st.sampled_from([0.1, 0.325, 0.333, 1.7])


def _asked(sku: str, **fields: Any) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"id": st.just(sku), "quantity": _quantities}, optional=fields)


_bodies = st.fixed_dictionaries(
    {"reason": st.just("x"), "manualDiscountValue": st.integers(0, 999)},
    optional={
        "add": _asked("203", unitMultiplier=_multipliers, price=st.integers(0, 999)).map(
            lambda item: {"items": [item]}
        ),
        "remove": st.sampled_from(["102", "202"]).flatmap(_asked).map(lambda item: {"items": [item]}),
        "replace": st.tuples(_asked("201"), _asked("201", unitMultiplier=_multipliers)).map(
            lambda pair: [{"from": {"items": [pair[0]]}, "to": {"items": [pair[1]]}}]
        ),
    },
)


@given(st.lists(_bodies, min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_what_is_written_of_a_modified_order_is_read_and_written_the_same(bodies: list[dict[str, Any]]) -> None:
    order = Order.from_vtex(sample("weighed-items"), settings=GENEROUS)
    for body in bodies:
        order = modifications.create(order, read_request(body), actor=PLATFORM, at=NOW, catalog=CATALOG).order

    written = order.to_vtex()
    read = Order.from_vtex(written, settings=GENEROUS)

    assert read.to_vtex() == written
    assert (read.items, read.value, read.totals) == (order.items, order.value, order.totals)
    assert [change.totals.value for change in read.modifications] == [
        change.totals.value for change in order.modifications
    ]
    assert all(type(item.unit_multiplier) is Decimal for item in read.items)
