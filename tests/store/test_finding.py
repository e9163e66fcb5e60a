"""Orders are found as the Admin finds them, by all that is given (M12), a page at a time."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pedido import Status
from pedido.customer import Customer
from pedido.input import BadInputError
from pedido.store import Page, Store
from pedido.store.finding import Summary
from pedido.vtex.search import matches
from tests.orders import NOW
from tests.store.doors import invoice, order

JOAO = Customer(names=("João São Miguel", "Padaria Ângela"), email="Joao@Example.com", documents=("845.134.270-19",))
MARIA = Customer(names=("Maria d'Ávila 100%", "João_Pães"), email="maria@example.com", documents=("12ABC345/01",))

WORDS = st.text(
    st.sampled_from("aAãÃsSzçßİ\u0131ﬁ\u0301'%_-\U0001f600\U0001d400\ufdfa\u00a8\u00bd"), min_size=1, max_size=4
)
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    with Store(database_url, clock=lambda: NOW) as store:
        store.receive(order(1), JOAO)
        store.receive(order(2, Status.READY_FOR_HANDLING), MARIA)
        yield store


def found(store: Store, **criteria: Any) -> list[str]:
    return [summary.order_id for summary in store.find(**criteria).orders]


def pages(store: Store, limit: int, **criteria: Any) -> Iterator[Page]:
    """Turn the pages, until there are no more."""
    after = None
    while True:
        page = store.find(after=after, limit=limit, **criteria)
        yield page
        if (after := page.next) is None:
            return


# By what.


@pytest.mark.parametrize(
    "criteria, expected",
    [
        ({}, [1, 2]),
        ({"order_id": "v1-01"}, [1]),
        ({"order_id": "v1"}, []),
        ({"name": "João"}, [1, 2]),
        ({"name": "joao sao"}, [1]),
        ({"name": "MIG JO"}, [1]),
        ({"name": "jo jo jo mig"}, [1]),
        ({"name": "sa\u0303o"}, [1]),
        ({"name": "angela"}, [1]),
        ({"name": "iguel"}, []),
        ({"name": "avila"}, []),
        ({"name": "d'av"}, [2]),
        ({"email": "joao@example.COM"}, [1]),
        ({"email": " joao@example.com "}, [1]),
        ({"email": "joao"}, []),
        ({"document": "84513427019"}, [1]),
        ({"document": "845-134-270-19"}, [1]),
        ({"document": "12.abc.345-01"}, [2]),
        ({"document": "8451342701"}, []),
        ({"status": Status.HANDLING}, [1]),
        ({"status": Status.INVOICED}, []),
        ({"name": "joao", "status": Status.READY_FOR_HANDLING}, [2]),
        ({"name": "joao", "email": "maria@example.com", "document": "12abc34501", "order_id": "v2-01"}, [2]),
        ({"name": "joao", "email": "maria@example.com", "order_id": "v1-01"}, []),
    ],
    ids=str,
)
def test_orders_are_found_by_all_that_is_given(store: Store, criteria: dict[str, Any], expected: list[int]) -> None:
    assert found(store, **criteria) == [f"v{number}-01" for number in expected]


@pytest.mark.parametrize("text", ["%", "_", "jo%", "jo_o", "' OR '1'='1", "'; DELETE FROM orders; --", "\\", "*", "%s"])
@pytest.mark.parametrize("criterion", ["order_id", "name", "email", "document"])
def test_every_character_is_only_itself(store: Store, criterion: str, text: str) -> None:
    assert found(store, **{criterion: text}) == []
    assert found(store) == ["v1-01", "v2-01"]


def test_signs_in_a_name_are_found_as_they_are(store: Store) -> None:
    assert found(store, name="100%") == found(store, name="joao_") == found(store, name="d'") == ["v2-01"]


def test_words_of_different_names_do_not_make_a_name(store: Store) -> None:
    assert found(store, name="miguel padaria") == []


@pytest.mark.parametrize("name", ["\U0001f600", "\U0010fffd", "\U0001d400na", "\u4e2d\u6587"])
def test_a_name_may_have_any_character(store: Store, name: str) -> None:
    store.receive(order(3), Customer(names=(f"{name}x",)) if name.isprintable() else Customer(names=("x",)))
    assert found(store, name=name) == (["v3-01"] if name.isprintable() else [])


def test_an_order_is_found_by_the_status_that_it_is_in_now(store: Store) -> None:
    answer = store.handle("v1-01", invoice(1))
    [summary] = store.find(order_id="v1-01").orders
    assert summary == Summary("v1-01", answer.status.value, 2)


@pytest.mark.parametrize("criterion", ["name", "email", "document"])
@pytest.mark.parametrize("text", ["", " ", "\u0301", " \t\n"])
def test_a_text_of_blanks_is_refused(store: Store, criterion: str, text: str) -> None:
    criteria: dict[str, Any] = {criterion: text}
    with pytest.raises(BadInputError, match=f"{criterion}: expected some text, found only blanks"):
        store.find(**criteria)


@pytest.mark.parametrize("criterion", ["order_id", "name", "email", "document"])
@pytest.mark.parametrize("text", ["a\x00", "a\ud800"], ids=["nul", "surrogate"])
def test_a_text_that_no_database_can_keep_finds_nothing(store: Store, criterion: str, text: str) -> None:
    assert found(store, **{criterion: text}) == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=NAMES, text=WORDS | NAMES)
@example(name="\ufdfa", text="\ufdfa")
@example(name="a \u00a8b", text="b")
@example(name="\u00bd", text="1")
def test_a_name_is_found_as_it_is_among_documents(sqlite_url: str, name: str, text: str) -> None:
    order_id = str(uuid4())
    document = {"orderId": order_id, "clientProfileData": {"firstName": name}}
    with Store(sqlite_url) as store:
        store.receive(order().but(order_id=order_id), Customer.from_vtex(document))
        for wanted in (text, name, name[: len(name) // 2 + 1], text.swapcase()):
            is_found = matches(document, wanted)
            assert is_found == (not _is_blank(wanted) and found(store, name=wanted, order_id=order_id) != [])


def _is_blank(text: str) -> bool:
    return text.strip(" \u0301\u00a8") == ""


# A page at a time.


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 50, 1000])
def test_the_pages_have_every_order_once_in_the_order_of_ids(store: Store, limit: int) -> None:
    ids = ["B", "a", "Z", "é", "v10-01", "v1-1", "V1-01", "\U0001f600", "%", "/x:1"]
    for order_id in ids:
        store.receive(order().but(order_id=order_id), JOAO)
    turned = [[summary.order_id for summary in page.orders] for page in pages(store, limit, name="joao")]
    assert [order_id for page in turned for order_id in page] == sorted([*ids, "v1-01", "v2-01"])
    assert all(len(page) == limit for page in turned[:-1])
    assert turned[-1]


def test_orders_that_come_in_meanwhile_make_none_come_twice_or_never(store: Store) -> None:
    seen = []
    for number, page in enumerate(pages(store, 1)):
        seen += [summary.order_id for summary in page.orders]
        if number == 0:
            store.receive(order().but(order_id="a"))
            store.receive(order().but(order_id="v1-02"))
    assert seen == ["v1-01", "v1-02", "v2-01"]


def test_where_nothing_follows_there_is_no_next_page(store: Store) -> None:
    assert store.find(limit=2).next is None
    assert store.find(limit=1).next is not None
    assert store.find(name="nobody") == Page((), None)


@pytest.mark.parametrize("cursor", ["é", "a", "!!!", "_w==", "-", "4pyT~", "AA", "", " ", "djEtMDE=\n"])
def test_what_is_no_cursor_is_refused(store: Store, cursor: str) -> None:
    with pytest.raises(BadInputError, match="after: is no cursor: expected the `next` of a page"):
        store.find(after=cursor)


def test_a_cursor_may_be_of_an_order_that_is_not_there(store: Store) -> None:
    assert found(store, after=urlsafe_b64encode(b"v1-05").decode().rstrip("=")) == ["v2-01"]


@pytest.mark.parametrize("limit", [0, -1, 1001, 10**30])
def test_a_page_has_room_for_one_to_a_thousand(store: Store, limit: int) -> None:
    with pytest.raises(BadInputError, match="limit: expected a number from 1 to 1,000"):
        store.find(limit=limit)
