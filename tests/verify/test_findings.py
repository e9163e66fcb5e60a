"""What came of verifying, as values: the shortest ways, the sums, whether all holds, and JSON."""

import json
from typing import Any, Final

import pytest

from pedido.verify.findings import Explored, Findings, Violation, WorldFindings, shortest
from pedido.verify.properties import PROPERTIES

FINAL, MONEY = "final_statuses_are_final", "money_is_conserved"


def violation(property_id: str, start: int, *way: int, world: str = "tiny") -> Violation:
    return Violation(property_id, world, start, way, f"found from {start}")


def explored(start: int, *violations: Violation) -> Explored:
    return Explored("tiny", start, 5, 20, 8, 3, True, False, 0.5, violations)


def findings(**fields: Any) -> Findings:
    usual: dict[str, Any] = {
        "worlds": (WORLD, WORLD),
        "violations": (),
        "dead": (),
        "uncovered": (),
        "seconds": 2.0,
        "memory": 2**20,
        "jobs": 1,
    }
    return Findings(**{**usual, **fields})


WORLD: Final = WorldFindings("tiny", "A tiny world.", 2, 2, 5, 20, 8, 3, True, 0.12345)


def test_of_several_starts_the_shortest_way_is_kept_and_of_equal_ones_the_first() -> None:
    pieces = [
        explored(0, violation(MONEY, 0, 1, 2, 3)),
        explored(1, violation(MONEY, 1, 7), violation(FINAL, 1, 1, 2)),
        explored(2, violation(MONEY, 2, 4), violation(FINAL, 2, 1, 2, 3)),
    ]
    assert {found.property: found.start for found in shortest(pieces)} == {MONEY: 1, FINAL: 1}


def test_violations_come_in_the_order_of_the_properties() -> None:
    names = [asked.id for asked in PROPERTIES]
    pieces = [explored(at, violation(name, at)) for at, name in enumerate(reversed(names))]
    assert [found.property for found in shortest(pieces)] == names


def test_nothing_is_broken_where_nothing_was_explored() -> None:
    assert shortest([]) == ()


def test_the_numbers_are_the_sums_of_the_worlds() -> None:
    found = findings()
    assert (found.states, found.decisions, found.transitions) == (10, 40, 16)
    assert found.rate == 20
    assert findings(seconds=0.0).rate == 0


@pytest.mark.parametrize(
    "fields, holds, exit_code",
    [
        ({}, True, 0),
        ({"dead": None, "uncovered": None}, True, 0),
        ({"violations": (violation(FINAL, 0),)}, False, 1),
        ({"dead": ("complete: a row is never taken",)}, False, 1),
        ({"uncovered": ("order.franchise: never true",)}, False, 1),
        ({"interrupted": True, "dead": None, "uncovered": None}, True, 130),
        ({"interrupted": True, "violations": (violation(FINAL, 0),)}, False, 1),
    ],
)
def test_everything_holds_or_it_does_not_and_the_exit_code_says_so(
    fields: dict[str, Any], holds: bool, exit_code: int
) -> None:
    found = findings(**fields)
    assert (found.holds, found.exit_code) == (holds, exit_code)


def test_a_violation_is_found_by_its_property() -> None:
    broken = violation(FINAL, 0)
    found = findings(violations=(broken,))
    assert found.violation_of(FINAL) is broken
    assert found.violation_of(MONEY) is None


def test_everything_goes_into_json_and_comes_back() -> None:
    found = findings(violations=(violation(FINAL, 0),), dead=("a row",), uncovered=None, depth=4, interrupted=True)
    written = json.loads(json.dumps(found.as_json()))
    assert written == found.as_json()
    properties = written.pop("properties")
    worlds = written.pop("worlds")
    assert written == {
        "holds": False,
        "interrupted": True,
        "depth_limit": 4,
        "states": 10,
        "decisions": 40,
        "transitions": 16,
        "seconds": 2.0,
        "decisions_per_second": 20,
        "peak_memory_bytes": 1048576,
        "processes": 1,
        "dead": ["a row"],
        "uncovered": None,
    }
    assert worlds[0] == {
        "world": "tiny",
        "about": "A tiny world.",
        "starts": 2,
        "explored": 2,
        "states": 5,
        "decisions": 20,
        "transitions": 8,
        "depth": 3,
        "complete": True,
        "seconds": 0.123,
    }
    assert [each["property"] for each in properties] == [asked.id for asked in PROPERTIES]
    assert [each["property"] for each in properties if not each["holds"]] == [FINAL]
    assert properties[0]["facts"] == ["C11", "C5"]
