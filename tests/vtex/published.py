"""What VTEX publishes about modifications: schemas, examples, and where the schemas contradict the examples.

Each amendment replaces keywords of a schema where a published example, or the schema of another operation, shows otherwise.
"""

import copy
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from openapi_schema_validator import OAS30Validator
from referencing import Registry
from referencing.jsonschema import DRAFT4

CHANGES: Final = "/api/order-system/orders/{changeOrderId}/changes"
SETTINGS: Final = "/api/order-system/orders/changes/settings"
RESPONSES: Final = {
    "created": (CHANGES, "patch", "202"),
    "preview": (f"{CHANGES}/preview", "post", "200"),
    "details": (f"{CHANGES}/{{changeRequestId}}", "get", "200"),
    "history": (CHANGES, "get", "200"),
    "settings": (SETTINGS, "get", "200"),
    "updated_settings": (SETTINGS, "put", "200"),
}
"""What is answered: path, method and status of each operation."""
REQUESTS: Final = {
    "create": (CHANGES, "patch"),
    "preview": (f"{CHANGES}/preview", "post"),
    "retry": (f"{CHANGES}/{{changeRequestId}}/retry", "post"),
}


class Amendment(NamedTuple):
    """Keywords that take the place of all that a schema says, by its place, and what shows them."""

    place: str
    keywords: Mapping[str, Any]
    shown: str


_NULL: Final = {"enum": [None], "nullable": True}
_NEW: Final = {"anyOf": [_NULL, {"$ref": "#/components/schemas/To2"}]}
_GONE: Final = {"anyOf": [_NULL, {"$ref": "#/components/schemas/From2"}]}
_AN_OBJECT: Final = "the history has an object, of the shape of `to` or `from` of a replacement"
_A_WEIGHT: Final = "the requests have a number, and weights are fractions"
_A_POSITION: Final = {"anyOf": [{"type": "integer"}, {"type": "string"}]}
_SCHEMAS: Final = "components/schemas"

AMENDMENTS: Final = (
    Amendment(
        f"{_SCHEMAS}/response202/properties/totals/items", {"type": "object"}, "the other operations' have objects"
    ),
    Amendment(f"{_SCHEMAS}/response202/properties/add", _NEW, _AN_OBJECT),
    Amendment(f"{_SCHEMAS}/response202/properties/remove", _GONE, _AN_OBJECT),
    Amendment("responses/preview/properties/add", _NEW, _AN_OBJECT),
    Amendment("responses/preview/properties/remove", _GONE, _AN_OBJECT),
    Amendment("responses/details/properties/add", _NEW, _AN_OBJECT),
    Amendment("responses/details/properties/remove", _GONE, _AN_OBJECT),
    Amendment(
        f"{_SCHEMAS}/ShippingData1/properties/logisticsInfo/items",
        {"$ref": "#/components/schemas/LogisticsInfo2"},
        "the details' example has an object",
    ),
    Amendment(
        f"{_SCHEMAS}/LogisticsInfo2/properties/itemIndex",
        _A_POSITION,
        "the details' example has '0'",
    ),
    Amendment(
        f"{_SCHEMAS}/LogisticsInfo1/properties/itemIndex",
        _A_POSITION,
        "the details' example has '0'",
    ),
    Amendment(
        f"{_SCHEMAS}/DeliveryIdV2/properties/kitItemDetails",
        {"type": "array", "nullable": True},
        "the examples have null",
    ),
    Amendment(
        f"{_SCHEMAS}/Item3/properties/priceDefinition",
        {"type": "object", "nullable": True},
        "the examples have an object",
    ),
    Amendment(f"{_SCHEMAS}/Item3/properties/unitMultiplier", {"type": "number"}, _A_WEIGHT),
    Amendment(f"{_SCHEMAS}/Item4/properties/unitMultiplier", {"type": "number"}, _A_WEIGHT),
    Amendment(
        f"{_SCHEMAS}/Replace1/properties/from/properties/items/items/properties/unitMultiplier",
        {"type": "number"},
        _A_WEIGHT,
    ),
    Amendment(f"{_SCHEMAS}/Item4/properties/price", {"type": "integer"}, "the examples have 5000"),
)


class Contract:
    """The published schemas, with some amendments."""

    def __init__(self, openapi: dict[str, Any], amendments: Iterable[Amendment] = AMENDMENTS) -> None:
        contents: dict[str, Any] = copy.deepcopy(
            {
                "components": {"schemas": openapi["components"]["schemas"]},
                "responses": {name: response(openapi, name)["schema"] for name in RESPONSES},
            }
        )
        for amendment in amendments:
            *way, last = amendment.place.split("/")
            schema = contents
            for step in way:
                schema = schema[step]
            schema[last] = dict(amendment.keywords)
        resource = DRAFT4.create_resource(contents)
        self._registry: Registry[Any] = Registry().with_resource("urn:published", resource)

    def problems(self, place: str, document: Any) -> list[str]:
        """List where a document does not satisfy the schema at a place."""
        validator = OAS30Validator({"$ref": f"urn:published#/{place}"}, registry=self._registry)
        return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


def response(openapi: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the schema and the example of what an operation answers."""
    path, method, status = RESPONSES[name]
    content: dict[str, Any] = openapi["paths"][path][method]["responses"][status]["content"]["application/json"]
    return content


def request_examples(openapi: dict[str, Any]) -> Iterator[Any]:
    """Go through the bodies that are published as examples, those in an operation's description among them."""
    for path, method in REQUESTS.values():
        operation = openapi["paths"][path][method]
        yield operation["requestBody"]["content"]["application/json"]["example"]
        for written in re.findall(r"```json\s*(.*?)```", operation["description"], re.DOTALL):
            yield json.loads(written)
