"""`pedido verify`."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from pedido import Status
from pedido.pair import PairVerification, verify_pair
from pedido.pair.races import RACES, Ending, RaceResult
from pedido.verify import PROPERTIES, WORLDS, Progress
from tests.cli.calling import Caller, assert_one_line
from tests.mutations.applying import in_place
from tests.pair.naive import NAIVE
from tests.verify.breaking import COMPLETE, retargeted, without_guard
from tests.verify.tiny import AWAITED, ENDING, HANDLING, PAYMENT, world

TINY: Final = world()
OTHER: Final = world(*ENDING, *PAYMENT, name="other", starts=(HANDLING, HANDLING.but(settings=AWAITED)))


@pytest.fixture(autouse=True)
def few_worlds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Have two tiny worlds for the standard ones, and two stores that take one step."""
    monkeypatch.setattr("pedido.verify.worlds.WORLDS", (TINY, OTHER))
    monkeypatch.setattr("pedido.pair.verify_pair", one_step)
    monkeypatch.chdir(tmp_path)


def one_step(**_: object) -> PairVerification:
    return verify_pair(depth=1)


@pytest.fixture
def broken() -> Iterator[None]:
    """Have handling canceled in one step, also where something is invoiced."""
    table = retargeted(COMPLETE, "cancel", ["handling"], "cancel")
    with in_place(without_guard(table, "not_invoiced_in_part")):
        yield


def test_the_worlds_are_listed_and_none_is_explored(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pedido.verify.worlds.WORLDS", WORLDS)
    ended = call("verify", "--list")
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert [line.split()[0] for line in lines] == [*(found.name for found in WORLDS), "two-stores"]
    assert lines[0].endswith(
        "49 commands. The complete flow from the purchase to its end, whatever comes first and however often."
    )


def test_worlds_are_explored_by_name_and_everything_holds(call: Caller) -> None:
    ended = call("verify", "tiny")
    assert ended.code == 0
    lines = ended.out.splitlines()
    assert lines[0].startswith("tiny ")
    assert [line for line in lines if line.startswith("holds ")] == [
        f"holds  {asked.id}: {asked.says.splitlines()[0]}" for asked in PROPERTIES
    ]
    assert lines[-1].startswith("everything holds: ")
    assert ended.err == ""
    assert not Path("counterexamples").exists()


def test_a_depth_is_how_many_commands_are_given_in_a_row(call: Caller) -> None:
    ended = call("verify", "tiny", "other", "--depth", "1")
    assert ended.code == 0
    assert [line.rsplit("  ", 1)[0].endswith("depth  1") for line in ended.out.splitlines()[:2]] == [True, True]
    assert ended.out.splitlines()[-1].endswith(", commands in a row: up to 1")


@pytest.mark.parametrize("depth", ["0", "-1", "deep"])
def test_a_depth_is_a_number_from_1(call: Caller, depth: str) -> None:
    assert_one_line(call("verify", "--depth", depth), "--depth")


def test_several_processes_write_the_same(call: Caller, tmp_path: Path) -> None:
    measured = {"seconds", "decisions_per_second", "peak_memory_bytes", "processes"}
    reports = []
    for jobs in ("1", "2"):
        assert call("verify", "tiny", "other", "--jobs", jobs, "--json", f"{jobs}.json").code == 0
        report = json.loads((tmp_path / f"{jobs}.json").read_text(encoding="utf-8"))
        for measure in (report, *report["worlds"]):
            for name in measured & set(measure):
                del measure[name]
        reports.append(report)
    assert reports[0] == reports[1]


def test_an_unknown_world_is_named_with_those_that_there_are(call: Caller) -> None:
    ended = call("verify", "tiny", "tyni")
    assert_one_line(ended, "WORLD")
    assert "unknown world 'tyni'; expected some of tiny, other, two-stores" in ended.err


def test_two_stores_are_explored_by_name(call: Caller) -> None:
    ended = call("verify", "two-stores", "--json", "-")
    report = json.loads(ended.out)
    assert ended.code == 0
    assert report["worlds"] == []
    assert report["two_stores"]["holds"]
    assert "two stores agree: " in ended.err


def naively(**_: object) -> PairVerification:
    return verify_pair(depth=5, protocol=NAIVE)


def test_two_stores_that_do_not_agree_end_with_1_and_their_way_is_told(
    call: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pedido.pair.verify_pair", naively)
    ended = call("verify", "two-stores", "--junit", "report.xml")
    assert ended.code == 1
    lines = ended.out.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("BROKEN the_seller_cancels_first: "))
    assert [line.strip()[:3] for line in lines[at + 1 : at + 5]] == ["1. ", "2. ", "3. ", "And"]
    wrong = "the marketplace's order is canceled, the seller's "
    assert lines[at + 4].strip().startswith(f"And so: {wrong}")
    assert "two stores do not agree: " in ended.out
    [failure, *_] = ET.parse("report.xml").getroot().iter("failure")
    assert failure.attrib["message"].startswith(wrong)


def test_every_race_of_two_stores_is_told_with_how_it_ends(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    agreeing, in_conflict = (
        RaceResult(RACES[at], 1, (Ending(Status.CANCELED, seller, conflict=seller is Status.INVOICED),))
        for at, seller in enumerate((Status.CANCELED, Status.INVOICED))
    )
    races = (agreeing, in_conflict, RaceResult(RACES[2], 0, ()))
    monkeypatch.setattr("pedido.pair.verify_pair", lambda **_: replace(one_step(), races=races))
    told = [line for line in call("verify", "two-stores").out.splitlines() if line.startswith("race ")]
    assert told == [
        f"race   {RACES[0].name}: the stores agree",
        f"race   {RACES[1].name}: a conflict that a person sees to: canceled / invoiced",
        f"race   {RACES[2].name}: never on in what was explored",
    ]


def test_what_is_dead_is_asked_for_where_every_world_is_explored(call: Caller) -> None:
    """Two tiny worlds leave most of the machines unused."""
    ended = call("verify", "--json", "report.json")
    report = json.loads(Path("report.json").read_text(encoding="utf-8"))
    assert ended.code == 1
    assert "complete: start_handling: ready-for-handling -> start-handling is never taken" in report["dead"]
    assert report["uncovered"]
    assert all(each["holds"] for each in report["properties"])
    assert report["two_stores"]["holds"]


@pytest.mark.usefixtures("broken")
def test_what_is_broken_ends_with_1_and_is_told(call: Caller) -> None:
    ended = call("verify", "tiny", "-o", "found")
    assert ended.code == 1
    assert "BROKEN handling_is_canceled_by_request: " in ended.out
    assert "And so: handling became cancel." in ended.out
    assert ended.out.splitlines()[-1] == "counterexamples are in found: pedido run found"


@pytest.mark.usefixtures("broken")
def test_counterexamples_are_written_and_running_them_does_the_same(call: Caller) -> None:
    call("verify", "tiny", "other", "-o", "found/here")
    written = sorted(path.name for path in Path("found/here").iterdir())
    assert "handling_is_canceled_by_request.yaml" in written
    assert "invoiced_orders_are_not_canceled.yaml" in written
    assert [name for name in written if name.endswith(".svg")] == [
        name.replace(".yaml", ".svg") for name in written if name.endswith(".yaml")
    ]
    ended = call("run", "found/here")
    assert ended.code == 0, ended.out
    assert "handling_is_canceled_by_request is broken: handling became cancel" in ended.out


def test_counterexamples_fail_once_the_table_is_right(call: Caller) -> None:
    with in_place(retargeted(COMPLETE, "cancel", ["handling"], "cancel")):
        call("verify", "tiny")
    assert call("run", "counterexamples").code == 1


@pytest.mark.usefixtures("broken")
def test_reports_have_the_story(call: Caller) -> None:
    call("verify", "tiny", "--junit", "report.xml", "--json", "report.json")
    report = json.loads(Path("report.json").read_text(encoding="utf-8"))
    assert not report["holds"]
    [told] = [each for each in report["counterexamples"] if each["property"] == "handling_is_canceled_by_request"]
    assert told["world"] == "tiny"
    assert told["story"][-1] == "  And so: handling became cancel."
    root = ET.parse("report.xml").getroot()
    [case] = [case for case in root.iter("testcase") if case.attrib["name"] == "handling_is_canceled_by_request (C3)"]
    assert case[0].text == "\n".join(told["story"])
    assert [suite.attrib["name"] for suite in root] == ["verify"]


def test_a_report_on_standard_output_is_nothing_else(call: Caller) -> None:
    ended = call("verify", "tiny", "two-stores", "--junit", "-")
    root = ET.fromstring(ended.out)
    assert [suite.attrib["name"] for suite in root] == ["verify", "two stores"]
    assert "everything holds: " in ended.err


def test_counterexamples_need_a_folder_that_can_be_made(call: Caller, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with in_place(retargeted(COMPLETE, "cancel", ["handling"], "cancel")):
        ended = call("verify", "tiny", "-o", "file/below")
    assert ended.code == 2
    assert ended.err == "pedido: file/below: cannot be made: not a directory\n"


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def test_ctrl_c_ends_with_130_and_what_was_found(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pedido.verify.terminal.Bar.explored", interrupted)
    ended = call("verify", "--json", "report.json")
    assert ended.code == 130
    assert "interrupted: nothing is broken so far: " in ended.out
    report = json.loads(Path("report.json").read_text(encoding="utf-8"))
    assert report["interrupted"]
    assert [each["explored"] for each in report["worlds"]] == [1, 0]
    assert "two_stores" not in report


def test_ctrl_c_in_two_stores_ends_with_130(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupting(_progress: Progress) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pedido.pair.verify_pair", lambda **_: verify_pair(on_progress=interrupting))
    ended = call("verify", "two-stores")
    assert ended.code == 130
    assert ended.out.splitlines()[-1].startswith("interrupted: ")
