"""The place that a command line names for messages, and the publisher that it stands for."""

import base64
import subprocess
import sys

import pytest

import pedido.store.publishers
from pedido.input import BadInputError
from pedido.store.publishers import Nats, Publisher, Stdout, Webhook, publisher_at

SECRET = "whsec_" + base64.b64encode(bytes(24)).decode()


def made(written: str, secret: str | None = SECRET) -> Publisher:
    return publisher_at(written, secret=secret, timeout=3)


@pytest.mark.parametrize("written", ["-", "stdout"])
def test_a_dash_is_standard_output(written: str) -> None:
    assert isinstance(made(written, None), Stdout)


@pytest.mark.parametrize(
    "written", ["http://shop.example/hook", "https://shop.example:8443/hook?a=b", "HTTPS://shop.example"]
)
def test_an_address_of_http_is_a_webhook(written: str) -> None:
    publisher = made(written)
    assert isinstance(publisher, Webhook)
    assert publisher._timeout == 3


@pytest.mark.parametrize(
    "written, server, subject",
    [
        ("nats://127.0.0.1:4222", "nats://127.0.0.1:4222", "pedido"),
        ("nats://127.0.0.1:4222/", "nats://127.0.0.1:4222", "pedido"),
        ("nats://ana:p%40ss@shop.example/shop.orders", "nats://shop.example", "shop.orders"),
        ("tls://[::1]:4222/orders", "tls://[::1]:4222", "orders"),
    ],
)
def test_an_address_of_nats_may_have_a_subject(written: str, server: str, subject: str) -> None:
    publisher = made(written, None)
    assert isinstance(publisher, Nats)
    assert (publisher._server.address, publisher._subject, publisher._timeout) == (server, subject, 3)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "--",
        "shop.example",
        "kafka://ana:hidden@h",
        "http:/hidden",
        "http://",
        "https://ana:hidden@:x/",
        "nats://",
        "nats://ana:hi/dden@h",
        "nats://ana:hidden@h/a b",
        "nats://ana:hidden@h:x",
        "nats://[ana:hidden",
        "nats://h?hidden",
    ],
)
def test_anything_else_is_refused_and_not_told(written: str) -> None:
    with pytest.raises(BadInputError) as raised:
        made(written)
    assert str(raised.value).startswith("--publish: expected ")
    assert "hi" not in str(raised.value).replace("this", "")


@pytest.mark.parametrize("secret", [None, ""])
def test_a_webhook_needs_a_secret(secret: str | None) -> None:
    with pytest.raises(BadInputError, match=r"^--publish: a webhook .* environment variable PEDIDO_WEBHOOK_SECRET$"):
        made("https://ana:hidden@shop.example/", secret)


def test_a_secret_of_another_form_is_refused_and_not_told() -> None:
    with pytest.raises(
        BadInputError, match=r"^PEDIDO_WEBHOOK_SECRET: expected a secret of the form whsec_BASE64"
    ) as raised:
        made("https://shop.example/", "hidden")
    assert "hidden" not in str(raised.value)


def test_without_nats_py_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nats", None)
    monkeypatch.delitem(sys.modules, "pedido.store.publishers.nats", raising=False)
    with pytest.raises(
        BadInputError, match=r"^--publish: NATS needs nats-py, which `pip install 'pedido\[nats\]'` brings$"
    ):
        made("nats://127.0.0.1:4222")


def test_nats_py_and_httpx_are_imported_by_those_who_use_them() -> None:
    code = (
        "import sys; from pedido.store.publishers import DeliveryError, Stdout, publisher_at;"
        "publisher_at('-', secret=None, timeout=1); print({'nats', 'httpx'} & sys.modules.keys())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_the_public_names_are_listed() -> None:
    assert dir(pedido.store.publishers) == sorted(pedido.store.publishers.__all__)
    assert all(hasattr(pedido.store.publishers, name) for name in pedido.store.publishers.__all__)
