"""The mutants that nobody can tell from the table as it is: what they lack makes no difference in that row.

The laws that this rests on are in test_equivalent.py.
"""

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from pedido.actions.cancellation import (
    tell_customer_of_cancellation,
    tell_customer_of_decline,
    tell_marketplace_of_cancellation,
    tell_marketplace_of_decline,
)
from pedido.actions.invoicing import tell_customer_of_invoice, tell_marketplace_of_invoice
from pedido.actions.modification import withdraw_payment_change
from pedido.machine import Action, MachineDefinition, Rule, TransitionDefinition
from pedido.machines import DEFINITIONS
from pedido.order.status import Flow, ModificationStatus, Status
from pedido.rules.invoicing import leaves_a_rest, within_value
from pedido.rules.modification import in_handling_unless_by_api

SOLD_HERE: Final = (Flow.COMPLETE, Flow.MARKETPLACE)
"""The flows of the store that sold the order itself."""
SOLD_ELSEWHERE: Final = (Flow.SELLER, Flow.CHAIN)

TELLS_MARKETPLACE: Final = (tell_marketplace_of_invoice, tell_marketplace_of_decline, tell_marketplace_of_cancellation)
TELLS_CUSTOMER: Final = (tell_customer_of_invoice, tell_customer_of_decline, tell_customer_of_cancellation)


class Superfluous(NamedTuple):
    """Guards or actions that make no difference in some rows, and why."""

    parts: tuple[Rule | Action, ...]
    where: Callable[[MachineDefinition, TransitionDefinition], bool]
    why: str


SUPERFLUOUS: Final = (
    Superfluous(
        (within_value,),
        lambda _table, row: leaves_a_rest in row.when,
        "the row is chosen for an invoice that leaves a rest, and such a one is within the value",
    ),
    Superfluous(
        (in_handling_unless_by_api,),
        lambda _table, row: row.source == Status.HANDLING,
        "in handling every channel will do; the guard is for the other two statuses",
    ),
    Superfluous(
        TELLS_MARKETPLACE,
        lambda table, _row: table.name in SOLD_HERE,
        "the store sold the order itself: no other marketplace is to be told; flows share the row",
    ),
    Superfluous(
        TELLS_CUSTOMER,
        lambda table, _row: table.name in SOLD_ELSEWHERE,
        "another store sold the order, and it tells the customer; flows share the row",
    ),
    Superfluous(
        (withdraw_payment_change,),
        lambda _table, row: row.source == ModificationStatus.WAITING_ACKNOWLEDGEMENT,
        "Payments is asked once everybody has acknowledged: nothing is asked yet that could be withdrawn",
    ),
)


def _names(superfluous: Superfluous) -> Iterator[str]:
    for table in DEFINITIONS.values():
        for row in table.transitions:
            if superfluous.where(table, row):
                kept = set(superfluous.parts)
                yield from (
                    f"{table.name}: drop guard {guard.id} of {row.key}" for guard in row.guards if guard in kept
                )
                yield from (f"{table.name}: drop action {act.id} of {row.key}" for act in row.actions if act in kept)


EQUIVALENT: Final = {name: superfluous.why for superfluous in SUPERFLUOUS for name in _names(superfluous)}
"""Why nobody can tell a mutant from the table, by the mutant's name."""
