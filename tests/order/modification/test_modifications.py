"""All modifications of an order, as a sequence that never changes (M3, M10)."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pedido import Modification, Modifications, ModificationStatus, Order, Status
from tests.orders import modification, order_in

PASSING = [ModificationStatus.NONE, ModificationStatus.PREPARING, ModificationStatus.CANCELING]
RESTING = [status for status in ModificationStatus if status not in PASSING]
DONE, WAITING = ModificationStatus.DONE, ModificationStatus.WAITING_CONFIRMATION


def numbered(count: int, latest: ModificationStatus = DONE) -> list[Modification]:
    """Make modifications one after the other, of which the latest is in a status."""
    return [
        modification(latest if number == count else DONE, id=f"m{number}", number=number)
        for number in range(1, count + 1)
    ]


def test_there_may_be_none() -> None:
    none = Modifications()
    assert (len(none), list(none), none.latest, none.in_progress, none.get("m1")) == (0, [], None, None, None)
    assert not none


def test_they_are_in_their_order_whatever_their_ids() -> None:
    found = [modification(DONE, id=name, number=number) for number, name in enumerate("zay", start=1)]
    assert [modification.id for modification in Modifications(found)] == ["z", "a", "y"]


def test_one_is_found_by_its_id_and_by_its_position() -> None:
    found = numbered(3)
    several = Modifications(found)
    assert several.get("m2") == several[1] == found[1]
    assert several[-1] == several.latest == found[2]
    assert tuple(several[1:]) == (found[1], found[2])
    assert several.get("m4") is None
    assert found[0] in several
    assert several.index(found[2]) == 2
    with pytest.raises(IndexError):
        several[3]


@pytest.mark.parametrize("status", RESTING)
def test_only_the_latest_may_be_in_progress(status: ModificationStatus) -> None:
    several = Modifications(numbered(2, status))
    assert several.in_progress == (several.latest if status not in {DONE, ModificationStatus.CANCELED} else None)
    with pytest.raises(ValueError, match="progress"):
        Modifications([modification(WAITING, id="m1", number=1), modification(status, id="m2", number=2)])


def test_a_new_one_becomes_the_latest_and_those_before_are_as_they_were() -> None:
    before = Modifications(numbered(2))
    new = modification(WAITING, id="m3", number=3)
    after = before.having(new)
    assert (len(before), before.latest) == (2, before[1])
    assert (len(after), after.latest, after.in_progress) == (3, new, new)


def test_a_new_version_takes_the_place_of_the_latest() -> None:
    before = Modifications(numbered(3, WAITING))
    done = before[2].but(status=DONE)
    after = before.having(done)
    assert (len(after), after.latest, after.in_progress) == (3, done, None)
    assert before.in_progress is not None


@given(st.integers(0, 12))
def test_one_after_the_other_comes_to_all_at_once(count: int) -> None:
    found, one_by_one = numbered(count), Modifications()
    for each in found:
        one_by_one = one_by_one.having(each)
    all_at_once = Modifications(found)
    assert one_by_one == all_at_once
    assert hash(one_by_one) == hash(all_at_once)
    assert list(one_by_one) == list(all_at_once) == found
    assert one_by_one.latest == all_at_once.latest


def test_they_are_compared_by_content() -> None:
    assert Modifications(numbered(2)) != Modifications(numbered(2, WAITING))
    assert Modifications(numbered(2)) != Modifications(numbered(1))
    assert Modifications(numbered(1)) != numbered(1)


@given(st.integers(0, 5))
def test_copies_are_equal(count: int) -> None:
    several = Modifications(numbered(count))
    for other in (pickle.loads(pickle.dumps(several)), copy.deepcopy(several), copy.copy(several)):
        assert other == several
        assert hash(other) == hash(several)
        assert other.latest == several.latest


def test_they_show_how_they_are_made() -> None:
    assert repr(Modifications()) == "Modifications([])"
    assert repr(Modifications(numbered(1))).startswith("Modifications([Modification(")


@pytest.mark.parametrize(
    "found, fault",
    [
        ([(1, "a"), (2, "a")], "an id of its own"),
        ([(1, "a"), (1, "b")], "numbers of the modifications to rise"),
        ([(2, "a"), (1, "b")], "numbers of the modifications to rise"),
    ],
)
def test_what_cannot_be_told_apart_or_put_in_order_is_refused(found: list[tuple[int, str]], fault: str) -> None:
    several = [modification(DONE, id=name, number=number) for number, name in found]
    with pytest.raises(ValueError, match=fault):
        Modifications(several)
    order = order_in(Status.HANDLING).model_dump()
    with pytest.raises(ValidationError, match=fault):
        Order.model_validate({**order, "modifications": several})


@pytest.mark.parametrize("status", PASSING)
def test_none_rests_in_a_status_that_it_leaves_by_itself(status: ModificationStatus) -> None:
    with pytest.raises(ValueError, match=f"expected a modification at rest, found the status {status}"):
        Modifications([modification(status)])


def test_the_current_one_is_the_one_in_progress_where_there_is_one() -> None:
    several = Modifications(numbered(2, WAITING))
    assert several.current is several.latest
    for without in (Modifications(), Modifications(numbered(1))):
        with pytest.raises(ValueError, match="no modification is in progress"):
            _ = without.current


@given(st.integers(0, 4), st.sampled_from(RESTING))
def test_an_order_keeps_them_through_json_as_a_list(count: int, latest: ModificationStatus) -> None:
    order = order_in(Status.HANDLING, modifications=Modifications(numbered(count, latest)))
    assert isinstance(order.model_dump()["modifications"], tuple | list)
    for again in (
        Order.model_validate_json(order.model_dump_json()),
        Order.model_validate(order.model_dump()),
        pickle.loads(pickle.dumps(order)),
        copy.deepcopy(order),
    ):
        assert again == order
        assert again.modifications.latest == order.modifications.latest


def test_an_order_takes_them_as_they_are_or_as_any_list() -> None:
    found = numbered(2)
    assert order_in(Status.HANDLING, modifications=found).modifications == Modifications(found)
    assert order_in(Status.HANDLING, modifications=Modifications(found)).modifications == Modifications(found)
