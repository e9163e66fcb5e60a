"""Orders over HTTP, for a caller it trusts: `PEDIDO_DATABASE_URL=sqlite:///orders.db uvicorn --app-dir examples service:app`."""

import json
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import TypeAdapter

from pedido import PLATFORM, BadInputError, Order
from pedido.customer import Customer
from pedido.input import command_of, parse_json, valid
from pedido.store import AsyncStore, Conflict, DatabaseError, KeyReusedError, OrderExistsError, UnknownOrderError
from pedido.store.documents import events_text

STATUSES = {BadInputError: 422, KeyReusedError: 422, UnknownOrderError: 404, OrderExistsError: 409}
STATUSES |= {Conflict: 503, DatabaseError: 503}


@asynccontextmanager
async def open_store(service: FastAPI) -> AsyncIterator[None]:
    """Keep one store open as long as the service runs."""
    async with AsyncStore(os.environ["PEDIDO_DATABASE_URL"]) as service.state.store:
        yield


async def problem(_request: Request, error: Exception) -> JSONResponse:
    """Say what is wrong; what may pass is to be given again, with the same key."""
    headers = {"Retry-After": "1"} if isinstance(error, Conflict | DatabaseError) else None
    return JSONResponse({"problem": str(error)}, STATUSES[type(error)], headers)


async def parsed(request: Request) -> Any:
    """Parse the body strictly, as an object; none is an empty one."""
    text = (await request.body()).decode("utf-8", "replace") or "{}"
    return valid(TypeAdapter(dict).validate_python, parse_json(text, "body"), "body")


app = FastAPI(lifespan=open_store, exception_handlers=dict.fromkeys(STATUSES, problem))


@app.post("/orders", status_code=201)
async def receive(document: Annotated[Any, Depends(parsed)]) -> Any:
    """Take in an order as VTEX's "Get order" has it."""
    return {"version": await app.state.store.receive(Order.from_vtex(document), Customer.from_vtex(document))}


@app.post("/orders/{order_id}/commands/{trigger}")
async def handle(order_id: str, trigger: str, fields: Annotated[Any, Depends(parsed)], request: Request) -> Any:
    """Carry a command out. A refusal is a 409, with every reason."""
    command = command_of(trigger, fields, actor=PLATFORM, at=datetime.now(UTC), place="body")
    answer = await app.state.store.handle(order_id, command, key=request.headers.get("Idempotency-Key"))
    languages = [*re.findall(r"\b(?:pt|en|es)\b", request.headers.get("Accept-Language", "")), "en"]
    messages = [refusal.message(languages[0]) for refusal in answer.refusals]
    return JSONResponse({**json.loads(answer.text()), "messages": messages}, 200 if answer.allowed else 409)


@app.get("/orders")
async def find(name: str | None = None, after: str | None = None) -> Any:
    """Find orders by the customer's name, a page at a time."""
    page = await app.state.store.find(name=name, after=after)
    return {"orders": [found._asdict() for found in page.orders], "next": page.next}


@app.get("/orders/{order_id}")
async def load(order_id: str) -> Any:
    """Show an order as it is."""
    return (await app.state.store.load(order_id))._asdict()


@app.get("/orders/{order_id}/history")
async def history(order_id: str) -> Any:
    """Show all that happened to an order, oldest first."""
    entries = await app.state.store.history(order_id)
    return [{"version": e.version, "trigger": e.trigger, "events": json.loads(events_text(e.events))} for e in entries]
