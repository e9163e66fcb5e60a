"""The tables of the machines in a terminal: whole at any width, and nothing is said twice."""

import io

import pytest
from rich.console import Console

from pedido.machine import MachineDefinition, Prohibition, TransitionDefinition
from pedido.machines import DEFINITIONS
from pedido.tables import print_machine, print_machines
from tests.diagram import small

SMALL = small.SMALL.model_copy(update={"name": "seller"})
"""Under a name that has a label."""


def printed(definition: MachineDefinition, width: int = 100) -> str:
    out = io.StringIO()
    print_machine(Console(file=out, width=width), definition, "en")
    return out.getvalue()


def section(text: str, start: str) -> list[str]:
    """Return the lines of the row that begins so."""
    lines = text.splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith(start))
    rest = [number for number, line in enumerate(lines) if number > first and not line.startswith(" ")]
    return lines[first : min([*rest, len(lines)])]


def test_rows_that_differ_only_in_where_they_lead_from_are_one() -> None:
    assert section(printed(SMALL), "cancel: ready") == [
        "cancel: ready-for-handling, handling -> cancellation-requested  C3",
        "    guards: C11 not_invoiced_in_part",
    ]
    assert section(printed(SMALL), "track") == ["track: handling, invoiced -> (stays)  I9"]


def test_commands_that_are_refused_alike_are_one() -> None:
    assert section(printed(DEFINITIONS["seller"]), "create_modification, preview_modification: I1") == [
        "create_modification, preview_modification: I1 C5 modified_before_invoiced",
        "    in: invoice, invoiced",
    ]


def test_choices_and_actions_are_named() -> None:
    assert section(printed(SMALL), "invoice: handling") == [
        "invoice: handling -> invoice  I3",
        "    when: completes_the_value",
        "    actions: nothing",
    ]
    assert section(printed(DEFINITIONS["seller"]), "invoice: C5") == [
        "invoice: C5 not_invoiced",
        "    when: is_sale",
        "    in: invoiced",
    ]


def test_many_guards_that_commands_have_in_common_are_listed_once() -> None:
    text = printed(SMALL, 1000)
    listed = ", ".join(f"{guard.facts[0]} {guard.id}" for guard in small.MODIFYING)
    assert section(text, "create_modification")[1] == f"    guards: {listed}"
    assert section(text, "preview_modification")[1] == "    guards: the 9 of create_modification"


def test_a_rule_stays_beside_its_facts() -> None:
    parts = section(printed(SMALL, 60), "create_modification")[1:]
    assert [line for line in parts if line.rstrip(",").split()[-1].startswith("M")] == []


def test_what_does_not_fit_goes_on_indented() -> None:
    assert section(printed(SMALL, 40), "cancel: ready") == [
        "cancel: ready-for-handling, handling ->",
        "        cancellation-requested  C3",
        "    guards: C11 not_invoiced_in_part",
    ]
    assert section(printed(SMALL, 30), "track") == ["track: handling, invoiced ->", "        (stays)  I9"]
    assert section(printed(SMALL, 38), "track") == ["track: handling, invoiced -> (stays)", "        I9"]


@pytest.mark.parametrize("width", [1, 20, 80, 300])
@pytest.mark.parametrize("name", DEFINITIONS)
def test_a_table_is_whole_at_any_width(name: str, width: int) -> None:
    text = printed(DEFINITIONS[name], width)
    assert max(map(len, text.splitlines())) <= width
    whole = "".join(text.split())
    definition = DEFINITIONS[name]
    rows: tuple[TransitionDefinition | Prohibition, ...] = (*definition.transitions, *definition.prohibitions)
    words = {row.source for row in rows} | {row.trigger for row in rows if row.trigger in definition.triggers}
    words |= {part.id for part in (*definition.rules, *definition.choices)}
    words |= {action.id for row in definition.transitions for action in row.actions}
    assert [word for word in words if word not in whole] == []


def test_the_list_of_machines_counts_what_is_in_them() -> None:
    out = io.StringIO()
    print_machines(Console(file=out, width=100), DEFINITIONS.values(), "pt")
    rows = {line.split()[0]: line.split()[-3:] for line in out.getvalue().splitlines()}
    for name, definition in DEFINITIONS.items():
        counted = (definition.states, definition.transitions, definition.rules)
        assert rows[name] == [str(len(part)) for part in counted]
