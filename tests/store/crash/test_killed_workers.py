"""Workers are killed at random instants, hundreds of times: nothing is lost, and nothing is done twice."""

import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random, randrange
from typing import Final

import pytest

from tests.store.crash.checking import assert_nothing_is_lost_or_doubled, steps_done
from tests.store.crash.nursery import PROCESSES
from tests.store.crash.plan import ORDERS
from tests.store.crash.records import records
from tests.store.crash.stages import STAGES, Stages
from tests.store.crash.work import Course, finish, work

KILLS: Final = 210
_LONGEST_LIFE: Final = 0.2
_BEGUN: Final = 0.75
"""How many of the workers are let begin before they are killed."""
_PATIENCE: Final = 30.0
_SHARE: Final = 0.5


@pytest.mark.slow
def test_killed_at_random_instants_workers_lose_nothing_and_do_nothing_twice(database_url: str, tmp_path: Path) -> None:
    seed = randrange(10**9)
    print(f"seed {seed}")  # noqa: T201 - shown where the test fails
    course = Course(database_url, tmp_path, seed, begun=time.time())
    random = Random(seed)

    hit = [killed(course, f"worker {number}", random) for number in range(KILLS)]
    last = PROCESSES.Process(target=finish, args=(course, "last", len(steps_done(course)) + ORDERS))
    last.start()
    last.join()

    assert last.exitcode == 0
    assert_nothing_is_lost_or_doubled(course)
    assert_the_kills_were_in_the_way(course, hit)


def killed(course: Course, name: str, random: Random) -> set[str]:
    """Let a worker live for a random time, kill it, and tell what it was at."""
    stages = Stages(course.stages)
    stages.clear()
    worker = PROCESSES.Process(target=work, args=(course, name, random.randrange(10**9)))
    worker.start()
    if random.random() < _BEGUN:
        wait_until_begun(worker.is_alive, stages)
    time.sleep(random.uniform(0, _LONGEST_LIFE))
    worker.kill()
    worker.join()
    assert worker.exitcode == -signal.SIGKILL
    return stages.in_flight()


def wait_until_begun(is_alive: Callable[[], bool], stages: Stages) -> None:
    """Wait until a worker is at something, however long the machine takes for that."""
    until = time.monotonic() + _PATIENCE
    while is_alive() and not stages.in_flight() and time.monotonic() < until:
        time.sleep(0.001)


def assert_the_kills_were_in_the_way(course: Course, hit: list[set[str]]) -> None:
    """Make sure that the kills tried something: most hit somebody at work, at every stage, and left work to be done again."""
    stages = Counter(stage for each in hit for stage in each)
    print(dict(stages), "idle", hit.count(set()))  # noqa: T201 - as above
    assert sum(map(bool, hit)) > _SHARE * KILLS, stages
    assert set(stages) == set(STAGES), stages
    delivered = [record["message"]["id"] for record in records(course.delivered)]
    assert len(delivered) > len(set(delivered)), "nothing was ever delivered again"
