"""The sample is of the world: it goes as far, and no further."""

from dataclasses import replace

import pytest

from pedido import Cancel, Command, Decision, Flow, Order, Settings, Status
from pedido.verify.exploration import explore
from pedido.verify.inputs.novelty import Asked
from pedido.verify.inputs.observing import Observer
from pedido.verify.inputs.sampling import Sampling
from pedido.verify.world import World
from pedido.verify.worlds.commands import FLOW, HIGHER, LOWER, UNIT
from tests.orders import NOW, STORE, able
from tests.verify.ways import EVERYTHING, VALUE, start

CANCEL = Cancel(actor=STORE, at=NOW)
HANDLING = start(Flow.COMPLETE, Status.HANDLING, Settings(), payment=able(value=VALUE))
SMALL = World("small", "A small world.", (HANDLING,), (CANCEL, LOWER, HIGHER), modifications=5, highest=10 * VALUE)


class Witness(Observer):
    """Keeps the orders for which something was decided. A cancellation fails where it is told to."""

    def __init__(self, *, failing: bool = False) -> None:
        super().__init__()
        self.orders: list[Order] = []
        self.failing = failing

    @property
    def statuses(self) -> set[Status]:
        return {order.status for order in self.orders}

    def decide(self, asked: Asked, order: Order, command: Command) -> Decision:
        self.orders.append(order)
        if self.failing and isinstance(command, Cancel):
            raise RuntimeError
        return super().decide(asked, order, command)

    def found(self, _state: int, order: Order) -> None:
        self.orders.append(order)

    def decided(self, *_: object) -> None: ...

    def failed(self, *_: object) -> None: ...


def sampled(world: World, *, failing: bool = False) -> Witness:
    witness = Witness(failing=failing)
    sampling = Sampling(witness)
    for number in range(len(world.starts)):
        sampling.sample(world, number)
    return witness


@pytest.mark.parametrize("flow", [Flow.SELLER, Flow.CHAIN])
def test_it_reaches_every_status_in_which_an_order_of_the_world_rests(flow: Flow) -> None:
    settings = Settings(payment_confirmation="awaited")
    born = start(flow, Status.INCOMPLETE, settings, payment=able(value=VALUE))
    world = replace(EVERYTHING, starts=(born,), commands=FLOW, modifications=0)
    explored = Witness()
    explore(world, born, (explored,))

    assert sampled(world).statuses == explored.statuses


def test_it_goes_no_deeper_than_the_world() -> None:
    assert sampled(replace(SMALL, depth=1)).statuses == {Status.HANDLING}
    assert sampled(replace(SMALL, depth=2)).statuses == {Status.HANDLING, Status.CANCELLATION_REQUESTED}


def test_it_stops_where_orders_are_worth_more_than_the_world_has() -> None:
    assert max(order.value for order in sampled(replace(SMALL, highest=VALUE + UNIT)).orders) == VALUE + UNIT
    assert sampled(replace(SMALL, highest=VALUE - 1)).orders == []


def test_it_modifies_no_more_often_than_the_world() -> None:
    def most(world: World) -> int:
        return max(order.modifications.latest.number for order in sampled(world).orders if order.modifications.latest)

    assert most(replace(SMALL, modifications=1)) == 1
    assert most(replace(SMALL, modifications=3)) == 3


def test_what_a_machine_cannot_decide_is_passed_over() -> None:
    assert sampled(SMALL, failing=True).statuses == {Status.HANDLING}
