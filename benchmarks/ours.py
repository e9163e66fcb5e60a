"""The order table of the peers with pedido's engine: one machine for all orders, an attempt per event."""

from dataclasses import dataclass

from pedido.machine import Machine, MachineDefinition, Source, Verdict, on, refused, rule, state

SOURCE = Source(key="benchmark", title="the table of peers.py")


@dataclass(eq=False, slots=True)
class Holder:
    """What the guard looks at, and where the status is kept between events."""

    value: int
    status: str = "created"


class Approve:
    """created → approved."""

    trigger = "approve"


class Prepare:
    """approved → ready."""

    trigger = "prepare"


class StartHandling:
    """ready → handling."""

    trigger = "start_handling"


class Invoice:
    """handling → invoiced."""

    trigger = "invoice"


class Cancel:
    """Any of the first four → canceled."""

    trigger = "cancel"


@rule("benchmark", source=SOURCE)
def has_value(order: Holder, _command: object) -> Verdict:
    """The one guard."""
    return order.value > 0 or refused(value=order.value)


DEFINITION = MachineDefinition(
    name="six",
    version="1",
    initial="created",
    states=(
        state("created"),
        state("approved"),
        state("ready"),
        state("handling"),
        state("invoiced", final=True),
        state("canceled", final=True),
    ),
    transitions=(
        *on(Approve, "created", "approved", guards=[has_value]),
        *on(Prepare, "approved", "ready", guards=[has_value]),
        *on(StartHandling, "ready", "handling", guards=[has_value]),
        *on(Invoice, "handling", "invoiced", guards=[has_value]),
        *on(Cancel, ["created", "approved", "ready", "handling"], "canceled", guards=[has_value]),
    ),
)


class Pedido:
    """Pedido's engine; an attempt answers with the transition and every refusal, and changes nothing."""

    distribution = "pedido"

    def __init__(self) -> None:
        self.machine = Machine(DEFINITION)

    def orders(self, count: int, value: int) -> list[Holder]:
        return [Holder(value) for _ in range(count)]

    def cycle(self, order: Holder) -> None:
        for trigger in ("approve", "prepare", "start_handling", "invoice"):
            self.fire(order, trigger)

    def fire(self, order: Holder, trigger: str) -> bool:
        transition, refusals = self.machine.attempt(order.status, trigger, order, None)
        if refusals or transition is None or transition.dest is None:
            return False
        order.status = transition.dest
        return True

    def status(self, order: Holder) -> str:
        return order.status
