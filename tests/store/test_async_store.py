"""The front door that is awaited: the same store, with many commands on their way at once."""

import asyncio

import pytest

from pedido.store import AsyncStore, SchemaError, Store
from tests.store.doors import DOORS, Awaited, invoice, opened, order


def test_what_comes_in_at_one_door_is_there_at_the_other(database_url: str) -> None:
    with opened(Store, database_url) as one, opened(Awaited, database_url) as other:
        one.receive(order())
        other.handle("v1-01", invoice(1))
        assert one.load("v1-01") == other.load("v1-01")
        assert one.history("v1-01") == other.history("v1-01")


def test_commands_for_one_order_at_the_same_time_are_all_carried_out(database_url: str) -> None:
    async def work() -> tuple[int, list[int]]:
        async with AsyncStore(database_url) as store:
            await store.receive(order())
            answers = await asyncio.gather(*(store.handle("v1-01", invoice(number)) for number in range(6)))
            return (await store.load("v1-01")).order.invoiced, sorted(answer.version for answer in answers)

    assert asyncio.run(work()) == (60, [2, 3, 4, 5, 6, 7])


def test_commands_for_many_orders_at_the_same_time_are_all_carried_out(database_url: str) -> None:
    async def work() -> set[int]:
        async with AsyncStore(database_url) as store:
            await asyncio.gather(*(store.receive(order(number)) for number in range(30)))
            answers = await asyncio.gather(*(store.handle(f"v{number}-01", invoice(1)) for number in range(30)))
            return {answer.version for answer in answers}

    assert asyncio.run(work()) == {2}


def test_one_key_given_many_times_at_the_same_time_is_carried_out_once(database_url: str) -> None:
    async def work() -> tuple[int, int]:
        async with AsyncStore(database_url) as store:
            await store.receive(order())
            answers = await asyncio.gather(*(store.handle("v1-01", invoice(1), key="k") for _ in range(6)))
            return len(await store.history("v1-01")), sum(answer.repeated for answer in answers)

    assert asyncio.run(work()) == (2, 5)


@pytest.mark.parametrize("door", DOORS)
def test_without_its_tables_a_store_says_what_to_do(door: type[Store | Awaited], empty_url: str) -> None:
    with opened(door, empty_url) as store, pytest.raises(SchemaError, match="run pedido db upgrade"):
        store.load("v1-01")
