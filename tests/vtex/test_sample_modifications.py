"""The project's own sample requests are what their names say, and come to what their page says."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from pedido import PLATFORM, Acquirer, Connector, ModificationKind, ModificationRequest, Order, Settings, modifications
from pedido.catalog import DictCatalog
from pedido.engine import Refused
from pedido.input import parse_json, request_of
from pedido.order.offer import Offer
from tests.vtex.documents import sample

FOLDER = Path("examples/modifications")
BODIES = sorted(path for path in FOLDER.glob("*.json") if path.stem != "catalog")
NOW = datetime(2026, 11, 22, tzinfo=UTC)
GENEROUS = Settings(connector=Connector(higher_values=True), acquirer=Acquirer(without_cvv=True, second_charge=True))

ADD, REMOVE = ModificationKind.ADD, ModificationKind.REMOVE
WEIGHT, REPLACE, PRICE = ModificationKind.CHANGE_WEIGHT, ModificationKind.REPLACE, ModificationKind.CHANGE_PRICE
EXPECTED: dict[str, tuple[set[ModificationKind], int]] = {
    "add-product": ({ADD}, 22_819),
    "add-quantity": ({ADD}, 22_189),
    "change-price": ({PRICE}, 18_839),
    "change-weight": ({WEIGHT}, 18_700),
    "combined": (set(ModificationKind), 16_198),
    "item-price": ({PRICE}, 19_134),
    "price-tags": ({PRICE}, 18_773),
    "remove-line": ({REMOVE}, 16_139),
    "remove-part": ({REMOVE}, 16_489),
    "replace": ({REPLACE}, 20_219),
    "replace-weighed": ({REPLACE}, 19_178),
    "with-settings": ({REMOVE}, 16_139),
}
"""The kinds of every request, and the new total in cents."""
RAISING = {"add-product", "add-quantity", "replace"}


def catalog() -> DictCatalog:
    offers = parse_json((FOLDER / "catalog.json").read_text("utf-8"), "catalog.json")
    return DictCatalog(TypeAdapter(dict[str, Offer]).validate_python(offers))


def body(name: str) -> ModificationRequest:
    return request_of(parse_json((FOLDER / f"{name}.json").read_text("utf-8"), name), name)


def preview(name: str, settings: Settings) -> modifications.Preview:
    order = Order.from_vtex(sample("weighed-items"), settings=settings)
    return modifications.preview(order, body(name), actor=PLATFORM, at=NOW, catalog=catalog())


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_comes_to_what_its_name_tells(name: str) -> None:
    kinds, value = EXPECTED[name]

    modification = preview(name, GENEROUS).modification

    assert (set(modification.kinds), modification.value) == (kinds, value)


@pytest.mark.parametrize("name", EXPECTED)
def test_one_that_raises_the_total_needs_an_acquirer_that_allows_it(name: str) -> None:
    if name in RAISING:
        with pytest.raises(Refused) as refused:
            preview(name, Settings())
        assert {fact for refusal in refused.value.refusals for fact in refusal.facts} == {"P4"}
    else:
        assert preview(name, Settings()).modification.totals.value < 0


def test_every_sample_is_expected() -> None:
    assert {path.stem for path in BODIES} == set(EXPECTED)


def test_the_page_says_what_every_sample_comes_to() -> None:
    page = (FOLDER / "README.md").read_text("utf-8")

    told = dict(re.findall(r"^\| `([\w-]+)` .* \| ([\d.]+) \|$", page, re.MULTILINE))

    assert told == {name: f"{value / 100:.2f}" for name, (_, value) in EXPECTED.items()}


def test_every_order_of_the_samples_is_on_its_page() -> None:
    page = Path("examples/orders/README.md").read_text("utf-8")

    assert [path.stem for path in Path("examples/orders").glob("*.json") if f"| `{path.stem}` |" not in page] == []


def test_the_catalog_has_what_the_samples_ask_for_and_some_that_is_not_to_be_had() -> None:
    offers = catalog().offers([str(sku) for sku in range(100, 300)])

    assert {sku for name in EXPECTED for sku in body(name).skus} <= set(offers)
    assert {sku for sku, offer in offers.items() if not offer.available or offer.stock == 0} == {"206", "207"}
