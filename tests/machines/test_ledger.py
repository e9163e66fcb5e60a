"""The ledger of released versions: it is current, it never changes, and it only grows."""

import os
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pedido.machine import MachineDefinition
from pedido.machines import DEFINITIONS
from pedido.machines.ledger import LEDGER, ChangedVersionError, Ledger, Release, UnreleasedVersionError, main
from pedido.machines.payment import PAYMENT

FILE = Path(str(resources.files("pedido.machines") / "versions.json"))

NAMES = st.sampled_from(["complete", "payment"])
VERSIONS = st.sampled_from(["1", "2", "3", "2026-11"])

RELEASES = st.lists(st.builds(lambda name, version: raised(DEFINITIONS[name], version), NAMES, VERSIONS), max_size=6)


def raised(definition: MachineDefinition, version: str) -> MachineDefinition:
    """Release a machine under another version."""
    return definition.model_copy(update={"version": version})


def changed(definition: MachineDefinition) -> MachineDefinition:
    """Change a machine without a new version: the last row of its table is gone."""
    return definition.model_copy(update={"transitions": definition.transitions[:-1]})


FIRST = Ledger({}).with_releases([raised(PAYMENT, "1")])
"""A ledger with one version of one machine."""


def test_every_table_is_what_was_released_under_its_version() -> None:
    """Where this fails, a table has changed: raise the version in its module, and run `make docs`."""
    assert LEDGER.with_releases(DEFINITIONS.values()) == LEDGER, "run `make docs`"


@pytest.mark.parametrize("name", DEFINITIONS)
def test_the_latest_version_is_the_one_that_the_table_has(name: str) -> None:
    assert LEDGER.current(name) == DEFINITIONS[name].version, (
        "run `make docs`; a version that was left never comes back"
    )
    assert LEDGER.states_of(name, LEDGER.current(name)) == DEFINITIONS[name].state_names


def test_the_file_is_as_it_would_be_written() -> None:
    assert FILE.read_text(encoding="utf-8") == LEDGER.text(), "run `make docs`"


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_digests_are_the_same_in_every_process(seed: str) -> None:
    told = "from pedido.machines.ledger import *; print(LEDGER.with_releases(DEFINITIONS.values()) == LEDGER)"
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    answer = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True, env=environment)
    assert answer.stdout == "True\n"


def test_a_table_that_changed_without_a_new_version_is_refused_with_what_to_do() -> None:
    with pytest.raises(ChangedVersionError) as caught:
        FIRST.with_releases([raised(changed(PAYMENT), "1")])
    assert str(caught.value) == (
        "the machine payment is not what was released as its version 1: raise the version in its module and run `make docs`"
    )


def test_a_new_version_comes_after_the_old_one_which_stays_as_it_is() -> None:
    grown = FIRST.with_releases([raised(changed(PAYMENT), "2")])
    assert grown.versions("payment") == ("1", "2")
    assert grown.current("payment") == "2"
    assert grown.release("payment", "1") == FIRST.release("payment", "1")
    assert grown.release("payment", "2").digest != FIRST.release("payment", "1").digest


def test_what_it_grew_from_is_not_touched() -> None:
    FIRST.with_releases([raised(PAYMENT, "2")])
    assert FIRST.versions("payment") == ("1",)


@given(RELEASES)
def test_it_only_ever_grows_and_releasing_again_adds_nothing(definitions: list[MachineDefinition]) -> None:
    grown = FIRST
    for definition in definitions:
        before, grown = grown, grown.with_releases([definition])
        assert before.root.keys() <= grown.root.keys()
        assert all(grown.versions(name)[: len(before.versions(name))] == before.versions(name) for name in before.root)
    assert grown.with_releases(definitions) == grown


@given(RELEASES)
def test_it_comes_back_from_its_text_with_its_versions_in_their_order(definitions: list[MachineDefinition]) -> None:
    grown = FIRST.with_releases(definitions)
    back = Ledger.model_validate_json(grown.text())
    assert back == grown
    assert [back.versions(name) for name in back.root] == [grown.versions(name) for name in grown.root]


def test_a_release_has_the_states_in_the_order_of_the_table() -> None:
    release = Release.of(PAYMENT)
    assert release.states == tuple(state.name for state in PAYMENT.states)
    assert release.state_names == PAYMENT.state_names
    assert release.initial == PAYMENT.initial


def test_a_machine_that_was_never_released_is_named_with_those_that_were() -> None:
    with pytest.raises(UnreleasedVersionError, match=r"no machine 'invoice': expected one of complete, seller, "):
        LEDGER.states_of("invoice", "1")


def test_a_version_that_was_never_released_is_named_with_those_that_were() -> None:
    grown = FIRST.with_releases([raised(PAYMENT, "2")])
    with pytest.raises(UnreleasedVersionError, match=r"no version '3' of the machine payment: expected one of 1, 2"):
        grown.states_of("payment", "3")


def test_it_cannot_be_changed() -> None:
    ledger: Any = LEDGER
    with pytest.raises(ValidationError, match="frozen"):
        ledger.root = {}


def test_the_command_line_adds_what_is_new_and_keeps_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "versions.json"
    older = Ledger({}).with_releases([raised(changed(PAYMENT), "0")])
    file.write_text(older.text(), encoding="utf-8")
    main([str(file)])
    written = Ledger.model_validate_json(file.read_bytes())
    assert written.versions("payment") == ("0", PAYMENT.version)
    assert written.release("payment", "0") == older.release("payment", "0")
    assert written == older.with_releases(DEFINITIONS.values())


def test_the_command_line_leaves_a_current_file_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "versions.json"
    file.write_text(FILE.read_text(encoding="utf-8"), encoding="utf-8")
    main([str(file)])
    assert file.read_text(encoding="utf-8") == FILE.read_text(encoding="utf-8")


def test_the_command_line_does_not_overwrite_a_released_version(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "versions.json"
    file.write_text(Ledger({}).with_releases([changed(PAYMENT)]).text(), encoding="utf-8")
    before = file.read_bytes()
    with pytest.raises(SystemExit, match="2"):
        main([str(file)])
    assert "raise the version in its module and run `make docs`" in capsys.readouterr().err
    assert file.read_bytes() == before


def test_a_file_that_cannot_be_read_gets_one_clear_line(tmp_path: Path) -> None:
    missing = tmp_path / "missing.json"
    command = [sys.executable, "-m", "pedido.machines.ledger", str(missing)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert answer.stderr.splitlines()[-1].endswith(f"{missing}: No such file or directory")
