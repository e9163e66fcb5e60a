"""The command line, as its users call it: what it prints, its exit codes, and one line for bad input."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from shlex import quote

import pytest

from pedido import Order, Status, cli
from pedido.machines import DEFINITIONS

EXAMPLES = Path(__file__).parents[1] / "examples" / "orders"
HANDLING = str(EXAMPLES / "handling.json")
PARTLY_INVOICED = str(EXAMPLES / "partly-invoiced.json")
PEDIDO = Path(sys.executable).with_name("pedido")


class Ended:
    """How a call ended: its exit code, and what it wrote."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def call(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> "Caller":
    monkeypatch.setenv("COLUMNS", "200")
    return Caller(capfdbinary)


class Caller:
    """Calls the command line within this process."""

    def __init__(self, captured: pytest.CaptureFixture[bytes]) -> None:
        self.captured = captured

    def __call__(self, *arguments: str) -> Ended:
        with pytest.raises(SystemExit) as ended:
            cli.main(list(arguments))
        sys.stdout.flush()
        written = self.captured.readouterr()
        assert isinstance(ended.value.code, int)
        return Ended(ended.value.code, written.out.decode(), written.err.decode())


def test_explain_says_what_is_possible_and_why_the_rest_is_not(call: Caller) -> None:
    ended = call("explain", HANDLING, "--lang", "pt")
    assert ended.code == 0
    assert "É possível agora" in ended.out
    assert "(cancel): Preparando Entrega → Cancelamento Solicitado" in ended.out
    assert "OMS003" in ended.out


def test_explain_as_json_lists_every_command(call: Caller) -> None:
    answers = json.loads(call("explain", HANDLING, "--json").out)
    triggers = [*DEFINITIONS["complete"].triggers, *DEFINITIONS["payment"].triggers]
    assert [answer["command"] for answer in answers] == triggers
    cancel = answers[triggers.index("cancel")]
    assert (cancel["allowed"], cancel["status"]) == (True, "cancellation-requested")
    handling = answers[triggers.index("start_handling")]
    assert handling["refusals"][0]["error"] == "OMS003"


def test_explain_a_command_that_is_refused_ends_with_1(call: Caller) -> None:
    ended = call("explain", PARTLY_INVOICED, "cancel", "--lang", "en")
    assert ended.code == 1
    assert "C11" in ended.out
    assert "R$" in ended.out


def test_explain_a_command_as_json_has_the_whole_decision(call: Caller) -> None:
    ended = call("explain", HANDLING, "invoice: {number: NF-1, value: 100}", "--json")
    decision = json.loads(ended.out)
    assert ended.code == 0
    assert decision["status"] == "handling"
    assert decision["effects"][0] == {"effect": "settle_payment", "value": 100}
    assert decision["events"][0]["event"] == "invoice_recorded"
    assert Order.model_validate(decision["order"]).invoiced == 100


@pytest.mark.parametrize("command, facts", [("cancel", "C6"), ("cancel: {acknowledged: true}", "")])
def test_the_channel_matters_to_the_store_s_cancellation(call: Caller, command: str, facts: str) -> None:
    ended = call("explain", HANDLING, command, "--channel", "admin")
    assert ended.code == (1 if facts else 0)
    assert facts in ended.out


def test_what_the_actor_may_do_can_be_said(call: Caller) -> None:
    ended = call("explain", HANDLING, "cancel", "--resource", "Notify invoice")
    assert ended.code == 1
    assert "Cancel order" in ended.out


def test_when_the_command_is_given_can_be_said(call: Caller) -> None:
    window = str(EXAMPLES / "window-to-cancel.json")
    assert call("explain", window, "pass_time", "--at", "2000-01-01T00:00:00Z").code == 1
    assert call("explain", window, "pass_time", "--at", "2999-01-01T00:00:00Z").code == 0


def test_apply_writes_the_order_that_results(call: Caller, tmp_path: Path) -> None:
    out = tmp_path / "canceled.json"
    ended = call("apply", HANDLING, "cancel", "cancel", "-o", str(out), "--lang", "pt")
    assert ended.code == 0
    assert "Cancelamento Solicitado → Cancelando → Cancelado" in ended.out
    assert "[C16]" in ended.out
    order = Order.model_validate_json(out.read_text(encoding="utf-8"))
    assert order.status is Status.CANCELED
    assert [change.dest for change in order.history][-1] is Status.CANCELED
    assert list(tmp_path.iterdir()) == [out]


def test_what_apply_wrote_can_be_read_again(call: Caller, tmp_path: Path) -> None:
    out = tmp_path / "order.json"
    assert call("apply", HANDLING, "cancel", "-o", str(out)).code == 0
    assert call("apply", str(out), "cancel", "-o", str(out)).code == 0
    assert call("explain", str(out), "cancel").code == 1


def test_apply_prints_the_order_and_nothing_else_on_standard_output(call: Caller) -> None:
    ended = call("apply", HANDLING, "cancel")
    assert json.loads(ended.out)["status"] == "cancellation-requested"
    assert "Cancellation requested" in ended.err


def test_apply_writes_nothing_where_a_command_is_refused(call: Caller, tmp_path: Path) -> None:
    out = tmp_path / "refused.json"
    ended = call("apply", HANDLING, "cancel", "start_handling", "-o", str(out))
    assert ended.code == 1
    assert "OMS003" in ended.out
    assert not out.exists()


def test_an_order_is_read_from_standard_input(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(Path(HANDLING).read_bytes())))
    assert call("explain", "-", "cancel").code == 0


@pytest.mark.parametrize("name", cli.MACHINES)
def test_a_machine_is_drawn(call: Caller, name: str) -> None:
    ended = call("diagram", name)
    assert ended.code == 0
    assert "digraph" in ended.out


@pytest.mark.parametrize(
    "ending, beginning",
    [("svg", b"<?xml"), ("png", b"\x89PNG"), ("mmd", b""), ("puml", b"@startuml"), ("scxml", b"<"), ("gv", b"")],
)
def test_the_ending_of_the_output_chooses_the_format(
    call: Caller, tmp_path: Path, ending: str, beginning: bytes
) -> None:
    out = tmp_path / f"chain.{ending}"
    assert call("diagram", "chain", "-o", str(out)).code == 0
    assert out.read_bytes().startswith(beginning)
    assert out.stat().st_size > 100


def test_an_order_is_highlighted(call: Caller) -> None:
    assert call("diagram", "complete", "--order", HANDLING).out != call("diagram", "complete").out


def test_what_scenarios_reach_is_painted(call: Caller, tmp_path: Path) -> None:
    scenario = tmp_path / "one.yaml"
    scenario.write_text(SCENARIO, encoding="utf-8")
    assert call("diagram", "complete", "--coverage", str(scenario)).out != call("diagram", "complete").out


def test_an_order_of_another_flow_is_not_highlighted(call: Caller) -> None:
    ended = call("diagram", "chain", "--order", HANDLING)
    assert ended.code == 2
    assert "flow" in ended.err


def test_the_machines_are_listed(call: Caller) -> None:
    ended = call("machine")
    assert ended.code == 0
    for name, definition in DEFINITIONS.items():
        assert name in ended.out
        assert str(len(definition.transitions)) in ended.out


@pytest.mark.parametrize("name", cli.MACHINES)
def test_the_table_of_a_machine_is_printed(call: Caller, name: str) -> None:
    ended = call("machine", name, "--lang", "es")
    assert ended.code == 0
    for trigger in DEFINITIONS[name].triggers:
        assert trigger.split("_", maxsplit=1)[0] in ended.out


def test_definitions_are_printed_whole_as_json(call: Caller) -> None:
    printed = json.loads(call("machine", "--json").out)
    assert list(printed) == list(DEFINITIONS)
    assert len(printed["seller"]["transitions"]) == len(DEFINITIONS["seller"].transitions)
    assert list(json.loads(call("machine", "chain", "--json").out)) == ["chain"]


def test_lint_finds_no_faults(call: Caller) -> None:
    ended = call("lint")
    assert ended.code == 0
    assert ended.out.count("no faults") == 5


def test_lint_names_the_faults(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = DEFINITIONS["chain"].model_copy(update={"initial": "nowhere"})
    monkeypatch.setattr("pedido.machines.DEFINITIONS", {"chain": broken})
    ended = call("lint")
    assert ended.code == 1
    assert "initial state nowhere is unknown" in ended.out


SCENARIO = """
title: The first cancellation asks
source: S1
given:
  order: {flow: complete, status: handling, value: 10000}
steps:
  - when: cancel
    then: {status: cancellation-requested}
"""


def test_scenarios_are_run_and_reported(call: Caller, tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(SCENARIO, encoding="utf-8")
    junit, report = tmp_path / "junit.xml", tmp_path / "report.json"
    ended = call("run", str(tmp_path), "--junit", str(junit), "--json", str(report), "--coverage", "-v")
    assert ended.code == 0
    assert "The first cancellation asks" in ended.out
    assert "transitions taken" in ended.out
    assert "<testsuite" in junit.read_text(encoding="utf-8")
    assert json.loads(report.read_text(encoding="utf-8"))["coverage"]["machines"]


def test_a_scenario_that_fails_ends_with_1(call: Caller, tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(SCENARIO.replace("status: cancellation-requested", "status: canceled"), encoding="utf-8")
    ended = call("run", str(path))
    assert ended.code == 1
    assert "canceled" in ended.out


def place(tmp_path: Path, content: str | bytes) -> str:
    path = tmp_path / "bad.json"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return str(path)


VTEX = json.loads(Path(HANDLING).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "content, named",
    [
        ("{", "line 1, column 2"),
        ("[]", "expected an order"),
        ("[" * 10_000 + "]" * 10_000, "nested"),
        (b"\xff\xfe", "UTF-8"),
        (json.dumps({**VTEX, "status": "shipped"}), "$.status"),
        (json.dumps({**VTEX, "value": -1}), "$.value"),
        (json.dumps({**VTEX, "value": 10.5}), "$.value"),
        (json.dumps({**VTEX, "lastChange": "2024-01-01T00:00:00"}), "$.lastChange"),
        (
            json.dumps({"order_id": "1", "flow": "chain", "status": "handling", "value": 1, "payment": {"value": 1}}),
            "chain",
        ),
    ],
)
def test_a_bad_order_gets_one_line_that_names_the_place(
    call: Caller, tmp_path: Path, content: str | bytes, named: str
) -> None:
    ended = call("explain", place(tmp_path, content))
    assert_one_line(ended, named)


@pytest.mark.parametrize(
    "arguments, named",
    [
        (["explain", "no-such-file.json"], "no-such-file.json"),
        (["explain", str(EXAMPLES)], "is a directory"),
        (["explain", HANDLING, "--max-bytes", "10"], "larger than 10 bytes"),
        (["explain", HANDLING, "fly"], 'unknown command "fly"'),
        (["explain", HANDLING, "invoice: {number: 1, value: 1.5}"], "value"),
        (["explain", HANDLING, "invoice: {number: '1', value: -1}"], "value"),
        (["explain", HANDLING, "cancel: {why: x}"], "why"),
        (["explain", HANDLING, "[cancel"], "COMMAND"),
        (["explain", HANDLING, "{cancel: {}, invoice: {}}"], "COMMAND"),
        (["explain", HANDLING, "cancel", "--at", "yesterday"], "--at"),
        (["explain", HANDLING, "cancel", "--at", "2026-01-01T00:00:00"], "--at"),
        (["explain", HANDLING, "cancel", "--resource", "Everything"], "--resource"),
        (["explain", HANDLING, "--lang", "fr"], "fr"),
        (["diagram", "circle"], "circle"),
        (["diagram", "chain", "--format", "gif"], "gif"),
        (["diagram", "chain", "-o", "no/such/folder/out.dot"], "no/such/folder/out.dot: cannot be written"),
        (["diagram", "chain", "--format", "dot", "-o", str(EXAMPLES)], "cannot be written"),
        (["diagram", "chain", "-o", "chain.pdf"], "chain.pdf: expected a name that ends in .dot"),
        (["diagram", "chain", "--format", "dot", "-o", "a\0b"], "cannot be written"),
        (["apply", HANDLING, "cancel", "-o", "/dev/full"], "/dev/full: cannot be written"),
        (["run", "no-such-folder"], "no-such-folder"),
        (["machine", "circle"], "circle"),
        (["no-such-command"], "no-such-command"),
        (["explain"], "ORDER.json"),
    ],
)
def test_bad_input_ends_with_2_and_one_line(call: Caller, arguments: list[str], named: str) -> None:
    assert_one_line(call(*arguments), named)


@pytest.mark.parametrize(
    "arguments, named",
    [
        (["explain", HANDLING, "--at", "9999-01-01T00:00:00Z"], "--at"),
        (["explain", HANDLING, "--at", "20260101"], "--at"),
        (["explain", HANDLING, "!!bool foo"], "COMMAND"),
        (["explain", HANDLING, "!!int ''"], "COMMAND"),
        (["explain", HANDLING, "cancel: {actor: {id: me}}"], "COMMAND, cancel"),
        (["diagram", "complete", "--coverage", "no-such-folder"], "--coverage"),
    ],
)
def test_odd_input_ends_with_2_and_one_line_too(call: Caller, arguments: list[str], named: str) -> None:
    assert_one_line(call(*arguments), named)


def test_a_huge_limit_costs_nothing(call: Caller) -> None:
    assert call("explain", HANDLING, "--max-bytes", "9" * 30).code == 0


def test_a_number_that_cannot_be_printed_is_no_number(call: Caller) -> None:
    ended = call("explain", HANDLING, 'invoice: {number: "\\x1c", value: 1}')
    assert ended.code == 1
    assert "[I6" in ended.out


def test_an_order_cannot_steer_the_terminal(call: Caller, tmp_path: Path) -> None:
    ended = call("explain", place(tmp_path, json.dumps({**VTEX, "orderId": "a\x1b[2Jb\u202ec"})))
    assert_one_line(ended, "$.orderId")
    assert "\x1b" not in ended.err


def test_an_existing_file_keeps_its_place_and_its_mode(call: Caller, tmp_path: Path) -> None:
    target, link = tmp_path / "target.json", tmp_path / "link.json"
    target.write_text("{}", encoding="utf-8")
    target.chmod(0o600)
    link.symlink_to(target)
    assert call("apply", HANDLING, "cancel", "-o", str(link)).code == 0
    assert link.is_symlink()
    assert json.loads(target.read_text(encoding="utf-8"))["status"] == "cancellation-requested"
    assert target.stat().st_mode & 0o777 == 0o600


def test_json_on_standard_output_is_nothing_but_json(call: Caller, tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(SCENARIO, encoding="utf-8")
    ended = call("run", str(tmp_path), "--json", "-")
    assert json.loads(ended.out)["passed"]


@pytest.mark.parametrize("redirection", ["- <&-", f"{quote(HANDLING)} >&-", f"{quote(HANDLING)} --json >&-"])
def test_a_closed_stream_is_no_fault(redirection: str) -> None:
    ended = subprocess.run(
        f"{quote(str(PEDIDO))} explain {redirection}", shell=True, capture_output=True, text=True, check=False
    )
    assert ended.returncode in {0, 2}
    assert "fault of pedido" not in ended.stderr
    assert ended.stderr.count("\n") <= 1


@pytest.mark.parametrize("columns", ["0", "12", "999999999"])
def test_an_absurd_width_is_not_believed(columns: str) -> None:
    ended = run("explain", HANDLING, COLUMNS=columns)
    assert ended.returncode == 0
    assert "cancel" in ended.stdout
    assert len(ended.stdout) < 100_000


def assert_one_line(ended: Ended, named: str) -> None:
    assert ended.code == 2, ended.err
    assert "Traceback" not in ended.err
    assert ended.err.startswith("pedido: ")
    assert ended.err.count("\n") == 1
    assert named in ended.err


def test_an_invoice_number_of_blanks_is_refused(call: Caller) -> None:
    ended = call("explain", HANDLING, "invoice: {number: '  ', value: 100}")
    assert ended.code == 1
    assert "[I6" in ended.out


def test_a_file_of_200_megabytes_is_refused_by_its_size(call: Caller, tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    assert_one_line(call("explain", str(path)), "larger than 20,000,000 bytes")


def test_whatever_goes_wrong_a_user_gets_one_line(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("of all things")

    monkeypatch.setattr("pedido.tables.print_machines", fail)
    ended = call("machine")
    assert ended.code == 1
    assert ended.err == "pedido: unexpected RuntimeError: of all things; please report this as a fault of pedido\n"


def test_an_interruption_is_not_an_error(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("pedido.tables.print_machines", interrupt)
    assert call("machine").code == 130


def test_the_names_of_the_machines_are_those_of_the_tables() -> None:
    assert tuple(DEFINITIONS) == cli.MACHINES


def test_without_a_command_the_help_is_printed(call: Caller) -> None:
    ended = call()
    assert ended.code == 2
    assert "Commands:\n" in ended.out
    assert ended.err == ""


def test_the_channel_goes_with_the_cancellation_only(call: Caller) -> None:
    assert_one_line(call("explain", HANDLING, "start_handling", "--channel", "admin"), "--channel")
    assert "[C6, C7, S1]" in call("explain", HANDLING, "--channel", "admin").out


@pytest.mark.parametrize("command", ["explain", "apply", "diagram", "machine", "run", "lint"])
def test_every_command_has_help_with_an_example(call: Caller, command: str) -> None:
    ended = call(command, "--help")
    assert ended.code == 0
    assert "Example" in ended.out


def run(*arguments: str, **options: object) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, **{name: str(value) for name, value in options.items()}}
    return subprocess.run(
        [PEDIDO, *arguments], capture_output=True, text=True, encoding="utf-8", env=environment, check=False
    )


def test_the_version_is_told_without_the_heavy_imports() -> None:
    told = run("--version", PYTHONPROFILEIMPORTTIME=1)
    assert told.stdout.startswith("pedido ")
    for heavy in ("pydantic", "transitions", "rich", "graphviz", "ruamel", "babel"):
        assert f" {heavy}\n" not in told.stderr


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_that_is_not_utf_8_gets_the_nearest_letters(encoding: str) -> None:
    ended = subprocess.run(
        [PEDIDO, "explain", HANDLING, "--lang", "pt"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    written = ended.stdout.decode(encoding)
    assert "->" in written
    assert "Preparando Entrega" in written
    assert "possivel" in written or "possível" in written


def test_a_reader_that_stops_reading_is_no_error() -> None:
    ended = subprocess.run(
        f"{quote(str(PEDIDO))} machine --json | head -c 10", shell=True, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in ended.stderr
    assert ended.stderr == ""


def test_shell_completion_knows_the_machines() -> None:
    completed = run(_PEDIDO_COMPLETE="bash_complete", COMP_WORDS="pedido diagram c", COMP_CWORD=2)
    assert {"plain,complete", "plain,chain"} <= set(completed.stdout.split())
