"""One small order machine, written for each engine in the way that its own documentation shows.

The table is the same everywhere: `created` → `approved` → `ready` → `handling` → `invoiced` by
`approve`, `prepare`, `start_handling` and `invoice`, and from each of the first four to `canceled` by
`cancel`. Every transition has exactly one guard, that the order has a value. No status is marked
final, since finishing a machine is work of another kind.

A peer makes orders, which is not timed, and drives each one once from `created` to `invoiced`,
which is. So no engine pays for being reset, and none needs a back door to be.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Protocol

import automat
import sismic.interpreter
import sismic.io
import statemachine
import transitions
import xstate_statemachine as xstate

from benchmarks.ours import Pedido

STATUSES = ("created", "approved", "ready", "handling", "invoiced", "canceled")
STEPS = (
    ("approve", "created", "approved"),
    ("prepare", "approved", "ready"),
    ("start_handling", "ready", "handling"),
    ("invoice", "handling", "invoiced"),
)
EVENTS_PER_CYCLE = len(STEPS)
CANCELLABLE = ("created", "approved", "ready", "handling")


class Peer(Protocol):
    """An engine with the order table in it."""

    distribution: str
    """The name of the installed distribution whose version is measured; empty for none."""

    def orders(self, count: int, value: int) -> list[Any]:
        """Make that many orders in status `created`, each worth `value`."""

    def cycle(self, order: Any) -> None:
        """Drive one order by the four events from `created` to `invoiced`: the code that is timed."""

    def fire(self, order: Any, trigger: str) -> bool:
        """Send one event; say whether the order moved."""

    def status(self, order: Any) -> str:
        """The status of an order."""


@dataclass(eq=False)
class Subject:
    """What the guards look at, and for some engines the holder of the status."""

    value: int
    status: str = "created"

    def has_value(self) -> bool:
        return self.value > 0


# --- The floor: a dict, all reasons gathered in a list, a result value -------------------------------------------


@dataclass(slots=True)
class Result:
    """The next status and every reason against it."""

    status: str
    reasons: list[str]


def has_value(subject: Subject) -> bool:
    """The one guard."""
    return subject.value > 0


Row = tuple[str, tuple[Callable[[Subject], bool], ...]]


class Floor:
    """The least that a machine can do and still say why not."""

    distribution = ""

    def __init__(self) -> None:
        self.table: dict[tuple[str, str], Row] = {
            **{(source, trigger): (destination, (has_value,)) for trigger, source, destination in STEPS},
            **{(source, "cancel"): ("canceled", (has_value,)) for source in CANCELLABLE},
        }

    def decide(self, subject: Subject, trigger: str) -> Result:
        status = subject.status
        row = self.table.get((status, trigger))
        if row is None:
            return Result(status, ["unavailable"])
        destination, guards = row
        reasons = [guard.__name__ for guard in guards if not guard(subject)]
        return Result(status if reasons else destination, reasons)

    def orders(self, count: int, value: int) -> list[Subject]:
        return [Subject(value) for _ in range(count)]

    def cycle(self, order: Subject) -> None:
        decide = self.decide
        order.status = decide(order, "approve").status
        order.status = decide(order, "prepare").status
        order.status = decide(order, "start_handling").status
        order.status = decide(order, "invoice").status

    def fire(self, order: Subject, trigger: str) -> bool:
        result = self.decide(order, trigger)
        order.status = result.status
        return not result.reasons

    def status(self, order: Subject) -> str:
        return order.status


# --- transitions: one machine, the orders are its models, the guard is a method of the model ---------------------


class Transitions:
    """Stock `transitions`; what it refuses it answers with False, what has no transition with an exception."""

    distribution = "transitions"

    def orders(self, count: int, value: int) -> list[Any]:
        models: list[Any] = [Subject(value) for _ in range(count)]
        machine = transitions.Machine(
            models, states=list(STATUSES), initial="created", auto_transitions=False, model_attribute="status"
        )
        for trigger, source, destination in STEPS:
            machine.add_transition(trigger, source, destination, conditions="has_value")
        machine.add_transition("cancel", list(CANCELLABLE), "canceled", conditions="has_value")
        return models

    def cycle(self, order: Any) -> None:
        order.approve()
        order.prepare()
        order.start_handling()
        order.invoice()

    def fire(self, order: Any, trigger: str) -> bool:
        try:
            return bool(order.trigger(trigger))
        except transitions.MachineError:
            return False

    def status(self, order: Any) -> str:
        return str(order.status)


# --- python-statemachine: a class is the machine, an instance holds one model ------------------------------------


class OrderStateMachine(statemachine.StateMachine):
    """The table; a guard is named and found on the model."""

    # Statuses without a way out are allowed here without being final.
    validate_trap_states = False

    created = statemachine.State(initial=True)
    approved = statemachine.State()
    ready = statemachine.State()
    handling = statemachine.State()
    invoiced = statemachine.State()
    canceled = statemachine.State()

    approve = created.to(approved, cond="has_value")
    # Not `prepare`: the engine keeps that name for a callback of its own.
    prepare_order = approved.to(ready, cond="has_value")
    start_handling = ready.to(handling, cond="has_value")
    invoice = handling.to(invoiced, cond="has_value")
    cancel = (
        created.to(canceled, cond="has_value")
        | approved.to(canceled, cond="has_value")
        | ready.to(canceled, cond="has_value")
        | handling.to(canceled, cond="has_value")
    )


class PythonStatemachine:
    """`python-statemachine`; a refusal and a missing transition are the same exception."""

    distribution = "python-statemachine"

    def orders(self, count: int, value: int) -> list[Any]:
        return [OrderStateMachine(Subject(value)) for _ in range(count)]

    def cycle(self, order: Any) -> None:
        order.approve()
        order.prepare_order()
        order.start_handling()
        order.invoice()

    def fire(self, order: Any, trigger: str) -> bool:
        try:
            order.send("prepare_order" if trigger == "prepare" else trigger)
        except statemachine.exceptions.TransitionNotAllowed:
            return False
        return True

    def status(self, order: Any) -> str:
        (status,) = order.configuration_values
        return str(status)


# --- sismic: a statechart in YAML, a guard is Python text evaluated in the interpreter's context -----------------


def _sismic_yaml() -> str:
    lines = ["statechart:", "  name: order", "  root state:", "    name: order", "    initial: created", "    states:"]
    rows = {status: [(trigger, to) for trigger, source, to in STEPS if source == status] for status in STATUSES}
    for status in CANCELLABLE:
        rows[status].append(("cancel", "canceled"))
    for status, exits in rows.items():
        lines.append(f"    - name: {status}")
        if exits:
            lines.append("      transitions:")
        for trigger, destination in exits:
            lines += [f"      - event: {trigger}", f"        target: {destination}", "        guard: subject.value > 0"]
    return "\n".join(lines)


class Sismic:
    """`sismic`; an event that cannot fire is consumed without a step."""

    distribution = "sismic"

    def __init__(self) -> None:
        self.statechart = sismic.io.import_from_yaml(_sismic_yaml())

    def orders(self, count: int, value: int) -> list[Any]:
        return [self._order(value) for _ in range(count)]

    def _order(self, value: int) -> Any:
        subject = Subject(0)
        order = sismic.interpreter.Interpreter(self.statechart, initial_context={"subject": subject})
        order.execute()
        # An interpreter compiles a guard's text when it first meets it: let that be before the clock starts.
        order.queue("approve").execute()
        subject.value = value
        return order

    def cycle(self, order: Any) -> None:
        order.queue("approve").execute_once()
        order.queue("prepare").execute_once()
        order.queue("start_handling").execute_once()
        order.queue("invoice").execute_once()

    def fire(self, order: Any, trigger: str) -> bool:
        step = order.queue(trigger).execute_once()
        return bool(step and step.transitions)

    def status(self, order: Any) -> str:
        (status,) = set(order.configuration) - {"order"}
        return str(status)


# --- xstate-statemachine: the machine is XState's JSON, the guard a named function -------------------------------


class XState:
    """`xstate-statemachine`, the synchronous interpreter; what cannot happen is ignored."""

    distribution = "xstate-statemachine"

    def __init__(self) -> None:
        states: dict[str, dict[str, Any]] = {status: {"on": {}} for status in STATUSES}
        for trigger, source, destination in STEPS:
            states[source]["on"][trigger] = {"target": destination, "guard": "has_value"}
        for source in CANCELLABLE:
            states[source]["on"]["cancel"] = {"target": "canceled", "guard": "has_value"}
        self.machine = xstate.create_machine(
            {"id": "order", "initial": "created", "states": states},
            logic=xstate.MachineLogic(guards={"has_value": lambda context, _event: context["input"].value > 0}),
        )

    def orders(self, count: int, value: int) -> list[Any]:
        return [xstate.SyncInterpreter(self.machine, input=Subject(value)).start() for _ in range(count)]

    def cycle(self, order: Any) -> None:
        order.send("approve")
        order.send("prepare")
        order.send("start_handling")
        order.send("invoice")

    def fire(self, order: Any, trigger: str) -> bool:
        return bool(order.send(trigger, wait=True).changed)

    def status(self, order: Any) -> str:
        (status,) = order.current_state_ids
        return str(status).removeprefix("order.")


# --- Automat: inputs are methods of a protocol; there are no guards, so the caller asks first --------------------


class Inputs(Protocol):
    """What may happen to an order."""

    def approve(self) -> str: ...
    def prepare(self) -> str: ...
    def start_handling(self) -> str: ...
    def invoice(self) -> str: ...
    def cancel(self) -> str: ...


def _automat_machine() -> Any:
    builder = automat.TypeMachineBuilder(Inputs, Subject)
    states = {status: builder.state(status) for status in STATUSES}
    for trigger, source, destination in STEPS:
        states[source].upon(getattr(Inputs, trigger)).to(states[destination]).returns(destination)
    for source in CANCELLABLE:
        states[source].upon(Inputs.cancel).to(states["canceled"]).returns("canceled")
    return builder.build()


@dataclass(slots=True)
class AutomatOrder:
    """A machine, its core, and the status that its last output named: Automat keeps its state to itself."""

    subject: Subject
    machine: Any
    status: str = "created"


class Automat:
    """`Automat`; it has no guards, so the one there is stands in front of each input."""

    distribution = "Automat"

    def __init__(self) -> None:
        self.machine = _automat_machine()

    def orders(self, count: int, value: int) -> list[AutomatOrder]:
        subjects = [Subject(value) for _ in range(count)]
        return [AutomatOrder(subject, self.machine(subject)) for subject in subjects]

    def cycle(self, order: AutomatOrder) -> None:
        subject, machine = order.subject, order.machine
        if has_value(subject):
            order.status = machine.approve()
        if has_value(subject):
            order.status = machine.prepare()
        if has_value(subject):
            order.status = machine.start_handling()
        if has_value(subject):
            order.status = machine.invoice()

    def fire(self, order: AutomatOrder, trigger: str) -> bool:
        if not has_value(order.subject):
            return False
        try:
            order.status = getattr(order.machine, trigger)()
        except automat.NoTransition:
            return False
        return True

    def status(self, order: AutomatOrder) -> str:
        return order.status


# --- The registry: name → factory. ---------------------------------------------------------------------------------

PEERS: dict[str, Callable[[], Peer]] = {
    "dict, by hand": Floor,
    "pedido": Pedido,
    "Automat": Automat,
    "transitions": Transitions,
    "xstate-statemachine": XState,
    "sismic": Sismic,
    "python-statemachine": PythonStatemachine,
}


def version_of(peer: Peer) -> str:
    """The installed version of what is measured; empty where there is nothing installed."""
    return version(peer.distribution) if peer.distribution else ""
