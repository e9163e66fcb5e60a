"""The catalog behind a port: what the embedding service answers about SKUs, before anything is decided."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from pedido.order.offer import Offer


class ProductCatalog(Protocol):
    """Price, availability and measurement unit of SKUs, as the embedding service knows them."""

    def offers(self, skus: Sequence[str]) -> Mapping[str, Offer]:
        """Return the offers of these SKUs, by SKU; those that are not sold are left out."""
        ...


class DictCatalog:
    """A catalog that is a dictionary: for scenarios, tests and examples."""

    def __init__(self, offers: Mapping[str, Offer]) -> None:
        """Keep the offers, by SKU."""
        self._offers = dict(offers)

    def offers(self, skus: Sequence[str]) -> Mapping[str, Offer]:
        """Return the offers of these SKUs, by SKU; those that are not sold are left out."""
        return {sku: self._offers[sku] for sku in skus if sku in self._offers}
