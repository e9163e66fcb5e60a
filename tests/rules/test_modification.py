"""Every combination of marketplace, Multilevel Omnichannel Inventory and franchise: M5 and M6 as one table."""

from itertools import product

import pytest

from pedido import CreateModification, Marketplace, MarketplaceKind, PreviewModification, Status, decide
from tests.orders import NOW, STORE, order_in, reasons

CERTIFIED = "not_from_certified_marketplace"
PARTNER = "not_from_partner_marketplace"
MULTILEVEL = "multilevel_only_from_external_marketplace"
EXTERNAL = "external_only_with_multilevel"

NOTHING: frozenset[str] = frozenset()
TABLE: dict[tuple[MarketplaceKind, bool, bool], frozenset[str]] = {
    # marketplace, MOI, franchise: the rules that refuse
    (MarketplaceKind.VTEX, False, False): NOTHING,
    (MarketplaceKind.VTEX, False, True): NOTHING,
    (MarketplaceKind.VTEX, True, False): frozenset({MULTILEVEL}),
    (MarketplaceKind.VTEX, True, True): frozenset({MULTILEVEL}),
    (MarketplaceKind.CERTIFIED, False, False): frozenset({CERTIFIED}),
    (MarketplaceKind.CERTIFIED, False, True): frozenset({CERTIFIED}),
    (MarketplaceKind.CERTIFIED, True, False): frozenset({CERTIFIED, MULTILEVEL}),
    (MarketplaceKind.CERTIFIED, True, True): frozenset({CERTIFIED, MULTILEVEL}),
    (MarketplaceKind.PARTNER, False, False): frozenset({PARTNER}),
    (MarketplaceKind.PARTNER, False, True): frozenset({PARTNER}),
    (MarketplaceKind.PARTNER, True, False): frozenset({PARTNER, MULTILEVEL}),
    (MarketplaceKind.PARTNER, True, True): frozenset({PARTNER, MULTILEVEL}),
    (MarketplaceKind.EXTERNAL, False, False): frozenset({EXTERNAL}),
    (MarketplaceKind.EXTERNAL, False, True): frozenset({EXTERNAL}),
    (MarketplaceKind.EXTERNAL, True, False): NOTHING,
    (MarketplaceKind.EXTERNAL, True, True): NOTHING,
}


def test_the_table_has_every_combination() -> None:
    assert set(TABLE) == set(product(MarketplaceKind, (False, True), (False, True)))


@pytest.mark.parametrize("command", [CreateModification, PreviewModification])
@pytest.mark.parametrize("kind, multilevel, franchise", TABLE)
def test_m5_m6_an_order_is_modified_where_the_table_says_so(
    kind: MarketplaceKind, multilevel: bool, franchise: bool, command: type[CreateModification]
) -> None:
    order = order_in(
        Status.HANDLING, marketplace=Marketplace(kind=kind), multilevel_inventory=multilevel, franchise=franchise
    )
    assert reasons(decide(order, command.typical(order, STORE, NOW))) == TABLE[kind, multilevel, franchise]
