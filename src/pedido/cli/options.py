"""Options that several commands share."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

CHANNELS: Final = ("admin", "api", "my-account")

lang_option = click.option(
    "--lang", type=click.Choice(["pt", "en", "es"]), default="en", show_default=True, help="Language of the texts."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of text.")
channel_option = click.option(
    "--channel",
    type=click.Choice(CHANNELS),
    help="The channel through which an order is canceled or modified [default: api].",
)
at_option = click.option(
    "--at", metavar="MOMENT", help="When the command is given: ISO 8601 with a time zone [default: now]."
)
resources_option = click.option(
    "--resource",
    "resources",
    multiple=True,
    metavar="NAME",
    help='A License Manager resource of who gives the command, such as "Cancel order" [default: all]. Repeatable.',
)
database_option = click.option(
    "--database",
    metavar="URL",
    envvar="PEDIDO_DATABASE_URL",
    show_envvar=True,
    required=True,
    help="The database: sqlite:///FILE or postgresql://USER@HOST/NAME. A password belongs in the variable, for a command line "
    "is seen by everybody on the machine.",
)
_catalog = click.option(
    "--catalog",
    metavar="CATALOG.json",
    help="What the catalog answers: an object of offers by SKU [default: nothing is sold].",
)
settings_option = click.option(
    "--settings",
    metavar="SETTINGS.json",
    help="The settings of the order's store, such as what connector and acquirer allow (see examples/settings.json) "
    "[default: the order's own].",
)
_workspace = click.option(
    "--workspace", metavar="NAME", help="The workspace of the Admin or of My Account [default: master]."
)
_request_id = click.option(
    "--request-id", metavar="ID", help="The id of the modification [default: one made of the order's]."
)


def request_options(command: F) -> F:
    """Take what goes with a request: what the catalog answers, the store's settings, the workspace, an id."""
    for option in (_request_id, _workspace, settings_option, _catalog):
        command = option(command)
    return command


def _limit(default: int) -> Callable[[F], F]:
    return click.option(
        "--max-bytes",
        type=click.IntRange(min=1),
        envvar="PEDIDO_MAX_BYTES",
        default=default,
        show_default=True,
        help="Refuse larger input.",
    )


order_limit = _limit(20_000_000)
scenario_limit = _limit(1_000_000)
