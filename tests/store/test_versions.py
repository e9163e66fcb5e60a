"""What was written under older versions of the machines comes to the current ones, or it is said why not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import reduce
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import AwareDatetime, BaseModel, TypeAdapter

from pedido import (
    Flow,
    Modification,
    Modifications,
    ModificationStatus,
    Order,
    Payment,
    PaymentStatus,
    Status,
    decide,
    evolve,
)
from pedido.data import event_data, name_of, order_data
from pedido.machines import DEFINITIONS
from pedido.machines.ledger import LEDGER, Ledger, Release, UnreleasedVersionError
from pedido.order.events import Event
from pedido.store.errors import StoreError, UnknownStatusError, UnknownVersionError
from pedido.store.places import EVENT_PLACES, ORDER_PLACES
from pedido.store.status_map import MAPS, IncompleteMapError, StatusMap
from pedido.store.versions import Versions, current_machines, parse_machines
from tests.orders import modification
from tests.random_orders import ORDERS, commands, creations, modifiable_orders

LAW = settings(max_examples=40)

OLD = current_machines(Flow.COMPLETE)
"""The machines that wrote the data of these tests. Their next versions are those that the tests make up."""

PLACES = [
    *((None, machine, path) for machine, paths in ORDER_PLACES.items() for path in paths),
    *(
        (event, machine, path)
        for event, places in EVENT_PLACES.items()
        for machine, paths in places.items()
        for path in paths
    ),
]
SOME = {"flow": "handling", "payment": "approved", "modification": "done"}
"""A status of each machine."""


def same(machine: str, ledger: Ledger = LEDGER) -> dict[str, str]:
    """Write out that every status of the current version keeps its name."""
    return {status: status for status in ledger.release(machine, ledger.current(machine)).states}


def released(ledger: Ledger, machine: str, version: str, renamed: Mapping[str, str]) -> tuple[Ledger, StatusMap]:
    """Release another version of a machine, in which these statuses have other names, with the map to it."""
    before = ledger.current(machine)
    known = ledger.release(machine, before)
    statuses = same(machine, ledger) | dict(renamed)
    release = Release(
        digest=version, initial=statuses[known.initial], states=tuple(dict.fromkeys(statuses[s] for s in known.states))
    )
    grown = Ledger({**ledger.root, machine: {**ledger.root[machine], version: release}})
    return grown, StatusMap(machine, before, version, statuses, ledger=grown)


def after(*steps: tuple[str, str, Mapping[str, str]]) -> Versions:
    """Release versions one after the other, each given by its machine, its name and what it renames."""
    ledger, maps = LEDGER, []
    for machine, version, renamed in steps:
        ledger, declared = released(ledger, machine, version, renamed)
        maps.append(declared)
    return Versions(maps, ledger)


def at(path: str, status: str) -> dict[str, Any]:
    """Make data that has nothing but a status at a path."""
    step, _, rest = path.partition(".")
    inner: Any = at(rest, status) if rest else status
    return {step.removesuffix("[]").removesuffix("?"): [inner, inner] if step.endswith("[]") else inner}


# What the current machines are, and how they are written down.


@pytest.mark.parametrize("flow", Flow)
def test_the_machines_of_an_order_are_its_flow_the_modification_and_the_payment_by_name(flow: Flow) -> None:
    versions = parse_machines(current_machines(flow))
    assert list(versions) == sorted([flow.value, "modification", "payment"])
    assert versions == {name: DEFINITIONS[name].version for name in versions}


def test_they_are_written_as_one_line() -> None:
    complete, modification, payment = (LEDGER.current(name) for name in ("complete", "modification", "payment"))
    assert current_machines(Flow.COMPLETE) == f"complete@{complete} modification@{modification} payment@{payment}"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "complete@1",
        "complete@1 modification@1 payment",
        "complete@1 modification@1 payment@",
        "complete@1  modification@1 payment@1",
        "complete@1 modification@1 payment@1 payment@2",
        "complete@1 modification@1 payment@1 seller@1",
        "invoice@1 modification@1 payment@1",
    ],
)
def test_other_text_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(UnknownVersionError) as caught:
        parse_machines(text)
    assert str(caught.value) == (
        f"expected the machines of an order, such as `{OLD}`, found {text!r}; if a newer pedido wrote it, upgrade pedido"
    )


# A map says of every status what became of it.


def test_a_map_that_names_every_status_is_complete() -> None:
    ledger, declared = released(LEDGER, "payment", "next", {"settling": "being-settled"})
    assert declared.statuses.keys() == LEDGER.states_of("payment", LEDGER.current("payment"))
    assert set(declared.statuses.values()) == ledger.states_of("payment", "next")


def test_two_statuses_may_become_one() -> None:
    ledger, declared = released(LEDGER, "payment", "next", {"settling": "settled"})
    assert len(ledger.states_of("payment", "next")) == len(declared.statuses) - 1


def declare(statuses: Mapping[str, str], source: str = "1", dest: str = "2", machine: str = "lamp") -> StatusMap:
    """Declare a map of a machine with two states, whose second version calls them otherwise."""
    first = Release(digest="1", initial="off", states=("off", "on"))
    second = Release(digest="2", initial="dark", states=("dark", "bright"))
    return StatusMap(machine, source, dest, statuses, ledger=Ledger({"lamp": {"1": first, "2": second}}))


@pytest.mark.parametrize(
    "statuses, fault",
    [
        ({}, "not said what becomes of off, on"),
        ({"off": "dark"}, "not said what becomes of on"),
        ({"off": "dark", "on": "bright", "half": "dark", "dim": "dark"}, "version 1 has no dim, half"),
        ({"off": "dark", "on": "on"}, "version 2 has no on"),
        ({"on": "on", "dim": "dark"}, "not said what becomes of off; version 1 has no dim; version 2 has no on"),
    ],
)
def test_a_map_that_forgets_or_invents_a_status_names_every_one(statuses: Mapping[str, str], fault: str) -> None:
    with pytest.raises(IncompleteMapError) as caught:
        declare(statuses)
    assert str(caught.value) == f"statuses of lamp from version 1 to 2: {fault}"


def test_a_map_leads_to_a_later_version() -> None:
    with pytest.raises(IncompleteMapError, match="version 1 is not later than 2"):
        declare({"dark": "off", "bright": "on"}, source="2", dest="1")
    with pytest.raises(IncompleteMapError, match="version 1 is not later than 1"):
        declare({"off": "off", "on": "on"}, dest="1")


def test_a_map_of_an_unknown_machine_or_version_is_refused() -> None:
    with pytest.raises(UnreleasedVersionError, match="no machine 'bulb': expected one of lamp"):
        declare({}, machine="bulb")
    with pytest.raises(UnreleasedVersionError, match="no version '0' of the machine lamp: expected one of 1, 2"):
        declare({}, source="0")
    with pytest.raises(UnreleasedVersionError, match="no version '3' of the machine lamp: expected one of 1, 2"):
        declare({}, dest="3")


def test_a_declared_map_does_not_change_with_what_it_was_made_of() -> None:
    statuses = {"off": "dark", "on": "bright"}
    declared = declare(statuses)
    statuses.clear()
    assert declared.statuses == {"off": "dark", "on": "bright"}


def test_two_maps_from_the_same_version_contradict_each_other() -> None:
    with pytest.raises(ValueError, match="two maps lead away from version 1 of lamp"):
        Versions([declare({"off": "dark", "on": "bright"}), declare({"off": "bright", "on": "dark"})])


def test_from_every_version_that_was_ever_released_a_map_leads_to_the_current_one() -> None:
    """Where this fails, a machine has a new version: add to MAPS what became of the statuses of the one before."""
    for flow in Flow:
        for machine in parse_machines(current_machines(flow)):
            for version in LEDGER.versions(machine):
                current = parse_machines(current_machines(flow)) | {machine: version}
                Versions(MAPS).events([], " ".join(f"{name}@{number}" for name, number in current.items()))


# Statuses are renamed wherever they stand.


PLAIN = {str, int, bool, Decimal, datetime, AwareDatetime, timedelta, NoneType}
"""Types in which no status can hide."""


def places_in(kind: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Walk through a type: every path to a status, and which of the three statuses it is."""
    if get_origin(kind) is Annotated:
        yield from places_in(get_args(kind)[0], path)
    elif kind in {Status, PaymentStatus, ModificationStatus}:
        yield path, kind
    elif kind is Modifications:
        yield from places_in(Modification, f"{path}[]")
    elif get_origin(kind) in {Union, UnionType}:
        for inner in get_args(kind):
            yield from places_in(inner, path)
    elif get_origin(kind) in {tuple, frozenset}:
        for inner in set(get_args(kind)) - {...}:
            yield from places_in(inner, f"{path}[]")
    elif isinstance(kind, type) and (issubclass(kind, BaseModel) or is_dataclass(kind)):
        names = [field.name for field in fields(kind)] if is_dataclass(kind) else list(kind.model_fields)
        for name in names:
            yield from places_in(get_type_hints(kind, include_extras=True)[name], f"{path}.{name}".removeprefix("."))
    else:
        assert get_origin(kind) is Literal or kind in PLAIN or issubclass(kind, Enum), f"walk through {kind} too"


def places_of(kind: Any) -> dict[str, set[str]]:
    """Return the paths to the statuses of each machine in a type."""
    machines = {Status: "flow", PaymentStatus: "payment", ModificationStatus: "modification"}
    found: dict[str, set[str]] = {}
    for path, status in places_in(kind):
        found.setdefault(machines[status], set()).add(path)
    return found


def stated(places: Mapping[str, Sequence[str]]) -> dict[str, set[str]]:
    """Return what a table of places says, to compare."""
    return {machine: {path.removesuffix("?") for path in paths} for machine, paths in places.items()}


def test_every_status_in_an_order_has_its_place_in_the_table() -> None:
    assert stated(ORDER_PLACES) == places_of(Order)


@pytest.mark.parametrize("kind", get_args(Event), ids=name_of)
def test_every_status_in_an_event_has_its_place_in_the_table(kind: type) -> None:
    assert stated(EVENT_PLACES.get(name_of(kind), {})) == places_of(kind)


def test_the_table_has_no_other_events_than_there_are() -> None:
    assert EVENT_PLACES.keys() - {name_of(kind) for kind in get_args(Event)} == {"order_received"}


def test_the_first_event_has_the_places_of_an_order() -> None:
    assert stated(EVENT_PLACES["order_received"]) == {
        machine: {f"order.{path}" for path in paths} for machine, paths in places_of(Order).items()
    }


@pytest.mark.parametrize("event, machine, path", PLACES)
def test_a_status_is_renamed_in_each_place(event: str | None, machine: str, path: str) -> None:
    name = "complete" if machine == "flow" else machine
    versions = after((name, "next", {SOME[machine]: "renamed"}))
    old, new = at(path, SOME[machine]), at(path, "renamed")
    if event is None:
        assert versions.order(old, OLD) == new
    else:
        assert versions.events([{"event": event} | old], OLD) == [{"event": event} | new]


@pytest.mark.parametrize("event, machine, path", PLACES)
def test_a_status_of_the_same_name_in_another_machine_stays(event: str | None, machine: str, path: str) -> None:
    renamed = {"flow": "payment", "payment": "modification", "modification": "complete"}[machine]
    versions = after((renamed, "next", {"canceled": "renamed"}))
    old = at(path, "canceled")
    if event is None:
        assert versions.order(old, OLD) == old
    else:
        assert versions.events([{"event": event} | old], OLD) == [{"event": event} | old]


def test_a_flow_is_renamed_by_its_own_map() -> None:
    versions = after(("complete", "next", {"handling": "picking"}), ("payment", "next", {}))
    assert versions.order({"status": "handling"}, current_machines(Flow.COMPLETE)) == {"status": "picking"}
    assert versions.order({"status": "handling"}, current_machines(Flow.SELLER)) == {"status": "handling"}


def test_an_event_without_any_status_stays_as_it_is() -> None:
    data = [{"event": "amount_settled", "value": 500, "status": "handling"}]
    assert after(("complete", "next", {"handling": "picking"})).events(data, OLD) == data


def test_maps_follow_each_other() -> None:
    versions = after(
        ("complete", "second", {"handling": "picking"}),
        ("complete", "third", {"picking": "packing"}),
        ("complete", "fourth", {"packing": "boxing", "invoiced": "billed"}),
    )
    assert versions.order({"status": "handling"}, OLD) == {"status": "boxing"}
    assert versions.order({"status": "invoiced"}, OLD) == {"status": "billed"}
    since = OLD.replace(f"complete@{LEDGER.current('complete')}", "complete@third")
    assert versions.order({"status": "packing"}, since) == {"status": "boxing"}


def test_what_the_current_machines_wrote_is_returned_untouched() -> None:
    order, events = {"status": "whatever"}, [{"event": "status_changed", "source": "a", "dest": "b"}]
    assert Versions().order(order, OLD) is order
    assert Versions().events(events, OLD) is events


def test_what_is_left_out_stays_left_out_where_the_first_status_is_still_the_first() -> None:
    versions = after(("payment", "next", {"authorizing": "asking"}))
    assert versions.order({"payment": {"value": 1}}, OLD) == {"payment": {"value": 1}}


def test_what_is_left_out_is_written_out_where_it_is_no_longer_the_first_status() -> None:
    ledger, _ = released(LEDGER, "payment", "next", {})
    first = ledger.release("payment", "next").model_copy(update={"initial": "authorized"})
    ledger = Ledger({**ledger.root, "payment": {**ledger.root["payment"], "next": first}})
    versions = Versions(
        [StatusMap("payment", LEDGER.current("payment"), "next", same("payment"), ledger=ledger)], ledger
    )
    assert versions.order({"payment": {"value": 1}}, OLD) == {"payment": {"value": 1, "status": "authorizing"}}
    assert versions.order({"order_id": "1"}, OLD) == {"order_id": "1"}


def test_only_a_first_status_is_ever_left_out() -> None:
    """Orders are stored without what they have by default; a modification at rest never has its default."""
    assert Payment.model_fields["status"].default == DEFINITIONS["payment"].initial
    assert Order.model_fields["status"].is_required()
    with pytest.raises(ValueError, match="expected a modification at rest"):
        Modifications([modification(Modification.model_fields["status"].default)])


# What cannot be brought to the current machines is an error that says what to do.


def test_a_version_from_the_future_is_named_with_those_that_are_known() -> None:
    with pytest.raises(UnknownVersionError) as caught:
        Versions().order({}, OLD.replace("payment@", "payment@9"))
    assert str(caught.value) == (
        f"no version '9{LEDGER.current('payment')}' of the machine payment: "
        f"expected one of {', '.join(LEDGER.versions('payment'))}; if a newer pedido wrote the data, upgrade pedido"
    )


def test_a_version_from_which_no_map_leads_on_asks_for_one() -> None:
    ledger, _ = released(LEDGER, "payment", "next", {})
    before = LEDGER.current("payment")
    with pytest.raises(UnknownVersionError) as caught:
        Versions([], ledger).events([], OLD)
    assert str(caught.value) == (
        f"no map leads from version {before} of the machine payment to its current one "
        f"(known are {', '.join(ledger.versions('payment'))}): "
        "declare a StatusMap, or upgrade pedido to a release that has one"
    )


def test_a_status_that_the_machine_does_not_have_is_named_with_its_order_and_machine() -> None:
    versions = after(("complete", "next", {"handling": "picking"}))
    with pytest.raises(
        UnknownStatusError, match=r"^order 42: no status 'lost' in the machine complete: expected one of .*handling"
    ):
        versions.order({"order_id": "42", "status": "lost"}, OLD)
    change = {"event": "payment_status_changed", "source": "approved", "dest": "lost"}
    with pytest.raises(UnknownStatusError, match=r"^order 42: no status 'lost' in the machine payment: "):
        versions.events([change], OLD, "42")
    with pytest.raises(UnknownStatusError, match=r"^no status 'lost' in the machine payment: "):
        versions.events([change], OLD)


def test_a_status_that_only_the_new_version_has_was_not_written_by_the_old_one() -> None:
    with pytest.raises(UnknownStatusError, match="no status 'picking' in the machine complete"):
        after(("complete", "next", {"handling": "picking"})).order({"status": "picking"}, OLD)


def test_what_goes_wrong_with_what_is_stored_is_an_error_of_the_store() -> None:
    assert issubclass(UnknownVersionError, StoreError)
    assert issubclass(UnknownStatusError, StoreError)
    assert issubclass(IncompleteMapError, ValueError)


# Laws: of every order and whatever happens to it.


@st.composite
def known_orders(draw: st.DrawFn) -> Order:
    """Draw an order whose statuses are all of its own flow."""
    if draw(st.booleans()):
        return draw(modifiable_orders())
    order = draw(ORDERS)
    statuses = st.sampled_from(LEDGER.release(order.flow.value, LEDGER.current(order.flow.value)).states).map(Status)
    requests = tuple(request.but(requested_from=draw(statuses)) for request in order.cancellation_requests)
    return order.but(status=draw(statuses), cancellation_requests=requests)


@st.composite
def courses(draw: st.DrawFn) -> tuple[Order, list[Event], Order]:
    """Draw an order, what happens to it, and what it then is."""
    first = order = draw(known_orders())
    events: list[Event] = []
    for _ in range(draw(st.integers(1, 3))):
        modify = order.status in {Status.HANDLING, Status.READY_FOR_HANDLING} and draw(st.booleans())
        decision = decide(order, draw(creations(order) if modify else commands(order)))
        events += decision.events
        order = decision.order
    return first, events, order


FOLDED_BY_NAME = {"authorizing", "authorized", "settled", "none", "preparing", "done", "canceling", "canceled"}
"""Statuses of payments and modifications that mean something to `evolve` or to what is valid, so that none may swap."""


@st.composite
def swaps(draw: st.DrawFn, machine: str) -> dict[str, str]:
    """Draw another version of a machine, in which statuses have each other's names."""
    states = sorted(LEDGER.states_of(machine, LEDGER.current(machine)))
    free = [state for state in states if machine in set(Flow) or state not in FOLDED_BY_NAME]
    return dict(zip(free, draw(st.permutations(free)), strict=True))


def swapped(data: st.DataObject, flow: Flow) -> list[tuple[str, str, Mapping[str, str]]]:
    """Draw another version of each machine of a flow."""
    return [(machine, "next", data.draw(swaps(machine))) for machine in (flow.value, "payment", "modification")]


def written(order: Order) -> dict[str, Any]:
    """Write an order as it is stored."""
    return order_data(order)


READ = {name_of(kind): TypeAdapter(kind) for kind in get_args(Event)}


def read(event: Mapping[str, Any]) -> Event:
    """Read an event as it was stored."""
    found: Event = READ[event["event"]].validate_python(
        {name: value for name, value in event.items() if name != "event"}
    )
    return found


def journal(first: Order, events: Sequence[Event]) -> list[dict[str, Any]]:
    """Write what happened as it is stored."""
    return [{"event": "order_received", "order": written(first)}, *map(event_data, events)]


def folded(entries: Sequence[Mapping[str, Any]]) -> Order:
    """Rebuild an order from its journal."""
    return reduce(evolve, map(read, entries[1:]), Order.model_validate(entries[0]["order"]))


@LAW
@given(course=courses())
def test_where_every_status_keeps_its_name_nothing_changes(course: tuple[Order, list[Event], Order]) -> None:
    first, events, last = course
    versions = after(*((machine, "next", {}) for machine in (first.flow.value, "payment", "modification")))
    machines = current_machines(first.flow)
    assert versions.order(written(last), machines) == written(last)
    assert versions.events(journal(first, events), machines) == journal(first, events)


@LAW
@given(data=st.data(), course=courses())
def test_renaming_there_and_back_changes_nothing(data: st.DataObject, course: tuple[Order, list[Event], Order]) -> None:
    first, events, last = course
    there = swapped(data, first.flow)
    back = [(machine, "last", {new: old for old, new in renamed.items()}) for machine, _, renamed in there]
    versions, machines = after(*there, *back), current_machines(first.flow)
    assert versions.order(written(last), machines) == written(last)
    assert versions.events(journal(first, events), machines) == journal(first, events)


@LAW
@given(data=st.data(), course=courses())
def test_the_fold_of_renamed_events_is_the_renamed_fold(
    data: st.DataObject, course: tuple[Order, list[Event], Order]
) -> None:
    first, events, last = course
    versions, machines = after(*swapped(data, first.flow)), current_machines(first.flow)
    renamed = folded(versions.events(journal(first, events), machines))
    assert renamed == Order.model_validate(versions.order(written(last), machines))


@LAW
@given(data=st.data(), course=courses())
def test_what_is_given_is_not_changed(data: st.DataObject, course: tuple[Order, list[Event], Order]) -> None:
    first, events, last = course
    versions, machines = after(*swapped(data, first.flow)), current_machines(first.flow)
    order, entries = written(last), journal(first, events)
    versions.order(order, machines)
    versions.events(entries, machines)
    assert (order, entries) == (written(last), journal(first, events))


@LAW
@given(data=st.data(), course=courses())
def test_nothing_but_statuses_is_renamed(data: st.DataObject, course: tuple[Order, list[Event], Order]) -> None:
    first, events, _ = course
    renamed = after(*swapped(data, first.flow)).events(journal(first, events), current_machines(first.flow))
    assert [entry.keys() for entry in renamed] == [entry.keys() for entry in journal(first, events)]
    assert [entry.get("machine") for entry in renamed] == [entry.get("machine") for entry in journal(first, events)]
