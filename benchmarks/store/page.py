"""The tables of what was measured, in Markdown, and their place in a page."""

import os
import platform
import sqlite3
import statistics
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Final

from benchmarks.store.flatness import Costs
from benchmarks.store.throughput import OURS, Measured

BEGIN: Final = "<!-- store table: begin (written by `make bench`) -->"
END: Final = "<!-- store table: end -->"


def rates(found: Iterable[Measured]) -> str:
    """Each contender, and ours as a share of it."""
    lines = ["| where | who | commands per second | from, to | pedido's share |", "|---|---|---:|---:|---:|"]
    for measured in found:
        for name, each in measured.rates.items():
            who = f"**{name}**" if name == OURS.name else name
            share = "" if name == OURS.name else f"{measured.share(name):.0%}"
            spread = f"{min(each):,.0f}, {max(each):,.0f}"
            lines.append(f"| {measured.setting.name} | {who} | {statistics.median(each):,.0f} | {spread} | {share} |")
    return "\n".join(lines)


def targets(found: Iterable[tuple[str, str, str, bool]]) -> str:
    """What was to be reached, and whether it was."""
    lines = ["| target | at least | measured | |", "|---|---:|---:|---|"]
    lines += [f"| {what} | {least} | {got} | {'reached' if met else 'missed'} |" for what, least, got, met in found]
    return "\n".join(lines)


def costs(found: Mapping[str, Costs]) -> str:
    """What a command costs: a column for each database, and for how many commands share a transaction."""
    lines = [f"| orders | {' | '.join(f'{name}, µs per command' for name in found)} |"]
    lines.append("|---:|" + "---:|" * len(found))
    for size in next(iter(found.values())):
        cells = [
            f"{statistics.median(each[size]):,.0f} ({min(each[size]):,.0f} to {max(each[size]):,.0f})"
            for each in found.values()
        ]
        lines.append(f"| {size:,} | {' | '.join(cells)} |")
    return "\n".join(lines)


def footer(postgresql: str) -> str:
    """Where and when it was measured."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("psycopg", "sqlalchemy"))
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return (
        f"Measured {datetime.now(UTC):%Y-%m-%d}, {python}, PostgreSQL {postgresql}, SQLite {sqlite3.sqlite_version}, "
        f"{versions}, {os.cpu_count()} CPUs."
    )


def replaced(page: str, content: str) -> str:
    """The page with the content between its markers; the prose around them stays."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"the page has no markers {BEGIN} and {END}")
    return f"{before}{begin}\n\n{content}\n\n{end}{after}"
