"""Markdown: a table, and a page of blocks."""

from collections.abc import Iterable, Sequence


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table."""
    return "\n".join([_line(headings), "|" + "---|" * len(headings), *map(_line, rows)])


def blocks(*parts: str) -> str:
    """Write blocks of text, with an empty line between them and none for what is empty."""
    return "\n\n".join(part.strip("\n") for part in parts if part) + "\n"


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"
