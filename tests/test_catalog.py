"""The catalog as a dictionary: it answers for what it has, and leaves out the rest."""

from hypothesis import given
from hypothesis import strategies as st

from pedido import Offer
from pedido.catalog import DictCatalog, ProductCatalog

OFFERS = st.dictionaries(st.sampled_from("123"), st.builds(Offer, price=st.integers(0, 100)))


@given(OFFERS, st.lists(st.sampled_from("1234")))
def test_the_offers_of_the_skus_that_are_asked_for_are_answered(offers: dict[str, Offer], skus: list[str]) -> None:
    catalog: ProductCatalog = DictCatalog(offers)
    assert catalog.offers(skus) == {sku: offer for sku, offer in offers.items() if sku in skus}


def test_the_catalog_keeps_what_it_was_given() -> None:
    offers = {"1": Offer(price=1)}
    catalog = DictCatalog(offers)
    offers.clear()
    assert catalog.offers(["1"]) == {"1": Offer(price=1)}
