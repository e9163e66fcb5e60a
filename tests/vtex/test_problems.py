"""Which dates are read, and how every problem of a document is named."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pedido import DeadlineKind, Flow, Order, Settings
from pedido.input import BadInputError
from tests.vtex.documents import CHANGED, item, package, read, refusal, smallest


class TestDates:
    @pytest.mark.parametrize(
        "text",
        ["2024-02-06T20:46:11.7010747+00:00", "2024-02-06T20:46:11.7010747Z", "2024-02-06T17:46:11.7010747-03:00"],
    )
    def test_vtex_writes_seven_digits_and_any_time_zone(self, text: str) -> None:
        assert read(creationDate=text).created_at == datetime(2024, 2, 6, 20, 46, 11, 701074, tzinfo=UTC)

    def test_a_moment_with_a_time_zone_is_one(self) -> None:
        assert read(lastChange=CHANGED).changed_at == CHANGED

    @pytest.mark.parametrize(
        "wrong,shown",
        [
            ("2024-02-06T20:46:11", '"2024-02-06T20:46:11"'),
            ("2024-02-06", '"2024-02-06"'),
            ("1707252371", '"1707252371"'),
            (1707252371, "1707252371"),
            ("ontem", '"ontem"'),
            ({}, "an object"),
        ],
    )
    def test_anything_else_is_refused(self, wrong: Any, shown: str) -> None:
        assert refusal(creationDate=wrong) == (
            f"$.creationDate: expected a date and time with its time zone, such as 2026-11-22T10:00:00-03:00, found {shown}"
        )

    def test_deadlines_count_from_the_last_change(self) -> None:
        order = Order.from_vtex(
            smallest(status="window-to-cancel"), settings=Settings(cancellation_window=timedelta(hours=1))
        )

        assert order.deadline is None
        assert order.due(DeadlineKind.CANCELLATION_WINDOW) == CHANGED + timedelta(hours=1)


class TestProblems:
    @pytest.mark.parametrize(
        "money,shown", [(-1, "-1"), (9.9, "9.9"), (1000.0, "1000.0"), ("1000", '"1000"'), (True, "true")]
    )
    def test_money_is_integer_cents(self, money: Any, shown: str) -> None:
        for fields, path in [
            ({"value": money}, "$.value"),
            ({"items": [item(sellingPrice=money)]}, "$.items[0].sellingPrice"),
            (
                {"packageAttachment": {"packages": [package("1", money)]}},
                "$.packageAttachment.packages[0].invoiceValue",
            ),
            (
                {"paymentData": {"transactions": [{"payments": [{"value": money}]}]}},
                "$.paymentData.transactions[0].payments[0].value",
            ),
        ]:
            message = refusal(**fields)
            assert message.startswith(f"{path}: expected ")
            assert message.endswith(f", found {shown}")

    @pytest.mark.parametrize("name", ["orderId", "value"])
    def test_what_an_order_cannot_be_without_is_refused_when_missing(self, name: str) -> None:
        assert refusal(**{name: None}) == f"$.{name}: is missing"

    def test_amounts_that_come_to_more_than_can_be_kept_are_refused(self) -> None:
        assert refusal(items=[item(sellingPrice=10**15, quantity=10**9)]) == (
            "$: its amounts come to more than 1,000,000,000,000,000 cents"
        )

    def test_the_origin_may_be_missing_where_the_flow_is_given(self) -> None:
        assert refusal(origin=None) == (
            "$.origin: is missing; expected Marketplace, Fulfillment or Chain, or the flow to be given"
        )
        assert Order.from_vtex(smallest(origin=None), flow=Flow.SELLER).flow is Flow.SELLER

    def test_an_unknown_origin_is_refused(self) -> None:
        assert refusal(origin="Moon") == (
            """$.origin: expected 'Marketplace', 'Fulfillment' or 'Chain', found "Moon\""""
        )

    def test_every_problem_is_named_at_once(self) -> None:
        assert refusal(orderId=" ", value=-1, items=[item(quantity="2"), 7]) == (
            "$.orderId: expected some text, found only blanks; "
            "$.value: expected 0 or more, found -1; "
            '$.items[0].quantity: expected a whole number, found "2"; '
            "$.items[1]: expected an object, found 7"
        )

    def test_of_many_problems_the_first_are_named(self) -> None:
        assert refusal(items=[7] * 1000).endswith("$.items[9]: expected an object, found 7; and 990 more")

    def test_an_endless_list_is_refused_as_a_whole(self) -> None:
        assert refusal(items=[7] * 10_001) == "$.items: expected at most 10,000 entries, found 10,001"

    @pytest.mark.parametrize("document,shown", [([], "a list"), ("x", "a text"), (None, "null"), (7, "7")])
    def test_a_document_is_an_object(self, document: Any, shown: str) -> None:
        with pytest.raises(BadInputError, match=r"^\$: expected an object, found ") as refused:
            Order.from_vtex(document)

        assert str(refused.value).endswith(shown)

    def test_personal_data_and_unknown_fields_are_not_looked_at(self) -> None:
        order = read(clientProfileData=5, shippingData={"address": 7, "selectedAddresses": ["x"]}, anything={"a": 1})

        assert order == read()
