"""What a command costs among more and more orders."""

import random
import statistics
import time
from collections.abc import Callable, Sequence
from typing import Final

from benchmarks.store.orders import Fresh, cancellations, fill
from benchmarks.store.workers import opened_store

_ROUNDS: Final = 5
_ORDERS: Final = 60
_WARM_UP: Final = 20


def costs(fresh: Fresh, sizes: Sequence[int], tell: Callable[[str], None]) -> dict[int, list[float]]:
    """Return the median cost of a command in each round, in microseconds, with so many orders; the sizes take turns."""
    urls = {}
    for size in sizes:
        urls[size] = fresh()
        start = time.perf_counter()
        fill(urls[size], size)
        tell(f"{size:,} orders in {time.perf_counter() - start:.1f} s")
    numbers = {size: iter(random.sample(range(1, size + 1), _ROUNDS * (_ORDERS + _WARM_UP))) for size in sizes}
    found: dict[int, list[float]] = {size: [] for size in sizes}
    for _ in range(_ROUNDS):
        for size in sizes:
            found[size].append(_cost(urls[size], [next(numbers[size]) for _ in range(_ORDERS + _WARM_UP)]))
    for size in sizes:
        tell(f"{size:,} orders: {statistics.median(found[size]):,.0f} µs a command")
    return found


def _cost(url: str, numbers: Sequence[int]) -> float:
    work = opened_store(url)
    chunks = cancellations(numbers)
    taken = []
    for chunk in chunks:
        start = time.perf_counter()
        work(chunk)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken[2 * _WARM_UP :]) * 1e6
