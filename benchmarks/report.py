"""Turn the JSON of pytest-benchmark into the table of benchmarks/README.md: `python -m benchmarks.report JSON README`."""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BEGIN = "<!-- table: begin (written by `make bench`) -->"
END = "<!-- table: end -->"
OURS = "pedido"


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one event costs with one engine."""

    engine: str
    version: str
    microseconds: float


def measurements(document: dict[str, Any]) -> list[Measurement]:
    """The measured engines, the quickest first; the median round stands for an engine."""
    found = [
        Measurement(
            engine=run["extra_info"]["engine"],
            version=run["extra_info"]["version"] or "-",
            microseconds=run["stats"]["median"] / run["extra_info"]["events"] * 1e6,
        )
        for run in document["benchmarks"]
        if "engine" in run["extra_info"]
    ]
    return sorted(found, key=lambda one: one.microseconds)


def decisions(document: dict[str, Any]) -> list[tuple[str, float]]:
    """What a whole decision costs, in microseconds; the median round stands for it."""
    return [
        (run["extra_info"]["decision"], run["stats"]["median"] / run["extra_info"]["decisions"] * 1e6)
        for run in document["benchmarks"]
        if "decision" in run["extra_info"]
    ]


def table(document: dict[str, Any]) -> str:
    """The measurements as Markdown, each next to ours, and where they were made."""
    rows = measurements(document)
    ours = next((row.microseconds for row in rows if row.engine == OURS), None)
    lines = ["| engine | version | µs per event | times pedido's |", "|---|---|---:|---:|"]
    for row in rows:
        engine = f"**{row.engine}**" if row.engine == OURS else row.engine
        times = f"{row.microseconds / ours:.3g}" if ours else "-"
        lines.append(f"| {engine} | {row.version} | {row.microseconds:.3g} | {times} |")
    lines += ["", "| decision | µs | per second, one core |", "|---|---:|---:|"]
    for name, microseconds in decisions(document):
        lines.append(f"| {name} | {microseconds:.3g} | {1e6 / microseconds:,.0f} |")
    machine = document["machine_info"]
    python = f"{machine['python_implementation']} {machine['python_version']}"
    day = document["datetime"][:10]
    lines += ["", f"Measured {day}, {python}, {machine['cpu']['count']} CPUs."]
    return "\n".join(lines)


def replaced(page: str, content: str) -> str:
    """The page with the content between its markers; the prose around them stays."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise SystemExit(f"the page has no markers {BEGIN} and {END}")
    return f"{before}{begin}\n\n{content}\n\n{end}{after}"


def main() -> None:
    """Write the table into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measured", type=Path, help="JSON that pytest-benchmark wrote")
    parser.add_argument("page", type=Path, help="Markdown page with the markers")
    arguments = parser.parse_args()
    document = json.loads(arguments.measured.read_text(encoding="utf-8"))
    page = arguments.page.read_text(encoding="utf-8")
    arguments.page.write_text(replaced(page, table(document)), encoding="utf-8")


if __name__ == "__main__":
    main()
