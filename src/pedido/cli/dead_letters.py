"""The commands about dead letters: messages that were given up, and behind which those that follow for their order wait."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from pedido.cli.exits import REFUSED, complain
from pedido.cli.options import database_option, json_option
from pedido.terminal import print_json

if TYPE_CHECKING:
    from pedido.store import DeadLetter

_ids = click.argument("ids", nargs=-1, required=True, metavar="ID...")


@click.group(
    short_help="See to messages that could not be delivered.",
    epilog="""\b
Examples:
  pedido outbox dead --database sqlite:///o.db                   the dead letters, and why they are
  pedido outbox revive 1234-01:2:1 --database sqlite:///o.db     have one delivered after all
  pedido outbox discard 1234-01:2:1 --database sqlite:///o.db    give one up for good
The variable PEDIDO_DATABASE_URL takes the place of --database.""",
)
def outbox() -> None:
    """See to dead letters: messages that could not be delivered. What follows for the same order waits until somebody does."""


@outbox.command(
    short_help="List dead letters.",
    epilog="""\b
Examples:
  pedido outbox dead --database sqlite:///orders.db
  pedido outbox dead --database sqlite:///orders.db --json""",
)
@click.option("--limit", type=click.IntRange(min=1, max=999), default=100, show_default=True, help="How many at most.")
@json_option
@database_option
def dead(database: str, limit: int, as_json: bool) -> None:
    """List the dead letters, the oldest first: the id, the kind, how often it was tried, when it was given up, and why."""
    from pedido.store import Store

    with Store(database) as store:
        found = store.dead_letters(limit + 1)
    if as_json:
        print_json([_data(letter) for letter in found[:limit]])
    else:
        _print(found[:limit])
    if len(found) > limit:
        click.echo("there are more: see --limit", err=True)


@outbox.command(
    short_help="Have dead letters delivered after all.",
    epilog="""\b
Examples:
  pedido outbox revive 1234-01:2:1 --database sqlite:///orders.db
  pedido outbox dead --json | jq -r '.[].id' | xargs pedido outbox revive""",
)
@_ids
@database_option
def revive(ids: tuple[str, ...], database: str) -> int:
    """Have dead letters delivered after all. A worker does it, and its attempts count anew."""
    from pedido.store import Store

    with Store(database) as store:
        return _for_each(ids, store.revive, "is due again")


@outbox.command(
    short_help="Give dead letters up for good.",
    epilog="""\b
Example:
  pedido outbox discard 1234-01:2:1 --database sqlite:///orders.db""",
)
@_ids
@database_option
def discard(ids: tuple[str, ...], database: str) -> int:
    """Give dead letters up for good: nobody is told, and what follows for their orders goes on."""
    from pedido.store import Store

    with Store(database) as store:
        return _for_each(ids, store.discard, "is discarded")


def _for_each(ids: tuple[str, ...], do: Callable[[str], None], done: str) -> int:
    from pedido.messages.printable import printable
    from pedido.store import UnknownMessageError

    code = 0
    for message_id in ids:
        try:
            do(message_id)
        except UnknownMessageError as error:
            code = complain(str(error), REFUSED)
        else:
            click.echo(printable(f"{message_id} {done}"))
    return code


def _data(letter: "DeadLetter") -> dict[str, Any]:
    message = letter.message
    return {
        **message.document(),
        "attempts": message.attempt,
        "dead_at": letter.dead_at,
        "problem": letter.problem,
    }


def _print(letters: "tuple[DeadLetter, ...]") -> None:
    from pedido.messages.printable import printable

    if not letters:
        click.echo("there are no dead letters")
    for message, problem, dead_at in letters:
        attempts = f"{message.attempt} attempt{'' if message.attempt == 1 else 's'}"
        click.echo(printable(f"{message.id}  {message.kind}  {attempts}  {dead_at}  {problem}"))
