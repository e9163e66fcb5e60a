"""The example of a service does what it is for, on both databases."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from examples.service import app

ROOT = Path(__file__).parents[2]
ORDER = json.loads((ROOT / "examples/orders/handling.json").read_text(encoding="utf-8"))
PERSON = {"firstName": "Zélia", "lastName": "Conceição", "email": "zelia@example.com"}
DOCUMENT = {**ORDER, "clientProfileData": PERSON}
PATH = f"/orders/{ORDER['orderId']}"

Service = Callable[..., httpx.Response]


@pytest.fixture
def anywhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], Service]]:
    """Run the service on a database, in an event loop of its own."""
    with asyncio.Runner() as runner:
        closing: list[Callable[[], Awaitable[Any]]] = []

        async def start(url: str) -> httpx.AsyncClient:
            monkeypatch.setenv("PEDIDO_DATABASE_URL", url)
            lifespan = app.router.lifespan_context(app)
            await lifespan.__aenter__()
            client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://service")
            closing.extend([client.aclose, lambda: lifespan.__aexit__(None, None, None)])
            return client

        async def stop() -> None:
            for close in closing:
                await close()

        def running(url: str) -> Service:
            client = runner.run(start(url))
            return lambda method, path, **options: runner.run(client.request(method, path, **options))

        yield running
        runner.run(stop())


@pytest.fixture
def service(anywhere: Callable[[str], Service], database_url: str) -> Service:
    """Have a service with one order."""
    service = anywhere(database_url)
    assert service("POST", "/orders", json=DOCUMENT).status_code == 201
    return service


def command(service: Service, trigger: str, fields: object = None, **headers: str) -> httpx.Response:
    return service("POST", f"{PATH}/commands/{trigger}", json=fields or {}, headers=headers)


def test_an_order_is_taken_in_once(service: Service) -> None:
    answer = service("POST", "/orders", json=DOCUMENT)

    assert (answer.status_code, answer.json()) == (201, {"version": 1})


def test_another_order_of_the_same_id_is_not_taken_in(service: Service) -> None:
    assert service("POST", "/orders", json={**DOCUMENT, "value": 1}).status_code == 409


def test_a_command_is_carried_out(service: Service) -> None:
    answer = command(service, "cancel", {"reason": "Desistência"})

    assert answer.status_code == 200
    assert (answer.json()["version"], answer.json()["status"]) == (2, "cancellation-requested")


def test_without_a_body_a_command_has_no_fields(service: Service) -> None:
    assert service("POST", f"{PATH}/commands/cancel").status_code == 200


def test_a_command_given_again_with_its_key_is_carried_out_once(service: Service) -> None:
    answers = [command(service, "cancel", **{"Idempotency-Key": "k"}) for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert service("GET", PATH).json()["version"] == 2


def test_a_key_is_for_one_command(service: Service) -> None:
    command(service, "cancel", **{"Idempotency-Key": "k"})

    assert command(service, "cancel", {"reason": "-"}, **{"Idempotency-Key": "k"}).status_code == 422


@pytest.mark.parametrize(
    "languages, beginning",
    [
        ("pt-BR,pt;q=0.9,en;q=0.8", "O pedido está cancelado"),
        ("es-AR", "El pedido está cancelado"),
        ("en", "The order is canceled"),
        ("ja, en;q=0.5", "The order is canceled"),
        ("", "The order is canceled"),
    ],
)
def test_a_refusal_says_why_in_the_language_of_the_caller(service: Service, languages: str, beginning: str) -> None:
    for _ in range(2):
        command(service, "cancel")
    answer = command(service, "cancel", **{"Accept-Language": languages})

    assert answer.status_code == 409
    assert answer.json()["messages"] == [answer.json()["messages"][0]]
    assert answer.json()["messages"][0].startswith(beginning)


@pytest.mark.parametrize(
    "trigger, fields",
    [("dance", {}), ("cancel", {"unknown": 1}), ("invoice", {}), ("cancel", [])],
    ids=["no-such-command", "unknown-field", "missing-field", "no-object"],
)
def test_what_is_no_command_is_told(service: Service, trigger: str, fields: object) -> None:
    answer = service("POST", f"{PATH}/commands/{trigger}", json=fields)

    assert answer.status_code == 422
    assert answer.json()["problem"].startswith("body")


@pytest.mark.parametrize("content", [b"{", b"[NaN]", b"[" * 100_000, b'{"a":1,"a":1}', b"\xff", b'"\\ud800"'])
@pytest.mark.parametrize("path", ["/orders", f"{PATH}/commands/cancel"])
def test_a_body_that_is_not_strict_json_is_told(service: Service, path: str, content: bytes) -> None:
    assert service("POST", path, content=content).status_code == 422


@pytest.mark.parametrize(
    "method, path",
    [("GET", "/orders/v9-01"), ("GET", "/orders/v9-01/history"), ("POST", "/orders/v9-01/commands/cancel")],
)
def test_an_order_that_there_is_not_is_not_found(service: Service, method: str, path: str) -> None:
    answer = service(method, path)

    assert (answer.status_code, answer.json()) == (404, {"problem": "there is no order 'v9-01'"})


def test_an_order_is_shown_without_who_bought_it(service: Service) -> None:
    shown = service("GET", PATH)

    assert (shown.json()["version"], shown.json()["order"]["status"]) == (1, "handling")
    assert "Zélia" not in shown.text


def test_orders_are_found_by_the_name_of_the_customer(service: Service) -> None:
    found = service("GET", "/orders", params={"name": "conceicao zel"}).json()

    assert found == {"orders": [{"order_id": ORDER["orderId"], "status": "handling", "version": 1}], "next": None}
    assert service("GET", "/orders", params={"name": "Ana"}).json()["orders"] == []


def test_a_cursor_that_is_none_is_told(service: Service) -> None:
    assert service("GET", "/orders", params={"after": "é"}).status_code == 422


def test_the_history_is_shown_from_the_oldest(service: Service) -> None:
    command(service, "cancel")

    entries = service("GET", f"{PATH}/history").json()

    assert [(entry["version"], entry["trigger"]) for entry in entries] == [(1, "receive"), (2, "cancel")]
    assert entries[1]["events"][0]["event"] == "cancellation_requested"


def test_a_database_that_is_gone_is_worth_trying_again(anywhere: Callable[[str], Service]) -> None:
    answer = anywhere("postgresql://postgres@127.0.0.1:1/orders")("GET", "/orders/v1-01")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")


def test_a_minute_is_enough_to_read_it() -> None:
    assert len((ROOT / "examples/service.py").read_text(encoding="utf-8").splitlines()) <= 80
