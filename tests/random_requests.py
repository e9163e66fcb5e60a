"""Random requests for modifications of an order, what the catalog answers, and the settings that hold for them."""

from typing import Any, Final, NamedTuple

from hypothesis import strategies as st

from pedido import Item, ModificationRequest, ModificationSettings, Offer, Order, PriceTag
from pedido.order.amount import ONE
from pedido.order.modification import (
    AskedItem,
    AskedItems,
    AskedReplacement,
    LogisticsInfo,
    PaymentConfiguration,
    PipelineConfiguration,
    RolloutConfiguration,
    ShippingData,
    Workspaces,
)
from pedido.order.value import MAX_CENTS, MAX_QUANTITY


class Scale(NamedTuple):
    """How large amounts and counts are."""

    cents: st.SearchStrategy[int]
    quantities: st.SearchStrategy[int]


EVERYDAY: Final = Scale(st.integers(0, 3000), st.integers(1, 6))
EXTREME: Final = Scale(
    st.sampled_from([0, 1, 999, MAX_CENTS // 2, MAX_CENTS - 1, MAX_CENTS]),
    st.sampled_from([1, 2, MAX_QUANTITY - 1, MAX_QUANTITY]),
)

NEW_SKU: Final = "9"
SKUS: Final = st.sampled_from(["1", "2", "3", NEW_SKU])
UNIQUE_IDS: Final = st.sampled_from([None, "a", "b", "c"])
UNITS: Final = st.sampled_from(["un", "kg"])
MULTIPLIERS: Final = st.just(ONE) | st.decimals("0.000001", "3", places=6) | st.just(10**6).map(ONE.__mul__)

RAW_VALUES: Final = st.decimals(-30, 30, places=12)
SETTINGS: Final = st.builds(
    ModificationSettings,
    payment_configuration=st.builds(
        PaymentConfiguration, custom_payment_systems_allowed=st.none() | st.sampled_from([(), ("201",)])
    ),
    rollout_configuration=st.builds(
        RolloutConfiguration,
        enable_api=st.sampled_from([None, True, True, False]),
        enable_admin_orders=st.none() | st.builds(Workspaces, enabled_workspaces=st.sampled_from([(), ("*",)])),
        enable_my_orders=st.none() | st.builds(Workspaces, enabled_workspaces=st.sampled_from([(), ("master",)])),
    ),
    pipeline_configuration=st.builds(
        PipelineConfiguration,
        compensate_shipping_changes=st.none() | st.booleans(),
        enable_promotion_recalculation=st.none() | st.booleans(),
    ),
)
"""The settings of a store, or of one request; None is not said."""


def signed(cents: st.SearchStrategy[int]) -> st.SearchStrategy[int]:
    """Draw amounts of either sign."""
    return cents | cents.map(int.__neg__)


def plenty(scale: Scale = EVERYDAY) -> st.SearchStrategy[dict[str, Offer]]:
    """Draw what the catalog answers where it has more than enough of everything."""
    offer = st.builds(Offer, price=scale.cents, measurement_unit=UNITS, unit_multiplier=MULTIPLIERS)
    return st.fixed_dictionaries(dict.fromkeys(["1", "2", "3", NEW_SKU], offer))


def offers(scale: Scale = EVERYDAY) -> st.SearchStrategy[dict[str, Offer]]:
    """Draw what the catalog answers: now and then a SKU is not sold, not available or short."""
    offer = st.builds(
        Offer,
        price=scale.cents,
        available=st.sampled_from([True, True, True, False]),
        stock=st.none() | st.none() | st.integers(0, 6),
        measurement_unit=UNITS,
        unit_multiplier=MULTIPLIERS,
        name=st.just("A product"),
        seller=st.none() | st.just("1"),
    )
    return st.fixed_dictionaries(dict.fromkeys(["1", "2", "3"], offer), optional={NEW_SKU: offer})


def price_tags(scale: Scale) -> st.SearchStrategy[PriceTag]:
    """Draw what makes a line cheaper or dearer."""
    names = st.sampled_from(["discount@price-1", "tax@price-1", "TAX"])
    by_value = st.builds(PriceTag, name=names, value=signed(scale.cents))
    return by_value | st.builds(PriceTag, name=names, raw_value=RAW_VALUES, is_percentual=st.booleans())


def _given(units: st.SearchStrategy[str], scale: Scale) -> st.SearchStrategy[dict[str, Any]]:
    """Draw what a request may say of an item that the order gets."""
    return st.fixed_dictionaries(
        {},
        optional={
            "price": scale.cents,
            "measurement_unit": units,
            "unit_multiplier": MULTIPLIERS,
            "manual_discount_value": st.integers(0, 50),
            "manual_increment_value": scale.cents,
            "price_tags": st.lists(price_tags(scale), max_size=2).map(tuple),
            "client_profile_data": st.booleans(),
        },
    )


@st.composite
def _with_freight(draw: st.DrawFn, items: tuple[AskedItem, ...], scale: Scale) -> AskedItems:
    """Draw the freight of some items of a part."""
    positions = st.integers(0, len(items) - 1)
    prices = draw(st.dictionaries(positions, st.none() | scale.cents, max_size=2))
    freight = tuple(LogisticsInfo(item_index=position, price=price) for position, price in prices.items())
    return AskedItems(items=items, shipping_data=ShippingData(logistics_info=freight), custom_data=draw(st.booleans()))


@st.composite
def parts(draw: st.DrawFn, order: Order, scale: Scale, *, taken: bool) -> AskedItems:
    """Draw a part of a request: items `taken` from the order, or given to it, whether it has them or not."""
    items = []
    for _ in range(draw(st.integers(1, 3))):
        line: Item | None = draw(st.sampled_from((*order.items, *order.items, None)))
        own: dict[str, Any] = {"id": draw(SKUS), "unique_id": draw(UNIQUE_IDS)}
        if line is not None:
            own = {"id": line.sku, "unique_id": line.unique_id}
        given = {} if taken else draw(_given(UNITS, scale))
        items.append(AskedItem(**own, quantity=draw(scale.quantities | st.just(0)), **given))
    return draw(_with_freight(tuple(items), scale))


@st.composite
def requests(draw: st.DrawFn, order: Order, scale: Scale = EVERYDAY) -> ModificationRequest:
    """Draw any request: of no kind, of one or of several, and most often with faults."""
    replacement = st.tuples(parts(order, scale, taken=True), parts(order, scale, taken=False))
    optional: dict[str, st.SearchStrategy[Any]] = {
        "remove": parts(order, scale, taken=True),
        "replace": st.lists(replacement.map(_replacement), min_size=1, max_size=2).map(tuple),
        "add": parts(order, scale, taken=False),
        "manual_discount_value": st.sampled_from([0, 1, 300, -1]),
        "manual_increment_value": scale.cents,
        "settings": SETTINGS,
    }
    fields: dict[str, Any] = draw(st.fixed_dictionaries({}, optional=optional))
    return ModificationRequest(reason=draw(st.sampled_from(["a reason", "a reason", ""])), **fields)


def _replacement(sides: tuple[AskedItems, AskedItems]) -> AskedReplacement:
    return AskedReplacement(from_=sides[0], to=sides[1])


@st.composite
def _taken(draw: st.DrawFn, lines: list[Item]) -> AskedItems:
    """Draw to take units away from all of these lines."""
    return AskedItems(
        items=tuple(
            AskedItem(id=line.sku, unique_id=line.unique_id, quantity=draw(st.integers(1, line.quantity)))
            for line in lines
        )
    )


@st.composite
def _put(draw: st.DrawFn, lines: list[Item], scale: Scale, units: st.SearchStrategy[str]) -> AskedItems:
    """Draw to give the order more of some of these lines, or a new product."""
    items = []
    for line in draw(st.lists(st.sampled_from([*lines, None]), min_size=1, max_size=2)):
        own: dict[str, Any] = {"id": NEW_SKU} if line is None else {"id": line.sku, "unique_id": line.unique_id}
        items.append(AskedItem(**own, quantity=draw(scale.quantities), **draw(_given(units, scale))))
    return draw(_with_freight(tuple(items), scale))


@st.composite
def sound_requests(draw: st.DrawFn, order: Order, scale: Scale = EVERYDAY) -> ModificationRequest:
    """Draw a request that speaks of lines as they are; what is left that an order may refuse is its price."""
    lines = draw(st.permutations([line for line in order.items if line.quantity]))
    removed, replaced, rest = lines[:1], lines[1:3], lines[3:]
    fields: dict[str, st.SearchStrategy[Any]] = {
        "add": _put(rest, scale, st.nothing()),
        "manual_discount_value": st.integers(1, 50),
        "manual_increment_value": scale.cents,
    }
    if removed:
        fields["remove"] = _taken(removed)
    if replaced:
        sides = st.tuples(_taken(replaced), _put([*replaced, *rest], scale, UNITS))
        fields["replace"] = st.tuples(sides.map(_replacement))
    asked = draw(st.sets(st.sampled_from(sorted(fields)), min_size=1))
    return ModificationRequest(reason="a reason", **{name: draw(fields[name]) for name in sorted(asked)})
