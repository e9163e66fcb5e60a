"""The modifications that a document tells of, and those that are told."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from pedido import (
    PLATFORM,
    CancelModification,
    Item,
    ModificationKind,
    ModificationStatus,
    Order,
    Settings,
    Totals,
    apply,
    modifications,
)
from pedido.catalog import DictCatalog
from pedido.vtex import read_request
from tests.vtex.documents import CHANGED, read, refusal, sample

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
NOTHING_SOLD = DictCatalog({})


def change(**fields: Any) -> dict[str, Any]:
    return {
        "reason": "Estoque",
        "discountValue": 0,
        "incrementValue": 0,
        "itemsAdded": [],
        "itemsRemoved": [],
        "receipt": {"date": "2026-11-04T10:00:00Z", "orderId": "1-01", "receipt": "R1"},
        **fields,
    }


def changes(*entries: dict[str, Any]) -> dict[str, Any]:
    return {"id": "changeAttachment", "changesData": list(entries)}


CHEESE = {"id": "9", "name": "Queijo", "quantity": 3, "price": 6400, "unitMultiplier": "0.5"}


class TestReading:
    def test_a_change_is_a_modification_that_is_done(self) -> None:
        [done] = read(changesAttachment=changes(change(itemsRemoved=[CHEESE], discountValue=9600))).modifications

        assert (done.id, done.number, done.status, done.reason) == ("R1", 1, ModificationStatus.DONE, "Estoque")
        assert done.requested_at == datetime(2026, 11, 4, 10, tzinfo=UTC)
        assert done.requested_by == "store"
        assert done.removed == (
            Item(sku="9", name="Queijo", quantity=3, unit_price=6400, unit_multiplier=Decimal("0.5")),
        )
        assert (done.kinds, done.value) == ((ModificationKind.REMOVE,), 1000)

    def test_the_total_goes_down_by_its_discount_and_up_by_its_increment_lines_and_all(self) -> None:
        fields = {"itemsAdded": [CHEESE], "itemsRemoved": [{**CHEESE, "quantity": 1}], "incrementValue": 6000}
        [done] = read(changesAttachment=changes(change(**fields))).modifications

        assert done.totals == Totals(items=6400, manual_values=-400)
        assert (done.manual_discount_value, done.manual_increment_value) == (400, 0)
        assert done.kinds == (ModificationKind.ADD, ModificationKind.REMOVE, ModificationKind.CHANGE_PRICE)

    def test_what_each_led_to_is_counted_back_from_the_order_s_value(self) -> None:
        first = change(incrementValue=250)
        second = change(discountValue=100, receipt={"receipt": "R2"})

        done = read(value=1000, changesAttachment=changes(first, second)).modifications

        assert [(each.id, each.number, each.value, each.totals.value) for each in done] == [
            ("R1", 1, 1100, 250),
            ("R2", 2, 1000, -100),
        ]

    def test_a_value_is_never_below_nothing(self) -> None:
        first, second = change(), change(incrementValue=5000, receipt={"receipt": "R2"})

        assert [each.value for each in read(value=1000, changesAttachment=changes(first, second)).modifications] == [
            0,
            1000,
        ]

    def test_without_a_receipt_it_has_an_id_of_the_order_and_happened_at_the_last_change(self) -> None:
        [done] = read(changesAttachment=changes(change(receipt=None))).modifications

        assert (done.id, done.requested_at) == ("1-01-modification-1", CHANGED)

    @pytest.mark.parametrize("multiplier", [None, "", "1", "1.0"])
    def test_what_is_not_weighed_is_counted_in_units(self, multiplier: str | None) -> None:
        [done] = read(
            changesAttachment=changes(change(itemsAdded=[{**CHEESE, "unitMultiplier": multiplier}]))
        ).modifications

        assert done.added[0].unit_multiplier == 1

    @pytest.mark.parametrize("nothing", [None, {}, {"id": "changeAttachment", "changesData": []}])
    def test_there_may_be_none(self, nothing: Any) -> None:
        assert list(read(changesAttachment=nothing).modifications) == []

    def test_there_is_no_limit_to_them(self) -> None:
        entries = [change(receipt={"receipt": f"R{number}"}) for number in range(10_001)]

        assert len(read(changesAttachment=changes(*entries)).modifications) == 10_001


class TestProblems:
    PLACE = "$.changesAttachment.changesData"

    def test_two_with_the_same_receipt_are_refused(self) -> None:
        assert refusal(changesAttachment=changes(change(), change(receipt={"receipt": "R2"}), change())) == (
            f"{self.PLACE}[2].receipt.receipt: expected a receipt of its own, found that of changesData[0]"
        )

    def test_one_without_any_date_is_refused(self) -> None:
        assert refusal(changesAttachment=changes(change(receipt=None)), lastChange=None) == (
            f"{self.PLACE}[0].receipt.date: is missing, and there is neither lastChange nor creationDate to take in its place"
        )

    @pytest.mark.parametrize(
        "fields,message",
        [
            ({"discountValue": -1}, "discountValue: expected 0 or more, found -1"),
            (
                {"itemsAdded": [{**CHEESE, "unitMultiplier": "half"}]},
                'itemsAdded[0].unitMultiplier: expected a number, found "half"',
            ),
            ({"itemsRemoved": [{"id": "9"}]}, "itemsRemoved[0].quantity: is missing"),
        ],
    )
    def test_what_is_wrong_with_one_is_named_with_its_place(self, fields: dict[str, Any], message: str) -> None:
        assert refusal(changesAttachment=changes(change(**fields))) == f"{self.PLACE}[0].{message}"


class TestWriting:
    REPLACED = {  # noqa: RUF012 - read only
        "reason": "Pesou menos",
        "replace": [
            {
                "from": {"items": [{"id": "202", "quantity": 1}]},
                "to": {"items": [{"id": "202", "quantity": 1, "unitMultiplier": 0.4}]},
            }
        ],
    }

    def modified(self, body: dict[str, Any], **options: Any) -> Order:
        order = Order.from_vtex(sample("weighed-items"), **options)
        decision = modifications.create(
            order, read_request(body), actor=PLATFORM, at=NOW, catalog=NOTHING_SOLD, request_id="R9"
        )
        assert decision.refusals == ()
        return decision.order

    def test_a_line_in_the_place_of_another_is_one_removed_and_one_added(self) -> None:
        written = self.modified(self.REPLACED).to_vtex()["changesAttachment"]

        cheese = {"id": "202", "name": "Queijo Minas Artesanal da Canastra", "quantity": 1, "price": 6400}
        assert written == {
            "id": "changeAttachment",
            "changesData": [
                {
                    "reason": "Pesou menos",
                    "discountValue": 640,
                    "incrementValue": 0,
                    "itemsAdded": [{**cheese, "unitMultiplier": "0.4"}],
                    "itemsRemoved": [{**cheese, "unitMultiplier": "0.5"}],
                    "receipt": {
                        "date": "2026-11-22T09:30:00+00:00",
                        "orderId": "1544210983320-01",
                        "receipt": "R9",
                    },
                }
            ],
        }

    def test_what_is_not_weighed_has_no_multiplier(self) -> None:
        body = {"reason": "Menos", "remove": {"items": [{"id": "102", "quantity": 1}]}}

        [written] = self.modified(body).to_vtex()["changesAttachment"]["changesData"]

        assert [item["unitMultiplier"] for item in written["itemsRemoved"]] == [None]

    def test_one_that_is_not_done_is_not_told(self) -> None:
        awaiting = Settings(payment_confirmation="awaited")
        in_progress = self.modified(self.REPLACED, settings=awaiting)
        canceled = apply(in_progress, CancelModification(actor=PLATFORM, at=NOW, request_id="R9", reason="Engano"))

        assert [modification.status.value for modification in canceled.modifications] == ["canceled"]
        assert "changesAttachment" not in in_progress.to_vtex()
        assert "changesAttachment" not in canceled.to_vtex()

    def test_what_a_document_told_before_stays(self) -> None:
        order = Order.from_vtex(sample("modified"))
        told = order.to_vtex()["changesAttachment"]["changesData"]
        request = read_request({"reason": "Desconto", "manualDiscountValue": 90})

        modified = modifications.create(order, request, actor=PLATFORM, at=NOW, catalog=NOTHING_SOLD).order

        written = modified.to_vtex()["changesAttachment"]["changesData"]
        assert written[:2] == told
        assert (written[2]["discountValue"], written[2]["receipt"]["receipt"]) == (
            90,
            "1544210983321-01-modification-3",
        )
