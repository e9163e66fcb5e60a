"""What a command costs among more and more orders."""

import random
import statistics
import time
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Final

from benchmarks.store.orders import Fresh, cancellations, fill
from benchmarks.store.workers import opened_store

_ROUNDS: Final = 5
_WARM_UP: Final = 20
_ORDERS: Final = {1: 60, 100: 100}
"""How many orders are canceled in a round, by how many share a transaction: so that all rounds find fresh ones among a thousand."""

Costs = dict[int, list[float]]
"""What a command cost in each round, in microseconds, by how many orders there are."""


def costs(fresh: Fresh, sizes: Sequence[int], tell: Callable[[str], None]) -> dict[int, Costs]:
    """Measure commands, alone in their transaction and many in one, by how many share it; the sizes take turns."""
    urls = {}
    for size in sizes:
        urls[size] = fresh()
        start = time.perf_counter()
        fill(urls[size], size)
        tell(f"{size:,} orders in {time.perf_counter() - start:.1f} s")
    needed = _ROUNDS * sum(_WARM_UP + orders for orders in _ORDERS.values())
    numbers = {size: iter(random.sample(range(1, size + 1), needed)) for size in sizes}
    found: dict[int, Costs] = {chunk: {size: [] for size in sizes} for chunk in _ORDERS}
    for _ in range(_ROUNDS):
        for size in sizes:
            for chunk, orders in _ORDERS.items():
                warm_up, timed = ([*islice(numbers[size], count)] for count in (_WARM_UP, orders))
                found[chunk][size].append(_cost(urls[size], warm_up, timed, chunk))
    for chunk, by_size in found.items():
        for size, each in by_size.items():
            tell(f"{size:,} orders, {chunk} at once: {statistics.median(each):,.0f} µs a command")
    return found


def _cost(url: str, warm_up: Sequence[int], numbers: Sequence[int], chunk: int) -> float:
    taken = []
    with opened_store(url) as work:
        for each in cancellations(warm_up, chunk):
            work(each)
        for each in cancellations(numbers, chunk):
            start = time.perf_counter()
            work(each)
            taken.append((time.perf_counter() - start) / len(each))
    return statistics.median(taken) * 1e6
