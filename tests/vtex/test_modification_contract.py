"""What the API answers about modifications and takes for them, as VTEX publishes it and as it is written and read here."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from pedido import PLATFORM, Modification, Order, Settings, modifications
from pedido.catalog import DictCatalog
from pedido.order.offer import Offer
from pedido.vtex import (
    read_request,
    read_settings,
    write_created,
    write_details,
    write_history,
    write_preview,
    write_settings,
)
from tests.vtex.documents import sample
from tests.vtex.published import (
    AMENDMENTS,
    CHANGES,
    RESPONSES,
    SETTINGS,
    Amendment,
    Contract,
    request_examples,
    response,
)

CREATE = "components/schemas/Createchange"


@pytest.fixture(scope="module")
def contract(openapi: dict[str, Any]) -> Contract:
    return Contract(openapi)


@pytest.fixture(scope="module")
def modified() -> tuple[Order, Modification]:
    """Make a modification with something in every place of a response."""
    order = Order.from_vtex(sample("weighed-items"), settings=Settings(payment_confirmation="awaited"))
    request = read_request(
        {
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
    )
    order = modifications.create(
        order,
        request,
        actor=PLATFORM,
        at=datetime(2026, 11, 22, tzinfo=UTC),
        catalog=DictCatalog({"203": Offer(price=1590)}),
    ).order
    assert order.modifications.latest is not None
    return order, order.modifications.latest


@pytest.fixture(scope="module")
def written(modified: tuple[Order, Modification]) -> dict[str, Any]:
    """Write the modification as every operation answers it."""
    return {
        "created": write_created(*modified),
        "preview": write_preview(*modified),
        "details": write_details(*modified),
        "history": write_history(modified[0]),
        "settings": write_settings(modified[1].settings),
        "updated_settings": write_settings(modified[1].settings),
    }


class TestResponses:
    @pytest.mark.parametrize("name", RESPONSES)
    def test_what_is_written_satisfies_the_published_schema(
        self, contract: Contract, written: dict[str, Any], name: str
    ) -> None:
        assert contract.problems(f"responses/{name}", json.loads(json.dumps(written[name]))) == []

    @pytest.mark.parametrize("name", RESPONSES)
    def test_so_does_the_published_example(self, contract: Contract, openapi: dict[str, Any], name: str) -> None:
        assert contract.problems(f"responses/{name}", response(openapi, name)["example"]) == []

    @pytest.mark.parametrize("name", RESPONSES)
    def test_every_field_of_the_published_schema_is_written_and_no_other(
        self, openapi: dict[str, Any], written: dict[str, Any], name: str
    ) -> None:
        assert set(written[name]) == set(_properties(openapi, response(openapi, name)["schema"]))

    def test_every_field_of_a_request_in_the_history_is_published(
        self, openapi: dict[str, Any], written: dict[str, Any]
    ) -> None:
        requests = response(openapi, "history")["schema"]["properties"]["requests"]["items"]

        assert set(written["history"]["requests"][0]) == set(_properties(openapi, requests))

    @pytest.mark.parametrize("name", ["created", "preview", "details", "history"])
    def test_of_a_document_s_own_modifications_nothing_is_out_of_shape(self, contract: Contract, name: str) -> None:
        order = Order.from_vtex(sample("modified"))
        write = {"created": write_created, "preview": write_preview, "details": write_details}

        answers = (
            [write_history(order)] if name == "history" else [write[name](order, each) for each in order.modifications]
        )

        assert [contract.problems(f"responses/{name}", answer) for answer in answers] == [[]] * len(answers)


class TestAmendments:
    @pytest.mark.parametrize("amendment", AMENDMENTS, ids=lambda amendment: amendment.place)
    def test_without_it_an_example_or_what_is_written_is_out_of_shape(
        self, openapi: dict[str, Any], written: dict[str, Any], amendment: Amendment
    ) -> None:
        others = Contract(openapi, [each for each in AMENDMENTS if each is not amendment])

        assert [
            problem
            for name in RESPONSES
            for document in (written[name], response(openapi, name)["example"])
            for problem in others.problems(f"responses/{name}", document)
        ]


class TestRequests:
    def test_every_published_example_is_read(self, openapi: dict[str, Any]) -> None:
        requests = [read_request(body) for body in request_examples(openapi)]

        assert len(requests) == 7
        assert all(list(request.parts) for request in requests)

    def test_every_published_field_is_taken(self, openapi: dict[str, Any]) -> None:
        create = openapi["paths"][CHANGES]["patch"]["requestBody"]["content"]["application/json"]["schema"]
        update = openapi["paths"][SETTINGS]["put"]["requestBody"]["content"]["application/json"]["schema"]

        assert read_request(_filled(openapi, create)).replace[0].to.items[0].client_profile_data
        assert read_settings(_filled(openapi, update)).payment_configuration.custom_payment_systems_allowed

    @pytest.mark.parametrize("path", sorted(Path("examples/modifications").glob("*.json")), ids=lambda path: path.stem)
    def test_a_sample_satisfies_the_published_schema(self, contract: Contract, path: Path) -> None:
        if path.stem != "catalog":
            assert contract.problems(CREATE, json.loads(path.read_text("utf-8"))) == []

    @pytest.mark.parametrize("name", ["settings", "updated_settings"])
    def test_the_settings_that_are_answered_can_be_sent_back(self, openapi: dict[str, Any], name: str) -> None:
        example = response(openapi, name)["example"]

        answered = write_settings(read_settings(example))

        del answered["rolloutConfiguration"]["usingDefaultBehavior"]
        assert {part: {**answered[part], **example.get(part, {})} for part in answered} == {
            part: {**example.get(part, {}), **answered[part]} for part in answered
        }


def _properties(openapi: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    properties: dict[str, Any] = _resolved(openapi, schema)["properties"]
    return properties


def _filled(openapi: dict[str, Any], schema: dict[str, Any]) -> Any:
    """Make a document with every field of a schema."""
    schema = _resolved(openapi, schema)
    if schema["type"] == "object":
        return {name: _filled(openapi, part) for name, part in schema["properties"].items()}
    if schema["type"] == "array":
        return [_filled(openapi, schema["items"])]
    return {"string": "x", "integer": 0, "number": 1.5, "boolean": True}[schema["type"]]


def _resolved(openapi: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = openapi["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema
