"""What a modification comes to, and the history of them, printed in a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pedido.explain import effect_text, print_notices
from pedido.messages import Label, Language, Money, text
from pedido.messages.writing import written
from pedido.order.effects import (
    ChargeSeparately,
    Effect,
    Notice,
    RefundPayment,
    RequestDifference,
    TellNewTotal,
)
from pedido.order.item import Item
from pedido.order.modification import Modification, Totals
from pedido.order.order import Order
from pedido.paragraphs import bullet, heading, indented

_TEXT_COLUMNS: Final = ("sku", "name")
_NUMBER_COLUMNS: Final = ("quantity", "unit", "price", "line")
_NARROWEST: Final = 3
"""However narrow the terminal is, a column does not vanish."""


def print_modification(
    console: Console, before: Order, modification: Modification, notices: Iterable[Notice], language: Language
) -> None:
    """Print what a modification of an order comes to: its lines, the totals, what Payments is asked, and the notices.

    `before` is the order as it was when the modification was asked for.
    """
    if modification.history:
        status = Label("status", modification.status)
        made = text("modify.made", language, {"modification": modification.id, "status": status})
        console.print(Text(made))
    kinds = tuple(Label("kind", kind) for kind in modification.kinds)
    console.print(Text(text("modify.kinds", language, {"kinds": kinds})))
    lines = list(_lines(modification))
    if lines:
        indented(console, _lines_table(lines, before, language), 2)
    heading(console, "modify.totals", language)
    indented(console, _totals_table(before, modification, language), 2)
    heading(console, "modify.payments", language)
    asked = [effect_text(effect, before, language) for effect in _asked(before, modification)]
    for content in asked or [text("modify.nothing", language)]:
        bullet(console, content, indent=2)
    console.print()
    print_notices(console, notices, language)


def _lines(modification: Modification) -> Iterator[tuple[str, Item]]:
    """Go through the lines that change, each with what becomes of it."""
    yield from (("removed", item) for item in modification.removed)
    for pair in modification.replaced:
        yield from (("replaced", item) for item in pair.from_)
        yield from (("put", item) for item in pair.to)
    yield from (("added", item) for item in modification.added)


def _lines_table(lines: Iterable[tuple[str, Item]], order: Order, language: Language) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("", overflow="fold")
    for name in _TEXT_COLUMNS:
        table.add_column(text(f"modify.{name}", language), overflow="fold", min_width=_NARROWEST)
    for name in _NUMBER_COLUMNS:
        table.add_column(text(f"modify.{name}", language), justify="right", overflow="fold")
    for what, item in lines:
        cells = (
            text(f"modify.{what}", language),
            written(item.sku, language),
            written(item.name, language),
            written(item.quantity, language),
            _unit(item, language),
            written(order.money(item.unit_price), language),
            written(order.money(item.value), language),
        )
        table.add_row(*map(Text, cells))
    return table


def _unit(item: Item, language: Language) -> str:
    unit = written(item.measurement_unit, language)
    return unit if item.unit_multiplier == 1 else f"{written(item.unit_multiplier, language)} {unit}"


def _totals_table(before: Order, modification: Modification, language: Language) -> Table:
    """Make a row for each total and one for their sum: how much it changes, and what it comes to where that is known."""
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("")
    for name in ("change", "after"):
        table.add_column(text(f"modify.{name}", language), justify="right", no_wrap=True)
    known = before.totals.plus(modification.totals) if before.totals is not None else None
    for name in Totals.model_fields:
        after = before.money(getattr(known, name)) if known is not None else None
        change = before.money(getattr(modification.totals, name))
        _add_total(table, text(f"modify.{name}", language), change, after, language)
    change, after = before.money(modification.totals.value), before.money(modification.value)
    _add_total(table, text("modify.value", language), change, after, language, style="bold")
    return table


def _add_total(
    table: Table, name: str, change: Money, after: Money | None, language: Language, *, style: str = ""
) -> None:
    table.add_row(
        Text(name), Text(_signed(change, language)), Text(written(after, language) if after else ""), style=style
    )


def _signed(change: Money, language: Language) -> str:
    return ("+" if change.cents > 0 else "") + written(change, language)


def _asked(before: Order, modification: Modification) -> Iterator[Effect]:
    """Say what a modification asks of Payments as the effects that ask it."""
    asked = modification.payment
    if asked.lowered:
        yield TellNewTotal(before.payment.value - asked.lowered)
    if asked.refunded:
        yield RefundPayment(asked.refunded)
    if asked.raised:
        yield RequestDifference(asked.raised)
    if asked.separate:
        yield ChargeSeparately(asked.separate)


_AT_ONCE: Final = 200
"""How many rows are laid out together: the first are printed before the last are looked at."""

_WIDEST: Final = 110
_WIDTHS: Final = {"number": 6, "when": 15, "modification": 18, "change": 14, "status": 19}
"""The columns of the history at 80 columns, the same in every part of it; what a terminal has more is for the ids."""


def print_history(console: Console, order: Order, modifications: Sequence[Modification], language: Language) -> None:
    """Print modifications of an order as a table, in the order in which they are given."""
    if not modifications:
        console.print(Text(text("history.none", language)))
    for start in range(0, len(modifications), _AT_ONCE):
        table = _history_table(console, language, headed=start == 0)
        for modification in modifications[start : start + _AT_ONCE]:
            table.add_row(*map(Text, _history_row(order, modification, language)))
        console.print(table)


def _history_table(console: Console, language: Language, *, headed: bool) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", show_header=headed)
    more = max(min(console.width, _WIDEST) - sum(_WIDTHS.values()) - 2 * (len(_WIDTHS) - 1), 0)
    for name, width in _WIDTHS.items():
        justify: Literal["right", "left"] = "right" if name in {"number", "change"} else "left"
        widened = width + more if name == "modification" else width
        table.add_column(text(f"history.{name}", language), width=widened, overflow="fold", justify=justify)
    return table


def _history_row(order: Order, modification: Modification, language: Language) -> tuple[str, ...]:
    channel = Label("channel", modification.channel)
    who = text("history.who", language, {"actor": modification.requested_by, "channel": channel})
    kinds = written(tuple(Label("kind", kind) for kind in modification.kinds), language)
    return (
        written(modification.number, language),
        written(modification.requested_at, language),
        "\n".join((written(modification.id, language), who, kinds)),
        _signed(order.money(modification.totals.value), language),
        "\n".join(_what_became(modification, language)),
    )


def _what_became(modification: Modification, language: Language) -> Iterator[str]:
    """Say the status, and why it was cancelled."""
    yield written(Label("status", modification.status), language)
    if modification.cancellation is not None:
        yield written(modification.cancellation.reason, language)
        if modification.cancellation.error is not None:
            yield written(modification.cancellation.error, language)
