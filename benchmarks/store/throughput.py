"""The store beside the bare drivers: the same statements with the same parameters, round by round, one after the other."""

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from benchmarks.store.orders import Fresh, cancellations, fill
from benchmarks.store.recording import Call, plainest, record
from benchmarks.store.workers import Contender, Parts, opened_psycopg, opened_sqlite, opened_store, rate
from pedido.store.envelope import Envelope

OURS: Final = Contender("pedido", opened_store)
PSYCOPG: Final = Contender("psycopg, the same statements", opened_psycopg)
PLAINEST: Final = Contender("psycopg, the plainest statements", opened_psycopg)
SQLITE: Final = Contender("sqlite3, the same statements", opened_sqlite)

_WARM_UP: Final = 20


@dataclass(frozen=True, slots=True)
class Setting:
    """What is measured: where, with how many workers, how many orders in a transaction, and so many orders for each worker."""

    name: str
    rivals: Sequence[Contender]
    workers: int = 1
    chunk: int = 1
    orders: int = 200


@dataclass(frozen=True, slots=True)
class Measured:
    """How many commands a second each contender did in each round; ours come first."""

    setting: Setting
    rates: dict[str, list[float]]

    def share(self, rival: str) -> float:
        """Return how much of a rival's rate ours is: the median of the rounds."""
        ours = self.rates[OURS.name]
        return statistics.median(one / other for one, other in zip(ours, self.rates[rival], strict=True))


def measure(setting: Setting, fresh: Fresh, rounds: int, tell: Callable[[str], None]) -> Measured:
    """Measure a setting. Each contender has a database of its own with the same orders; nobody's orders are used twice."""
    each_round = setting.workers * setting.orders
    contenders = (OURS, *setting.rivals)
    urls = {contender.name: fresh() for contender in contenders}
    twin = fresh()
    for url in (*urls.values(), twin):
        fill(url, rounds * each_round)
    rates: dict[str, list[float]] = {contender.name: [] for contender in contenders}
    for number in range(rounds):
        shares = [
            cancellations(range(start, start + setting.orders), setting.chunk)
            for start in range(1 + number * each_round, 1 + (number + 1) * each_round, setting.orders)
        ]
        recorded = [record(twin, share) for share in shares]
        for contender in contenders:
            parts = _parts(contender, shares, recorded)
            warm_up = _WARM_UP if setting.chunk == 1 else 2
            found = rate(contender, urls[contender.name], parts, warm_up=warm_up, each=setting.chunk)
            rates[contender.name].append(found)
        tell(f"{setting.name}: " + ", ".join(f"{name} {each[-1]:,.0f}" for name, each in rates.items()))
    return Measured(setting, rates)


def _parts(
    contender: Contender, shares: Sequence[Sequence[Sequence[Envelope]]], recorded: Sequence[Sequence[Sequence[Call]]]
) -> Sequence[Parts]:
    if contender is OURS:
        return shares
    if contender is PLAINEST:
        return [[plainest(calls) for calls in share] for share in recorded]
    return recorded
