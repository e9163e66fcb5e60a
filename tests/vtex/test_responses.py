"""What the API answers about modifications."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from pedido import (
    PLATFORM,
    CancelModification,
    FailModification,
    Flow,
    Modification,
    ModificationSettings,
    Order,
    Settings,
    apply,
)
from pedido import modifications as operations
from pedido.catalog import DictCatalog
from pedido.order.modification import DEFAULT_SETTINGS, PaymentConfiguration
from pedido.order.offer import Offer
from pedido.order.parts import Marketplace
from pedido.vtex import (
    read_request,
    write_created,
    write_details,
    write_history,
    write_preview,
    write_settings,
)
from tests.vtex.documents import sample

IN_BRASILIA = datetime(2026, 11, 22, 9, 30, 15, 250_000, tzinfo=timezone(timedelta(hours=-3)))
CATALOG = DictCatalog({"203": Offer(price=1590, name="Doce de Leite"), "202": Offer(price=6400)})
BODY = {
    "reason": "Menos queijo, um doce",
    "manualDiscountValue": 90,
    "add": {"items": [{"id": "203", "quantity": 1}]},
    "remove": {"items": [{"id": "201", "quantity": 1}]},
    "replace": [
        {
            "from": {"items": [{"id": "202", "quantity": 1}]},
            "to": {
                "items": [{"id": "202", "quantity": 1, "unitMultiplier": 0.25}],
                "shippingData": {"logisticsInfo": [{"itemIndex": 0, "price": 400}]},
            },
        }
    ],
}


def modified(body: dict[str, Any] = BODY, **options: Any) -> tuple[Order, Modification]:
    """Modify the order of weighed items; return it, and its latest modification."""
    order = Order.from_vtex(sample("weighed-items"), settings=Settings(**options))
    decision = operations.create(
        order, read_request(body), actor=PLATFORM, at=IN_BRASILIA, catalog=CATALOG, request_id="R1"
    )
    assert decision.refusals == ()
    return decision.order, latest(decision.order)


def latest(order: Order) -> Modification:
    assert order.modifications.latest is not None
    return order.modifications.latest


class TestAmounts:
    def test_they_are_how_much_the_order_changes(self) -> None:
        written = write_preview(*modified())

        assert written["totals"] == [
            {"id": "Items", "name": "Items Total", "value": -3153},
            {"id": "Discounts", "name": "Discounts Total", "value": 160},
            {"id": "Shipping", "name": "Shipping Total", "value": -200},
            {"id": "Tax", "name": "Tax Total", "value": 0},
            {"id": "ManualValues", "name": "Manual Values Total", "value": -90},
        ]
        assert written["totalChangeValue"] == sum(total["value"] for total in written["totals"]) == -3283
        assert (written["manualDiscountValue"], written["manualIncrementValue"]) == (90, 0)


class TestLines:
    def test_what_is_removed_is_in_the_shape_of_what_is_replaced(self) -> None:
        written = write_preview(*modified())

        assert written["remove"]["items"] == [
            {
                "id": "201",
                "quantity": 1,
                "price": 8980,
                "measurementUnit": "kg",
                "unitMultiplier": 0.35,
                "sellingPrice": 2983,
                "name": "Picanha Bovina a Vácuo",
                "detailUrl": None,
                "imageUrl": None,
            }
        ]
        assert set(written["remove"]) == set(written["replace"][0]["from"])

    def test_what_is_added_is_in_the_shape_of_what_takes_a_place(self) -> None:
        written = write_preview(*modified())

        [added] = written["add"]["items"]
        assert {
            name: added[name] for name in ("id", "uniqueId", "name", "quantity", "price", "seller", "sellerChain")
        } == {
            "id": "203",
            "uniqueId": "R1-1",
            "name": "Doce de Leite",
            "quantity": 1,
            "price": 1590,
            "seller": "1",
            "sellerChain": ["1"],
        }
        assert set(written["add"]) == set(written["replace"][0]["to"])
        assert set(added) == set(written["replace"][0]["to"]["items"][0])

    def test_a_line_that_is_replaced_says_what_it_was_and_what_it_is(self) -> None:
        [pair] = write_preview(*modified())["replace"]

        assert [pair[side]["items"][0]["unitMultiplier"] for side in ("from", "to")] == [0.5, 0.25]
        assert [pair[side]["shippingData"]["logisticsInfo"][0]["price"] for side in ("from", "to")] == [600, 400]
        assert pair["to"]["items"][0]["priceDefinition"] == {
            "calculatedSellingPrice": 1600,
            "total": 1600,
            "sellingPrices": [{"value": 1600, "quantity": 1}],
        }

    def test_a_line_without_freight_or_address_has_no_logistics(self) -> None:
        order, modification = modified({"reason": "x", "remove": {"items": [{"id": "102", "quantity": 1}]}})
        bare = tuple(item.but(address_id=None) for item in modification.removed)

        written = write_preview(order, modification.but(removed=bare))

        assert written["remove"]["shippingData"] == {"logisticsInfo": []}

    def test_kinds_that_were_not_asked_for_are_empty(self) -> None:
        written = write_preview(*modified({"reason": "x", "manualDiscountValue": 1}))

        assert (written["add"], written["remove"], written["replace"]) == (None, None, [])


class TestOperations:
    def test_a_preview_is_no_request_yet(self) -> None:
        assert {"requestId", "workflowId", "status", "inProgress"}.isdisjoint(write_preview(*modified()))

    def test_created_is_the_preview_with_its_ids(self) -> None:
        created = write_created(*modified())

        assert (created["requestId"], created["workflowId"]) == ("R1", "R1-workflow")
        assert created == {"requestId": "R1", "workflowId": "R1-workflow", **write_preview(*modified())}

    def test_details_say_what_has_become_of_it(self) -> None:
        done = write_details(*modified())
        waiting = write_details(*modified(payment_confirmation="awaited"))

        assert (done["status"], done["inProgress"]) == ("done", False)
        assert (waiting["status"], waiting["inProgress"]) == ("waiting-confirmation", True)
        assert "cancellationData" not in done

    def test_one_that_is_cancelled_says_why(self) -> None:
        order, _ = modified(payment_confirmation="awaited")
        order = apply(order, CancelModification(actor=PLATFORM, at=IN_BRASILIA, request_id="R1", reason="Engano"))

        written = write_details(order, latest(order))

        assert (
            written["cancellationData"]
            == write_history(order)["requests"][0]["cancellationData"]
            == {
                "requestedBy": "platform",
                "reason": "Engano",
                "cancellationDate": "2026-11-22T12:30:15.250000Z",
                "errorCode": None,
            }
        )

    def test_one_that_failed_too_often_has_the_platform_s_code(self) -> None:
        order, _ = modified(payment_confirmation="awaited", modification_retries=0)
        order = apply(order, FailModification(actor=PLATFORM, at=IN_BRASILIA, request_id="R1", reason="Tempo esgotado"))

        assert write_details(order, latest(order))["cancellationData"]["errorCode"] == "SalesOrderSystem017"

    def test_the_history_has_every_request_oldest_first(self) -> None:
        order, _ = modified()
        request = read_request({"reason": "Desconto", "manualDiscountValue": 1})
        order = operations.create(order, request, actor=PLATFORM, at=IN_BRASILIA, catalog=CATALOG).order

        history = write_history(order)

        assert [(entry["requestId"], entry["reason"]) for entry in history["requests"]] == [
            ("R1", "Menos queijo, um doce"),
            ("1544210983320-01-modification-2", "Desconto"),
        ]
        assert history["actions"] == []

    def test_of_what_is_kept_the_settings_tell_which_payment_systems_were_allowed(self) -> None:
        allowed = ModificationSettings(
            payment_configuration=PaymentConfiguration(custom_payment_systems_allowed=("201",))
        )
        order, modification = modified(modifications=allowed)

        assert write_details(order, modification)["settings"] == {"customPaymentSystemsAllowed": ["201"]}
        assert write_created(order, modification)["settings"] == write_settings(allowed)

    def test_a_modification_that_a_document_told_of_has_a_history_too(self) -> None:
        history = write_history(Order.from_vtex(sample("modified")))

        assert [entry["totalChangeValue"] for entry in history["requests"]] == [-9990, 2700]
        assert [entry["settings"] for entry in history["requests"]] == [{"customPaymentSystemsAllowed": []}] * 2


class TestOrigin:
    def test_it_is_the_account_the_order_and_as_whose_order_it_is_modified(self) -> None:
        assert write_preview(*modified())["origin"] == {
            "account": "mercadoipe",
            "orderId": "1544210983320-01",
            "component": "MarketplaceComponent",
        }

    @pytest.mark.parametrize("flow", Flow)
    def test_a_store_modifies_as_marketplace_what_it_sold_itself(self, flow: Flow) -> None:
        order, modification = modified()

        component = write_preview(order.but(flow=flow), modification)["origin"]["component"]

        sold_here = flow in {Flow.COMPLETE, Flow.MARKETPLACE}
        assert component == ("MarketplaceComponent" if sold_here else "SellerComponent")

    @pytest.mark.parametrize("seller,account", [("loja2", "loja2"), (None, "")])
    def test_without_a_marketplace_the_account_is_the_seller_s(self, seller: str | None, account: str) -> None:
        order, modification = modified()

        written = write_preview(order.but(marketplace=Marketplace(), seller=seller), modification)

        assert written["origin"]["account"] == account

    def test_moments_are_in_utc(self) -> None:
        assert write_preview(*modified())["date"] == "2026-11-22T12:30:15.250000Z"
        order, modification = modified()
        whole = modification.but(requested_at=datetime(2026, 11, 22, tzinfo=UTC))
        assert write_preview(order, whole)["date"] == "2026-11-22T00:00:00Z"


class TestSettings:
    def test_they_are_complete(self) -> None:
        assert write_settings(ModificationSettings()) == {
            "paymentConfiguration": {"customPaymentSystemsAllowed": []},
            "rolloutConfiguration": {
                "usingDefaultBehavior": True,
                "enableApi": True,
                "enableAdminOrders": {"enabledWorkspaces": ["*"]},
                "enableMyOrders": {"enabledWorkspaces": []},
            },
            "pipelineConfiguration": {
                "enableTaxHubRecalculation": False,
                "compensateShippingChanges": False,
                "enablePromotionRecalculation": False,
                "enableNativeTaxRecalculation": False,
            },
        }

    def test_what_is_set_as_it_is_by_default_is_the_default(self) -> None:
        allowed = PaymentConfiguration(custom_payment_systems_allowed=("201",))

        assert write_settings(DEFAULT_SETTINGS)["rolloutConfiguration"]["usingDefaultBehavior"] is True
        assert (
            write_settings(ModificationSettings(payment_configuration=allowed))["rolloutConfiguration"][
                "usingDefaultBehavior"
            ]
            is False
        )
