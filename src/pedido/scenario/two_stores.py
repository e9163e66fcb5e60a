"""Running a scenario of two stores: their orders, and a queue to each of them."""

from pedido.order.order import Order
from pedido.pair.sale import Sale
from pedido.pair.store import Store
from pedido.scenario.delivery import Delivery
from pedido.scenario.expectation import Mismatch, delivery_mismatches, mismatches
from pedido.scenario.results import ScenarioResult, StepResult
from pedido.scenario.scenario import Scenario, Step


def run_two_stores(scenario: Scenario, seller: Order) -> ScenarioResult:
    """Run a scenario of two stores up to the first step that is not as expected."""
    sale = Sale({Store.MARKETPLACE: scenario.given, Store.SELLER: seller})
    results = []
    for step in scenario.steps:
        results.append(_run_step(sale, step, step.store or Store.MARKETPLACE))
        if not results[-1].passed:
            break
    return ScenarioResult(scenario, tuple(results))


def _run_step(sale: Sale, step: Step, store: Store) -> StepResult:
    before = sale.orders[store]
    try:
        return _deliver(sale, step, store) if step.delivers else _give(sale, step, store)
    except Exception as error:  # noqa: BLE001 - a fault of the machine fails this scenario, not the whole run
        return StepResult(step, before, before, fault=f"{type(error).__name__}: {error}")


def _give(sale: Sale, step: Step, store: Store) -> StepResult:
    before = sale.orders[store]
    if step.command is None:
        return StepResult(step, before, before, None, mismatches(step.then, before, None))
    decision = sale.give(store, step.command).decision
    return StepResult(step, before, decision.order, decision, mismatches(step.then, decision.order, decision))


def _deliver(sale: Sale, step: Step, store: Store) -> StepResult:
    before = sale.orders[store]
    if not sale.queues[store]:
        return StepResult(step, before, before, None, (Mismatch("message", "one on its way", "nothing"),))
    delivery = Delivery(*sale.deliver(store, step.at))
    after, decision = delivery.received.order, delivery.decision
    differs = (*delivery_mismatches(step.then, delivery), *mismatches(step.then, after, decision))
    return StepResult(step, before, after, decision, differs, delivery=delivery)
