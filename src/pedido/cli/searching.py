"""The command that finds orders among documents."""

import click

from pedido.arguments import documents_at
from pedido.cli.exits import BAD_INPUT, REFUSED, complain
from pedido.cli.options import order_limit


@click.command(
    short_help="Find VTEX order documents by id, name, e-mail or document.",
    epilog="""\b
Examples:
  pedido find 1176320001-01 orders
  pedido find "Ana Souza" orders/2026 another-order.json""",
)
@click.argument("text")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@order_limit
def find(text: str, paths: tuple[str, ...], max_bytes: int) -> int:
    """Find VTEX order documents by order id, or by the customer's name, e-mail or document (M12).

    PATH is a file, or a folder: every .json file in it and below. Prints where each order is, its id and its status, and nothing
    of the customer. The exit code is 1 where nothing is found.
    """
    from pedido.messages.printable import printable
    from pedido.vtex.search import find as matching

    unreadable: list[str] = []
    code = REFUSED
    for order in matching(documents_at(paths, max_bytes, unreadable), text):
        code = 0
        click.echo(printable(f"{order.place}  {order.order_id}  {order.status}"))
    if unreadable:
        more = f" (and {len(unreadable) - 1} more)" if len(unreadable) > 1 else ""
        return complain(unreadable[0] + more, BAD_INPUT)
    return code
