"""The engine: machines declared as tables, checked when they are built, decided without side effects.

A `MachineDefinition` is data: states, transitions, prohibitions. `Machine` runs it on the package `transitions`. This
floor knows nothing of orders.
"""

from pedido.machine.definition import (
    AUTOMATIC,
    MachineDefinition,
    Prohibition,
    StateDefinition,
    TransitionDefinition,
)
from pedido.machine.faults import FaultyDefinitionError, faults_of
from pedido.machine.machine import (
    Attempt,
    Event,
    EventData,
    Machine,
    NoAlternativeError,
    State,
    Transition,
)
from pedido.machine.refusal import Refusal, RefusalKind
from pedido.machine.rule import Action, Choice, Denied, Rule, Source, Verdict, action, choice, refused, rule
from pedido.machine.table import auto, never, on, state, stay

__all__ = [
    "AUTOMATIC",
    "Action",
    "Attempt",
    "Choice",
    "Denied",
    "Event",
    "EventData",
    "FaultyDefinitionError",
    "Machine",
    "MachineDefinition",
    "NoAlternativeError",
    "Prohibition",
    "Refusal",
    "RefusalKind",
    "Rule",
    "Source",
    "State",
    "StateDefinition",
    "Transition",
    "TransitionDefinition",
    "Verdict",
    "action",
    "auto",
    "choice",
    "faults_of",
    "never",
    "on",
    "refused",
    "rule",
    "state",
    "stay",
]
