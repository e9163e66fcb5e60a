"""Verifying: how deep it looks, how it is interrupted, and that it finds the same however it is run."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from pedido import Status
from pedido.verify import Explored, Findings, Piece, Progress, World, verify
from pedido.verify.exploration import explore
from tests.mutations.applying import in_place
from tests.verify.breaking import COMPLETE, retargeted, without_guard
from tests.verify.tiny import CANCEL, ENDING, HANDLING, READY, WAREHOUSE, world

TINY = world()
"""One start, nine states, five commands deep at most."""
WIDE = world(*ENDING, *WAREHOUSE, starts=(HANDLING, READY), name="wide")


def same(findings: Findings) -> Findings:
    """Leave out what differs from run to run: the time, the memory, the number of processes."""
    worlds = tuple(replace(found, seconds=0.0) for found in findings.worlds)
    return replace(findings, worlds=worlds, seconds=0.0, memory=0, jobs=1)


def test_worlds_are_explored_to_their_end() -> None:
    found = verify([TINY, WIDE], judge=False)
    tiny, wide = found.worlds
    assert (tiny.name, tiny.about, tiny.starts, tiny.explored, tiny.complete) == ("tiny", TINY.about, 1, 1, True)
    assert (wide.starts, wide.explored, wide.complete) == (2, 2, True)
    assert found.violations == ()
    assert found.holds
    assert not found.interrupted
    assert found.depth is None


def test_the_numbers_are_those_of_the_graphs() -> None:
    graphs = [explore(WIDE, start) for start in WIDE.starts]
    [wide] = verify([WIDE], judge=False).worlds
    assert wide.states == sum(graph.states for graph in graphs)
    assert wide.decisions == sum(graph.decisions for graph in graphs)
    assert wide.transitions == sum(graph.transitions for graph in graphs)
    assert wide.depth == max(graph.depth for graph in graphs)
    assert wide.decisions == wide.states * len(WIDE.commands)


def test_the_cost_is_told() -> None:
    found = verify([TINY], judge=False)
    assert 0 < found.seconds < 60
    assert 10 * 2**20 < found.memory < 2**30
    assert found.rate > 0


def test_a_depth_ends_it_and_the_findings_say_so() -> None:
    depths = [verify([TINY], depth=depth, judge=False) for depth in range(1, 9)]
    whole = verify([TINY], judge=False)
    states = [found.states for found in depths]
    assert states == sorted(states)
    assert states[-1] == whole.states
    assert [found.worlds[0].complete for found in depths] == [
        found.worlds[0].depth < depth for depth, found in enumerate(depths, start=1)
    ]
    assert [found.depth for found in depths] == list(range(1, 9))


def test_a_world_with_a_depth_of_its_own_is_complete_there() -> None:
    [short] = verify([world(depth=1)], judge=False).worlds
    [cut] = verify([world(depth=2)], depth=1, judge=False).worlds
    assert (short.depth, short.complete) == (1, True)
    assert (cut.depth, cut.complete) == (1, False)


def test_a_world_without_starts_has_nothing_to_explore() -> None:
    found = verify([world(starts=())], judge=False)
    assert (found.states, found.rate, found.worlds[0].complete, found.interrupted) == (0, 0, True, False)


def test_what_is_dead_and_uncovered_is_looked_for_where_everything_was_explored() -> None:
    judged = verify([TINY])
    assert judged.dead is not None
    assert judged.uncovered is not None
    assert "complete: start_handling: ready-for-handling -> start-handling is never taken" in judged.dead
    assert any(said.startswith("order.flow: ") for said in judged.uncovered)
    assert not judged.holds
    assert judged.violations == ()


@pytest.mark.parametrize("options", [{"judge": False}, {"depth": 1}])
def test_what_is_dead_and_uncovered_is_not_looked_for_elsewhere(options: dict[str, int]) -> None:
    found = verify([TINY], judge=bool(options.get("judge", True)), depth=options.get("depth"))
    assert (found.dead, found.uncovered) == (None, None)
    assert found.holds


def test_it_is_deterministic() -> None:
    assert same(verify([TINY, WIDE])) == same(verify([TINY, WIDE]))


@pytest.mark.parametrize("jobs", [2, 3])
def test_several_processes_find_the_same_as_one(jobs: int) -> None:
    seen: list[Explored] = []
    together = verify([TINY, WIDE], jobs=jobs, on_explored=seen.append)
    assert same(together) == same(verify([TINY, WIDE]))
    assert together.jobs == jobs
    assert [(found.world, found.start) for found in seen] == [("tiny", 0), ("wide", 0), ("wide", 1)]


def test_several_processes_find_what_is_broken_as_one_does() -> None:
    with in_place(retargeted(COMPLETE, "cancel", ["handling"], "cancel")):
        alone, together = (verify([TINY, WIDE], jobs=jobs, judge=False).violations for jobs in (1, 2))
    assert together == alone != ()


def test_progress_is_told_of_every_start() -> None:
    told: list[tuple[Piece, Progress]] = []
    verify([WIDE], on_progress=lambda piece, progress: told.append((piece, progress)), judge=False)
    assert {piece.start for piece, _ in told} == {0, 1}
    assert all(piece.world is WIDE for piece, _ in told)
    first = told[0][1]
    assert (first.states, first.decisions, first.depth, first.waiting) == (1, 0, 0, 1)


Interrupts = Callable[[int], Findings]


def while_exploring(after: int) -> Findings:
    """Press Ctrl-C once so many layers were looked at."""
    layers = 0

    def on_progress(_piece: Piece, _progress: Progress) -> None:
        nonlocal layers
        layers += 1
        if layers > after:
            raise KeyboardInterrupt

    return verify([WIDE, TINY], on_progress=on_progress)


def between_starts(jobs: int) -> Findings:
    """Press Ctrl-C once the first start is explored."""

    def on_explored(_explored: Explored) -> None:
        raise KeyboardInterrupt

    return verify([WIDE, TINY], jobs=jobs, on_explored=on_explored)


def test_ctrl_c_while_a_start_is_explored_ends_it_with_what_was_found() -> None:
    found = while_exploring(2)
    wide, tiny = found.worlds
    assert found.interrupted
    assert 1 < wide.states < explore(WIDE, HANDLING).states
    assert (wide.explored, wide.complete) == (1, False)
    assert (tiny.explored, tiny.states, tiny.complete) == (0, 0, False)
    assert (found.dead, found.uncovered, found.exit_code) == (None, None, 130)


@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_between_two_starts_ends_it_with_what_was_found(jobs: int) -> None:
    found = between_starts(jobs)
    wide, tiny = found.worlds
    assert found.interrupted
    assert (wide.explored, wide.states, wide.complete) == (1, explore(WIDE, HANDLING).states, False)
    assert (tiny.explored, tiny.complete) == (0, False)
    assert (found.dead, found.uncovered, found.exit_code) == (None, None, 130)


def test_ctrl_c_does_not_lose_what_is_broken_nor_claim_what_was_not_looked_at() -> None:
    with in_place(retargeted(COMPLETE, "cancel", ["handling"], "cancel")):
        found = while_exploring(1)
    assert [violation.property for violation in found.violations] == ["handling_is_canceled_by_request"]
    assert found.exit_code == 1


def test_a_violation_has_the_shortest_way_of_all_starts_and_the_first_of_equal_ones() -> None:
    """Ready for handling, it takes no more commands than in handling."""
    with in_place(retargeted(COMPLETE, "cancel", ["ready-for-handling", "handling"], "cancel")):
        found = verify([replace(WIDE, starts=(READY, HANDLING))], judge=False)
        again = verify([replace(WIDE, starts=(HANDLING.but(status=Status.WINDOW_TO_CANCEL), READY))], judge=False)
    direct, other = (each.violation_of("handling_is_canceled_by_request") for each in (found, again))
    assert direct is not None
    assert other is not None
    assert (direct.start, direct.way, direct.complaint) == (0, (0,), "ready-for-handling became cancel")
    assert (other.start, other.way) == (1, (0,))


def test_of_several_worlds_the_shortest_way_is_told_with_its_world() -> None:
    later: World = world(
        CANCEL, *WAREHOUSE, name="later", starts=(HANDLING.but(status=Status.WAITING_FOR_FULFILLMENT),)
    )
    with in_place(without_guard(retargeted(COMPLETE, "cancel", ["handling"], "cancel"), "not_invoiced_in_part")):
        alone, both = verify([later], judge=False), verify([later, TINY], judge=False)
    [far], [near] = (
        [found for found in each.violations if found.property == "handling_is_canceled_by_request"]
        for each in (alone, both)
    )
    assert (far.world, [later.commands[number].trigger for number in far.way]) == (
        "later",
        ["return_from_wms", "cancel"],
    )
    assert (near.world, len(near.way)) == ("tiny", 1)
