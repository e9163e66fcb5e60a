"""What came of delivering a message to one of two stores."""

from dataclasses import dataclass
from itertools import chain
from typing import Any

from pedido.data import fields_of, name_of
from pedido.engine import Decision
from pedido.pair.message import Message
from pedido.pair.protocol import Received
from pedido.scenario.wording import written_effect


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message, and what the store that it was delivered to made of it."""

    message: Message
    received: Received

    @property
    def written(self) -> str:
        """The message on one line, as a scenario writes an effect."""
        return written_effect(self.message, ())

    @property
    def decision(self) -> Decision:
        """All that the store's order decided on the message, as one decision; where one command was refused, nothing happened."""
        decisions = [each.decision for each in self.received.decided]
        refusals = tuple(chain.from_iterable(decision.refusals for decision in decisions))
        if refusals:
            return Decision(self.received.order, refusals=refusals)
        return Decision(
            self.received.order,
            events=tuple(chain.from_iterable(decision.events for decision in decisions)),
            effects=tuple(chain.from_iterable(decision.effects for decision in decisions)),
            notices=tuple(chain.from_iterable(decision.notices for decision in decisions)),
            steps=tuple(chain.from_iterable(decision.steps for decision in decisions)),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the message, what became of it, and the conflict where there is one."""
        conflict = self.received.conflict
        return {
            "message": {"name": name_of(type(self.message)), "fields": fields_of(self.message)},
            "outcome": self.received.outcome.value,
            "conflict": None if conflict is None else {"kind": conflict.kind.value, "message": conflict.message()},
        }
