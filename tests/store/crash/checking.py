"""Whether all is there, and once: the journal, the snapshots, the answers and what was delivered are held against the plan."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from pedido import PLATFORM, Command, Order, PassTime, decide
from pedido.store.envelope import Answer, Envelope
from pedido.store.journal import Entry, fold
from pedido.store.store import Store
from tests.store.crash.plan import Arrival, Step, steps
from tests.store.crash.records import count, records
from tests.store.crash.telling import told_by
from tests.store.crash.work import Course


def steps_done(course: Course) -> list[Step]:
    """List the steps that were acknowledged."""
    return list(islice(steps(course.seed), count(course.acknowledged)))


def assert_nothing_is_lost_or_doubled(course: Course) -> None:
    """Hold what is in the store, and what came out of it, against what was done."""
    done = steps_done(course)
    arrivals = [step for step in done if isinstance(step, Arrival)]
    given = [envelope for step in done if not isinstance(step, Arrival) for envelope in step]
    with Store(course.url, clock=course.later) as store:
        assert_snapshots_follow_the_journal(store, orders=len(arrivals))
        answers = assert_answers_stay(store, given, records(course.acknowledged))
        expected: dict[str, dict[str, Any]] = {}
        for arrival in arrivals:
            order_id = arrival.order.order_id
            entries = store.history(order_id)
            assert entries[0].received == arrival.order
            assert store.customer(order_id) == arrival.customer
            assert entries[-1].version == store.load(order_id).version
            commands = assert_journal_is_what_was_answered(entries, answers.get(order_id, {}))
            expected |= {message["id"]: message for message in told_by(order_id, entries, commands)}
        assert store.dead_letters() == ()
        assert_delivered(records(course.delivered), expected)


def assert_snapshots_follow_the_journal(store: Store, *, orders: int) -> None:
    found = store.replay()

    assert found.differences == ()
    assert found.orders == orders


def assert_answers_stay(
    store: Store, given: Sequence[Envelope], acknowledged: Sequence[Sequence[str]]
) -> dict[str, dict[str, tuple[Envelope, Answer]]]:
    """Give all commands again: each is answered as it was, and nothing happens. The answers are sorted by order and key."""
    outcomes = store.handle_many(given)
    found: dict[str, dict[str, tuple[Envelope, Answer]]] = defaultdict(dict)
    for envelope, outcome, text in zip(given, outcomes, (text for step in acknowledged for text in step), strict=True):
        assert isinstance(outcome, Answer), outcome
        assert outcome.repeated, f"{envelope.key} was not known"
        assert outcome.text() == text, f"{envelope.key} is answered differently now"
        assert envelope.key is not None
        found[envelope.order_id][envelope.key] = envelope, outcome
    return found


def assert_journal_is_what_was_answered(
    entries: Sequence[Entry], answers: Mapping[str, tuple[Envelope, Answer]]
) -> list[Command]:
    """Find the command of each entry: the one that was answered with its version, or that time passed, once."""
    assert [entry.version for entry in entries] == list(range(1, len(entries) + 1))
    answered: dict[int, list[Command]] = defaultdict(list)
    for envelope, answer in answers.values():
        if answer.allowed:
            answered[answer.version].append(envelope.command)
    order = fold(entries[:1])
    assert_change_nothing(order, answered.pop(1, []))
    found: list[Command] = []
    for entry in entries[1:]:
        given = answered.pop(entry.version, [])
        passing = PassTime(actor=PLATFORM, at=entry.at)
        command = next((each for each in given if decide(order, each).events == entry.events), passing)
        assert (entry.trigger, entry.actor, entry.at) == (command.trigger, command.actor.id, command.at)
        order = decide(order, command).order
        assert_change_nothing(order, [each for each in given if each is not command])
        found.append(command)
    assert answered == {}, "these were answered, and are not in the journal"
    assert [command.trigger for command in found].count(PassTime.trigger) <= 1
    return found


def assert_change_nothing(order: Order, commands: Sequence[Command]) -> None:
    """Make sure that commands were rightly answered without an entry of their own."""
    assert all(decide(order, command).events == () for command in commands), "two were answered with one version"


def assert_delivered(delivered: Sequence[Mapping[str, Any]], expected: Mapping[str, dict[str, Any]]) -> None:
    """Hold what was delivered against what had to be: all of it, nothing else, and in each order's order."""
    firsts: dict[str, list[tuple[int, int]]] = defaultdict(list)
    seen: set[str] = set()
    by_worker: set[tuple[str, str]] = set()
    for record in delivered:
        message = record["message"]
        assert message == expected.get(message["id"]), "it had not to be told, or not like this"
        assert (record["by"], message["id"]) not in by_worker, "a worker that lived delivered it twice"
        by_worker.add((record["by"], message["id"]))
        if message["id"] not in seen:
            seen.add(message["id"])
            firsts[message["order_id"]].append((message["version"], message["position"]))
    assert seen == expected.keys()
    assert all(places == sorted(places) for places in firsts.values())
