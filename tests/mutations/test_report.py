"""What the report says of mutants that were caught, that survived, and that nobody can tell from the table."""

from tests.mutations.catching import By
from tests.mutations.equivalent import EQUIVALENT, SUPERFLUOUS
from tests.mutations.report import Alone, Judged, alone_by_operator, as_json, by_operator, equivalents, surprises

SAME = next(iter(EQUIVALENT))
BUILT = Judged("drop row", "one", By.BUILDING)
CAUGHT = Judged("drop guard", "two", By.SCENARIOS)
SURVIVED = Judged("drop guard", "three", None)
EQUAL = Judged("drop guard", SAME, None)
NOT_EQUAL = Judged("drop guard", SAME, By.VERIFICATION)


def test_a_survivor_is_a_surprise_unless_nobody_can_tell_it_from_the_table() -> None:
    assert surprises([BUILT, CAUGHT, SURVIVED, EQUAL]) == ["three: survived"]


def test_that_somebody_catches_what_nobody_can_tell_is_a_surprise_too() -> None:
    assert surprises([NOT_EQUAL]) == [f"{SAME}: by verification"]


def test_the_table_has_a_line_for_every_operator_and_their_sum() -> None:
    lines = list(by_operator([BUILT, CAUGHT, SURVIVED, EQUAL]))
    assert lines[0].startswith("| operator | mutants | when built | by scenarios |")
    assert "| drop guard | 3 | 0 | 1 | 0 | 0 | 1 | 1 |" in lines
    assert "| drop row | 1 | 1 | 0 | 0 | 0 | 0 | 0 |" in lines
    assert lines[-1] == "| all | 4 | 1 | 1 | 0 | 0 | 1 | 1 |"


def test_alone_only_mutants_that_can_be_built_are_compared() -> None:
    alone = [
        Alone("drop guard", "one", frozenset({By.SCENARIOS, By.VERIFICATION})),
        Alone("drop guard", "two", frozenset({By.SCENARIOS})),
        Alone("drop row", "three", frozenset({By.BUILDING})),
    ]
    lines = list(alone_by_operator(alone))
    assert lines[2:] == ["| drop guard | 2 | 2 | 0 | 1 |", "| all | 2 | 2 | 0 | 1 |"]


def test_the_numbers_are_written_as_json_data() -> None:
    alone = [
        Alone("drop guard", "two", frozenset({By.VERIFICATION, By.GENERATED})),
        Alone("drop row", "three", frozenset({By.BUILDING})),
    ]
    written = as_json([CAUGHT], alone)
    assert {name: dict(found) for name, found in written["operators"].items() if found} == {
        "drop guard": {"by scenarios": 1}
    }
    assert (written["equivalent"], written["survivors"]) == ({}, [])
    assert written["alone"] == {
        "mutants": 1,
        "by scenarios": 0,
        "by generated scenarios": 1,
        "by verification": 1,
    }


def test_who_survives_is_named_and_who_cannot_be_told_is_counted_by_the_reason() -> None:
    name, why = next(iter(EQUIVALENT.items()))
    judged = [Judged("drop guard", "lived", None), Judged("drop guard", name, None)]
    written = as_json(judged, [])
    assert written["survivors"] == ["lived"]
    assert written["equivalent"] == {why: 1}


def test_what_nobody_can_tell_is_named_under_each_reason_once() -> None:
    lines = list(equivalents())
    assert [line for line in lines if line.startswith("- ")] == [f"- {superfluous.why}:" for superfluous in SUPERFLUOUS]
    assert len(lines) == len(SUPERFLUOUS) + len(EQUIVALENT)
