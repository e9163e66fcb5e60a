"""Verifying: every world explored from every start, with every property asked on the way.

One start is a piece of work by itself. On several processes the pieces are the same, and so is what comes of them.
"""

import resource
import signal
import sys
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Final, NamedTuple

from pedido.verify.asking import Asking
from pedido.verify.exploration import Progress, explore
from pedido.verify.findings import Explored, Findings, Violation, WorldFindings, shortest
from pedido.verify.inputs import uncovered_inputs
from pedido.verify.usage import Used, dead
from pedido.verify.world import World


class Piece(NamedTuple):
    """One start of a world."""

    world: World
    start: int


OnProgress = Callable[[Piece, Progress], None]
OnExplored = Callable[[Explored], None]


def verify(
    worlds: Sequence[World],
    *,
    depth: int | None = None,
    jobs: int = 1,
    on_progress: OnProgress = lambda _piece, _progress: None,
    on_explored: OnExplored = lambda _explored: None,
    judge: bool = True,
) -> Findings:
    """Explore the worlds and ask every property; Ctrl-C ends it early, and the findings say so.

    `depth` is how many commands are given in a row at most. `judge` says whether what no way used and what no world varies
    is looked for: worth it for worlds that are meant to use everything. `on_progress` is called on one process only.
    """
    began = time.perf_counter()
    pieces = [Piece(world, number) for world in worlds for number in range(len(world.starts))]
    explored: list[Explored] = []
    running = _alone(pieces, depth, on_progress) if jobs == 1 else _together(pieces, depth, jobs)
    complete, uncovered = False, None
    try:
        for found in running:
            explored.append(found)
            on_explored(found)
            if found.interrupted:
                break
        complete = len(explored) == len(pieces) and all(found.complete for found in explored)
        uncovered = uncovered_inputs(worlds) if complete and judge else None
        interrupted = len(explored) < len(pieces) or any(found.interrupted for found in explored)
    except KeyboardInterrupt:
        running.close()
        interrupted = True
    used: set[Used] = set().union(*(found.used for found in explored))
    return Findings(
        worlds=tuple(_summed(world, [found for found in explored if found.world == world.name]) for world in worlds),
        violations=shortest(explored),
        dead=dead(used) if complete and judge else None,
        uncovered=uncovered,
        seconds=time.perf_counter() - began,
        memory=_peak_memory(jobs),
        jobs=jobs,
        depth=depth,
        interrupted=interrupted,
    )


def look_at(piece: Piece, depth: int | None, on_progress: OnProgress = lambda _piece, _progress: None) -> Explored:
    """Explore a world from one start, and ask every property."""
    world, number = piece
    asking = Asking(world)
    graph = explore(
        world,
        world.starts[number],
        (asking,),
        depth=depth,
        on_progress=lambda progress: on_progress(piece, progress),
    )
    if not graph.interrupted:
        asking.ask_about(graph)
    return Explored(
        world=world.name,
        start=number,
        states=graph.states,
        decisions=graph.decisions,
        transitions=graph.transitions,
        depth=graph.depth,
        complete=graph.complete,
        interrupted=graph.interrupted,
        seconds=graph.seconds,
        violations=tuple(
            Violation(name, world.name, number, (*graph.way_to(state), *(() if by is None else (by,))), complaint)
            for name, (state, by, complaint) in asking.broken.items()
        ),
        used=frozenset(asking.usage.used),
    )


def _alone(pieces: Sequence[Piece], depth: int | None, on_progress: OnProgress) -> Generator[Explored, None, None]:
    for piece in pieces:
        yield look_at(piece, depth, on_progress)


_pieces: Sequence[Piece] = ()
"""The pieces of a child process, which has them from the parent: only numbers go to and fro."""


def _begin(pieces: Sequence[Piece]) -> None:
    global _pieces  # noqa: PLW0603 - a process has one work
    _pieces = pieces
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends its children


def _look_at_number(number: int, depth: int | None) -> Explored:
    return look_at(_pieces[number], depth)


def _together(pieces: Sequence[Piece], depth: int | None, jobs: int) -> Generator[Explored, None, None]:
    """Look at the pieces on several processes; they come back in their own order."""
    pool = ProcessPoolExecutor(jobs, get_context("fork"), _begin, (pieces,))
    try:
        running: list[Future[Explored]] = [pool.submit(_look_at_number, at, depth) for at in range(len(pieces))]
        for future in running:
            yield future.result()
    except BaseException:
        for process in pool._processes.values():  # noqa: SLF001 - the pool has no other way to end what is running
            process.terminate()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _summed(world: World, explored: Sequence[Explored]) -> WorldFindings:
    return WorldFindings(
        name=world.name,
        about=world.about,
        starts=len(world.starts),
        explored=len(explored),
        states=sum(found.states for found in explored),
        decisions=sum(found.decisions for found in explored),
        transitions=sum(found.transitions for found in explored),
        depth=max((found.depth for found in explored), default=0),
        complete=len(explored) == len(world.starts) and all(found.complete for found in explored),
        seconds=sum(found.seconds for found in explored),
    )


_UNIT_OF_MEMORY: Final = 1 if sys.platform == "darwin" else 1024


def _peak_memory(jobs: int) -> int:
    """Return the peak memory in bytes: of this process, and of as many as the largest of its children as there are."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss if jobs > 1 else 0
    return (own + jobs * child) * _UNIT_OF_MEMORY
