"""What a command line names as the place for messages, made into the publisher that delivers there."""

from typing import Final

from pedido.input import BadInputError
from pedido.store.publishers.publisher import Publisher

SECRET: Final = "PEDIDO_WEBHOOK_SECRET"  # noqa: S105 - the name of a variable
"""The environment variable with the secret of a webhook."""

_EXPECTED: Final = (
    "expected - or stdout, http://... or https://..., nats://HOST:PORT/SUBJECT or tls://HOST:PORT/SUBJECT"
)


def publisher_at(written: str, *, secret: str | None, timeout: float) -> Publisher:
    """Make the publisher for a place: `-` or `stdout`, the address of a webhook, or that of a NATS server with its subject.

    `secret` is what a webhook signs with, `timeout` how many seconds a delivery may take.

    Raises:
        BadInputError: it is no such place, its secret is missing or wrong, or nats-py is not installed. What was written is not
            told: it may hold a password.
    """
    if written in {"-", "stdout"}:
        from pedido.store.publishers.stdout import Stdout  # noqa: PLC0415 - each place imports what it needs

        return Stdout()
    scheme = written.partition("://")[0].lower()
    if scheme in {"http", "https"}:
        return _webhook(written, secret, timeout)
    if scheme in {"nats", "tls"}:
        return _nats(written, timeout)
    raise BadInputError("--publish", _EXPECTED)


def _webhook(url: str, secret: str | None, timeout: float) -> Publisher:
    from pedido.store.publishers.webhook import Webhook, key_of  # noqa: PLC0415 - httpx is heavy

    if not secret:
        raise BadInputError("--publish", f"a webhook needs its secret in the environment variable {SECRET}")
    try:
        key_of(secret)
    except ValueError as error:
        raise BadInputError(SECRET, str(error)) from None
    try:
        return Webhook(url, secret, timeout=timeout)
    except ValueError as error:
        raise BadInputError("--publish", str(error)) from None


def _nats(written: str, timeout: float) -> Publisher:
    try:
        from pedido.store.publishers.nats import SUBJECT, Nats  # noqa: PLC0415 - nats-py is optional
    except ModuleNotFoundError:
        raise BadInputError("--publish", "NATS needs nats-py, which `pip install 'pedido[nats]'` brings") from None
    scheme, _, rest = written.partition("://")
    host, _, subject = rest.partition("/")
    try:
        return Nats(f"{scheme}://{host}", subject=subject or SUBJECT, timeout=timeout)
    except ValueError as error:
        raise BadInputError("--publish", str(error)) from None
