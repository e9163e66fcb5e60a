"""What is given to the store, and what it answers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final, Self

from pedido.engine import Decision
from pedido.input import BadInputError
from pedido.machine import Refusal
from pedido.order.commands import Command
from pedido.order.effects import Effect, Notice
from pedido.order.status import Status
from pedido.order.value import is_name
from pedido.store.documents import (
    effect_from,
    effects_text,
    json_text,
    notice_data,
    notice_from,
    refusal_data,
    refusal_from,
)

LONGEST_KEY: Final = 255


@dataclass(frozen=True, slots=True)
class Envelope:
    """A command for an order.

    With a `key` it is carried out once, however often it is given: each time after the first, the first answer is given again.

    Raises:
        BadInputError: the key is blank, cannot be printed, or has more than 255 characters.
    """

    order_id: str
    command: Command
    key: str | None = None

    def __post_init__(self) -> None:
        """Check the key, which comes from outside."""
        if self.key is not None and not (is_name(self.key) and len(self.key) <= LONGEST_KEY):
            raise BadInputError("idempotency key", f"expected printable text of 1 to {LONGEST_KEY} characters")

    def fingerprint(self) -> str:
        """Digest what is asked: the order, who asks, and what the command says, but not its circumstances."""
        command = self.command
        who = f"{self.order_id}\n{command.trigger}\n{command.actor.id}\n"
        # Only an id that is no order's can have a line break, and under that no answer is kept.
        said = command.__pydantic_serializer__.to_json(command, exclude={"actor", *command.circumstances})
        return sha256(who.encode(errors="surrogatepass") + said).hexdigest()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command came to: as the decision says it, once it is kept.

    Allowed: the order is in `status` since `version`, and its journal has the events under that version; `effects` are in the
    outbox, but for those that the store sees to itself, and those that answer a question. Refused: `refusals` has every
    reason, and `version` and `status` are the order's at that time. `repeated` tells that it was given before, for the same key.
    """

    order_id: str
    version: int
    status: Status
    effects: tuple[Effect, ...] = ()
    notices: tuple[Notice, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    repeated: bool = False

    @property
    def allowed(self) -> bool:
        """Tell whether the command was carried out."""
        return not self.refusals

    @classmethod
    def of(cls, decision: Decision, version: int) -> Self:
        """Make the answer that a decision on an order comes to; `version` is the order's after it."""
        order = decision.order
        return cls(order.order_id, version, order.status, decision.effects, decision.notices, decision.refusals)

    def text(self) -> str:
        """Write the answer, to be kept under its key."""
        effects = effects_text(self.effects)
        notices = json_text([notice_data(notice) for notice in self.notices])
        refusals = json_text([refusal_data(refusal) for refusal in self.refusals])
        return (
            f'{{"version":{self.version},"status":"{self.status}",'
            f'"effects":{effects},"notices":{notices},"refusals":{refusals}}}'
        )

    @classmethod
    def again(cls, order_id: str, text: str) -> Self:
        """Read an answer that was kept."""
        content: Mapping[str, Any] = json.loads(text)
        return cls(
            order_id=order_id,
            version=content["version"],
            status=Status(content["status"]),
            effects=tuple(map(effect_from, content["effects"])),
            notices=tuple(map(notice_from, content["notices"])),
            refusals=tuple(map(refusal_from, content["refusals"])),
            repeated=True,
        )
