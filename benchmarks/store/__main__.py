"""Measure what a command costs where orders are kept, and renew the tables of a page: `python -m benchmarks.store PAGE`."""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import psycopg

from benchmarks.store import flatness, page
from benchmarks.store.flatness import Costs
from benchmarks.store.orders import in_folder, on_server
from benchmarks.store.throughput import OURS, PLAINEST, PSYCOPG, SQLITE, Measured, Setting, measure
from tests.store.databases import postgresql_server

BATCH: Final = 200
ALONE: Final = Setting("PostgreSQL, 1 worker", (PSYCOPG, PLAINEST))
EIGHT: Final = Setting("PostgreSQL, 8 workers", (PSYCOPG, PLAINEST), workers=8, orders=60)
BATCHES: Final = Setting(f"PostgreSQL, 1 worker, {BATCH} at once", (PSYCOPG,), chunk=BATCH, orders=4 * BATCH)
FILE: Final = Setting("SQLite, 1 worker", (SQLITE,))

_FEWEST: Final = 1_000
_FLAT: Final = 1.25


def main() -> None:
    """Measure, and write the tables into the page."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.store", description=__doc__)
    parser.add_argument("page", type=Path, help="Markdown page with the markers")
    parser.add_argument("--rounds", type=int, default=7, help="how often each contender runs (default: 7)")
    parser.add_argument("--orders", type=int, default=1_000_000, help="up to how many orders (default: 1,000,000)")
    arguments = parser.parse_args()
    content = _measured(arguments.rounds, list(_sizes(arguments.orders)))
    text = arguments.page.read_text(encoding="utf-8")
    arguments.page.write_text(page.replaced(text, content), encoding="utf-8")


def _sizes(most: int) -> Iterator[int]:
    size = _FEWEST
    while size <= most:
        yield size
        size *= 10


def _measured(rounds: int, sizes: list[int]) -> str:
    with postgresql_server() as admin_url, tempfile.TemporaryDirectory(prefix="pedido-benchmark-") as name:
        with psycopg.connect(admin_url) as connection:
            server = connection.info.parameter_status("server_version") or ""
        on, in_ = on_server(admin_url), in_folder(Path(name))
        found = [measure(setting, on, rounds, _tell) for setting in (ALONE, EIGHT, BATCHES)]
        found.append(measure(FILE, in_, rounds, _tell))
        costs = {
            kind if chunk == 1 else f"{kind}, {chunk} at once": each
            for kind, fresh in (("PostgreSQL", on), ("SQLite", in_))
            for chunk, each in flatness.costs(fresh, sizes, _tell).items()
        }
    tables = (
        page.targets(_targets(found, costs)),
        page.rates(found),
        page.costs(costs),
        page.footer(server.split()[0]),
    )
    return "\n\n".join(tables)


def _targets(found: list[Measured], costs: Mapping[str, Costs]) -> Iterator[tuple[str, str, str, bool]]:
    _, eight, batches, file = found
    quicker = max(eight.setting.rivals, key=lambda rival: statistics.median(eight.rates[rival.name]))
    yield _share(f"{EIGHT.name}, of {quicker.name}", eight.share(quicker.name), 0.6)
    yield _share(f"{FILE.name}, of {SQLITE.name}", file.share(SQLITE.name), 0.4)
    rate = statistics.median(batches.rates[OURS.name])
    yield f"{BATCHES.name}, commands per second", "8,000", f"{rate:,.0f}", rate >= 8_000
    for kind, each in costs.items():
        fewest, *_, most = each
        times = statistics.median(each[most]) / statistics.median(each[fewest])
        what = f"{kind}, {most:,} orders as quick as {fewest:,}"
        yield what, f"{1 / _FLAT:.0%}", f"{1 / times:.0%}", times <= _FLAT


def _share(what: str, share: float, least: float) -> tuple[str, str, str, bool]:
    return what, f"{least:.0%}", f"{share:.0%}", share >= least


def _tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    main()
