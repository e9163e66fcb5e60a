"""A refusal is a value: which rule, which fact, with which parameters, and what would lift it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pedido.machine.rule import Source
from pedido.messages import Label, Language, text
from pedido.messages.format import Parameter


class RefusalKind(StrEnum):
    """The three cases that are never confused."""

    UNKNOWN_TRIGGER = "unknown-trigger"
    """The machine has no such trigger, in any state."""
    UNAVAILABLE = "unavailable"
    """The machine knows the trigger, but not in this state."""
    GUARD = "guard"
    """The trigger is available in this state, and a requirement of it is not met."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why a command was not carried out.

    `id` is the rule's id (or `unknown_trigger`, `not_available_here`), stable across versions; `facts` and `sources` say
    where it is written; `error` is what the platform's API answers, where that is documented: an HTTP status or a code of
    its own; `parameters` are the message's.
    """

    kind: RefusalKind
    id: str
    facts: tuple[str, ...]
    sources: tuple[Source, ...]
    error: str | None
    parameters: Mapping[str, Parameter]

    def __hash__(self) -> int:
        """Hash by what does not depend on the parameters, which are a mapping."""
        return hash((self.kind, self.id))

    def message(self, language: Language = "en") -> str:
        """Say in the language why it was refused."""
        return text(f"rule.{self.id}", language, self.parameters)

    def lift(self, language: Language = "en") -> str:
        """Say in the language what would lift the refusal."""
        return text(f"lift.{self.id}", language, self.parameters)


def unknown_trigger(machine: str, trigger: str) -> Refusal:
    """The machine has no such trigger at all."""
    parameters = {"machine": Label("machine", machine), "command": Label("command", trigger)}
    return Refusal(RefusalKind.UNKNOWN_TRIGGER, "unknown_trigger", (), (), None, parameters)


def not_available_here(trigger: str, state: str, elsewhere: tuple[str, ...]) -> Refusal:
    """The machine knows the trigger, but not in this state; `elsewhere` are the states that accept it."""
    parameters: dict[str, Parameter] = {
        "command": Label("command", trigger),
        "status": Label("status", state),
        "elsewhere": tuple(Label("status", name) for name in elsewhere),
    }
    return Refusal(RefusalKind.UNAVAILABLE, "not_available_here", (), (), None, parameters)
