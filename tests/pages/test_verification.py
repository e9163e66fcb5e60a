import json
from pathlib import Path
from typing import Any, Final

import pytest

from pedido.pages import verification
from pedido.pages.verification import measured, mutated, page, told
from pedido.pair import verify_pair
from pedido.verify import verify
from pedido.verify.worlds.requests import REQUESTS

MUTATIONS: Final[dict[str, Any]] = {
    "operators": {"drop guard": {"when built": 1, "by scenarios": 1200, "by verification": 1, "equivalent": 2}},
    "equivalent": {"the row is never chosen otherwise": 2},
    "survivors": [],
    "alone": {"mutants": 9, "by scenarios": 8, "by generated scenarios": 7, "by verification": 3},
}


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    """Make a report of a little: a world and a few steps of two stores."""
    return {**verify([REQUESTS], depth=1, judge=False).as_json(), "two_stores": verify_pair(depth=2).as_json()}


def test_the_page_has_a_row_for_every_world_with_its_numbers(report: dict[str, Any]) -> None:
    [world] = report["worlds"]
    numbers = f"| {world['starts']:,} | {world['states']:,} | {world['decisions']:,} | {world['transitions']:,} | 1 |"
    assert f"| `requests` | {world['about']} {numbers}" in told(report)


def test_the_page_says_of_every_property_whether_it_holds(report: dict[str, Any]) -> None:
    text = told(report)
    for found in (*report["properties"], *report["two_stores"]["properties"]):
        [line] = [line for line in text.splitlines() if line.startswith(f"| `{found['property']}` |")]
        assert line.endswith("| holds |")


def test_a_broken_property_stands_out(report: dict[str, Any]) -> None:
    first, *others = report["properties"]
    broken = {**report, "properties": [{**first, "holds": False}, *others]}
    assert (
        f"| `{first['property']}` | {first['says']} | {' '.join(first['facts']) or 'by design'} | **broken** |"
        in told(broken)
    )


def test_what_is_dead_is_named_and_what_was_not_asked_is_said(report: dict[str, Any]) -> None:
    text = told({**report, "dead": ["seller: cancel: handling -> canceled is never taken"], "uncovered": []})
    assert "- dead: seller: cancel: handling -> canceled is never taken" in text
    assert "None is uncovered." in text
    assert "What is dead was not looked for: not all worlds were explored, each to its end." in told(report)


def test_every_race_says_how_it_ends(report: dict[str, Any]) -> None:
    race = {
        "race": "lost-payment-crosses-invoice",
        "says": "The payment is lost while the seller invoices.",
        "facts": ["F9"],
        "endings": [{"marketplace": "canceled", "seller": "invoiced", "conflict": True}],
    }
    text = told({**report, "two_stores": {**report["two_stores"], "races": [race]}})
    assert "| F9 | canceled / invoiced (a conflict) |" in text


def test_what_it_cost_stands_apart_because_it_is_another_on_every_machine(report: dict[str, Any]) -> None:
    cost = measured({**report, "seconds": 61.25, "peak_memory_bytes": 90 * 2**20, "decisions_per_second": 75_123})
    assert "| decisions per second | 75,123 |" in cost
    assert "| peak memory | 90 MB |" in cost
    assert "61.2" not in told(report)


def test_the_mutations_are_a_table_with_what_nobody_can_notice_and_what_nobody_did() -> None:
    text = mutated(MUTATIONS)
    assert "| drop guard | 1,204 | 1 | 1,200 | 0 | 1 | 2 | 0 |" in text
    assert "| **all** | 1,204 | 1 | 1,200 | 0 | 1 | 2 | 0 |" in text
    assert "- 2 are equivalent: the row is never chosen otherwise." in text
    assert "None survived." in text
    assert "Of a sample of 9 that can be built, the scenarios written by hand notice 8 by themselves" in text
    assert "- survived: `drop x`" in mutated({**MUTATIONS, "survivors": ["drop x"]})


def test_the_page_without_mutations_says_nothing_of_them(report: dict[str, Any]) -> None:
    assert "## Mutations" not in page(report, None)
    assert "## Mutations" in page(report, MUTATIONS)


def test_the_command_writes_the_page(report: dict[str, Any], tmp_path: Path) -> None:
    for name, content in {"report.json": report, "mutations.json": MUTATIONS}.items():
        (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
    reports, target = [str(tmp_path / "report.json"), str(tmp_path / "mutations.json")], tmp_path / "page.md"
    assert verification.main([*reports, str(target)]) == 0
    assert target.read_text(encoding="utf-8") == page(report, MUTATIONS)


@pytest.mark.parametrize(
    "arguments, problem",
    [(["one"], "usage"), (["missing.json", "page.md"], "missing.json"), (["REPORT", "no/such/folder.md"], "folder.md")],
    ids=["usage", "missing", "target"],
)
def test_what_cannot_be_read_or_written_is_one_line(
    report: dict[str, Any],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    problem: str,
) -> None:
    (tmp_path / "REPORT").write_text(json.dumps(report), encoding="utf-8")
    given = [str(tmp_path / name) if name == "REPORT" else name for name in arguments]
    assert verification.main(given) == 2
    assert problem in capsys.readouterr().err
