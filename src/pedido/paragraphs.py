"""Headings, bullets and indented lines in a terminal."""

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pedido.messages import Language, text


def heading(console: Console, message_id: str, language: Language) -> None:
    """Print an empty line and a heading."""
    console.print()
    console.print(Text(text(message_id, language), style="bold underline"))


def bullet(console: Console, content: str, *, indent: int, mark: str = "-", style: str = "") -> None:
    """Print a text behind a mark; it stays right of the mark where it takes several lines."""
    row = Table.grid(padding=(0, 1))
    row.add_row(Text(mark, style=style), Text(content, style=style))
    indented(console, row, indent)


def indented(console: Console, content: RenderableType, indent: int) -> None:
    """Print something some columns to the right."""
    console.print(Padding(content, (0, 0, 0, indent), expand=False))
