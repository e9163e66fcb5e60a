"""Paths as scenario files: in order, in chapters, with a clock that runs through."""

from pathlib import Path as Folder
from typing import Any

from pedido.covering.chapters import files_of
from pedido.covering.paths import LONGEST, Path, Stride
from pedido.order.commands import Cancel, Command, PassTime, Track
from pedido.scenario import parse_scenario, run_scenario
from pedido.scenario.format import STORE
from pedido.verify.canonical import LATE, NOW

WINDOW = {"flow": "complete", "status": "window-to-cancel", "value": 200}
HANDLING = {"flow": "complete", "status": "handling", "value": 200}
TRACK = Track(actor=STORE, at=NOW, number="absent", tracking_number="BR1")
CANCEL = Cancel(actor=STORE, at=NOW)
TIME = PassTime(actor=STORE, at=LATE)


def path(given: dict[str, Any], thing: str, *commands: Command) -> Path:
    """Make a path that covers one thing with its last step."""
    covers = [frozenset[tuple[str, ...]]()] * (len(commands) - 1) + [
        frozenset({("complete", f"{thing}: here -> there")})
    ]
    return Path(given, tuple(map(Stride, commands, covers)))


def steps_of(text: str) -> list[str]:
    return text.partition("steps:\n")[2].splitlines()


def test_an_order_is_given_before_the_time_of_its_first_step_passes() -> None:
    [text] = files_of([path(WINDOW, "one", TIME), path(WINDOW, "two", TIME)], "pairs").values()
    assert steps_of(text) == [
        "  # one in here",
        "  - {after: PT30M, when: pass_time, then: {status: ready-for-handling, payment: approved}}",
        "  # two in here",
        "  - {given: {order: {flow: complete, status: window-to-cancel, value: 200}}}",
        "  - {after: PT30M, when: pass_time, then: {status: ready-for-handling, payment: approved}}",
    ]
    assert run_scenario(parse_scenario(text, "t.yaml", folder=Folder())).passed


def test_lives_stand_in_the_order_of_the_flows_and_of_their_tables() -> None:
    seller = path({**HANDLING, "flow": "seller"}, "c", CANCEL)
    files = files_of([seller, path(HANDLING, "b", CANCEL), path(WINDOW, "a", CANCEL)], "pairs")
    assert list(files) == ["complete/01.yaml", "seller/01.yaml"]
    assert [line for line in steps_of(files["complete/01.yaml"]) if "#" in line] == ["  # a in here", "  # b in here"]


def test_a_file_has_no_more_steps_than_can_be_read() -> None:
    paths = [path(HANDLING, f"thing{number}", *[TRACK] * 9) for number in range(3)]
    files = files_of(paths, "transitions")
    assert [text.count("when:") for text in files.values()] == [18, 9]
    assert list(files) == ["complete/01.yaml", "complete/02.yaml"]


def test_a_path_that_is_longer_has_a_file_of_its_own() -> None:
    paths = [path(HANDLING, "long", *[TRACK] * (LONGEST + 5)), path(HANDLING, "short", TRACK)]
    assert [text.count("when:") for text in files_of(paths, "pairs").values()] == [LONGEST + 5, 1]


def test_the_title_names_the_first_thing_that_nothing_else_covers() -> None:
    [text] = files_of([path(HANDLING, "one", CANCEL), path(HANDLING, "two", TRACK)], "rules").values()
    assert text.splitlines()[:4] == [
        "# Written by `pedido generate --cover rules`: not to be edited.",
        "title: 'complete 01: one in here, and 1 more'",
        "source: 'FLOW, the complete flow as its table has it: rules'",
        "given: {order: {flow: complete, status: handling, value: 200}}",
    ]
