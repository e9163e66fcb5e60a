"""The command that runs a worker."""

import math
from typing import Any

import click

from pedido.cli.databases import demand_current_at, engine_at
from pedido.cli.exits import REFUSED, complain
from pedido.cli.options import database_option


class _Seconds(click.FloatRange):
    """A number of seconds; unlike a number in a range, it is one."""

    name = "seconds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        seconds = super().convert(value, param, ctx)
        if math.isnan(seconds):
            self.fail(f"{value!r} is not a number of seconds.", param, ctx)
        return seconds


@click.command(
    short_help="Deliver messages, and see to deadlines.",
    epilog="""\b
Examples:
  pedido worker --database sqlite:///orders.db --publish -
  pedido worker --database postgresql://pedido@db.example.com/orders --publish https://example.com/hooks/orders
  pedido worker --database sqlite:///orders.db --publish - --drain   for cron: what is due now, and no more
\b
The secret that a webhook is signed with is in the variable PEDIDO_WEBHOOK_SECRET: whsec_BASE64.
Exit codes: 0 stopped or drained, 1 the database or the place failed, or a delivery while draining, 2 bad input.""",
)
@database_option
@click.option(
    "--publish",
    metavar="PLACE",
    envvar="PEDIDO_PUBLISH",
    show_envvar=True,
    required=True,
    help="Where messages go: - for lines of JSON on standard output, https://... for a webhook, nats://HOST:PORT/SUBJECT for a "
    "stream of NATS.",
)
@click.option(
    "--idle",
    type=_Seconds(min=0.01, max=3600),
    default=1.0,
    show_default=True,
    metavar="SECONDS",
    help="How long it waits where there was nothing to do.",
)
@click.option(
    "--attempts",
    type=click.IntRange(min=1, max=1000),
    default=12,
    show_default=True,
    help="How often a message is tried before it is a dead letter (see pedido outbox).",
)
@click.option(
    "--timeout",
    type=_Seconds(min=0.01, max=40),
    default=10.0,
    show_default=True,
    metavar="SECONDS",
    help="How long a delivery may take.",
)
@click.option("--drain", is_flag=True, help="Do what is due, and stop once nothing is.")
def worker(database: str, publish: str, idle: float, attempts: int, timeout: float, drain: bool) -> int:
    """Deliver the messages that wait in the outbox, and give orders whose deadline is over the command that time has passed.

    It works until SIGTERM or SIGINT (Ctrl-C), and then finishes what it is at. Any number of workers may work on one database. A
    message is delivered at least once, and those of an order in their order.
    """
    import asyncio
    import os
    import sys

    from pedido.cli.logs import logged
    from pedido.cli.running import drain as drain_outbox
    from pedido.cli.running import run_worker
    from pedido.input import BadInputError
    from pedido.store.publishers import DeliveryError, publisher_at
    from pedido.store.publishers.place import SECRET

    with engine_at(database) as engine:
        publisher = publisher_at(publish, secret=os.environ.get(SECRET), timeout=timeout)
        if "://" not in publish and sys.__stdout__ is None:
            raise BadInputError("--publish", "standard output is closed: every message would be lost")
        demand_current_at(engine)
    try:
        with logged():
            if drain:
                is_done = asyncio.run(drain_outbox(database, publish, publisher, attempts=attempts))
                return 0 if is_done else REFUSED
            asyncio.run(run_worker(database, publish, publisher, attempts=attempts, idle=idle))
    except DeliveryError as error:
        return complain(f"--publish: {error}", REFUSED)
    return 0
