"""A machine that is small enough to be read in every format, and one whose names and texts can be anything."""

from typing import Final

from pedido.machine import (
    MachineDefinition,
    TransitionDefinition,
    action,
    choice,
    never,
    refused,
    rule,
    state,
)
from pedido.machine.rule import Source, Verdict
from pedido.machine.table import auto, on, stay
from pedido.order.commands import (
    Cancel,
    CreateModification,
    Invoice,
    PassTime,
    PreviewModification,
    StartHandling,
    Track,
)

_SOURCE: Final = Source(key="T", title="tests")


@rule("C11", source=_SOURCE)
def not_invoiced_in_part(_order: object, _command: object) -> Verdict:
    return True


@rule("C5", source=_SOURCE)
def not_invoiced(_order: object, _command: object) -> Verdict:
    return refused()


MODIFYING: Final = tuple(
    not_invoiced_in_part.model_copy(update={"id": f"requirement_{number}", "facts": (f"M{number}",)})
    for number in range(9, 18)
)
"""More guards than a picture has room for."""


@choice("I4", source=_SOURCE)
def completes_the_value(_order: object, _command: object) -> bool:
    return True


@action()
def nothing(_order: object, _command: object) -> tuple[()]:
    return ()


SMALL: Final = MachineDefinition(
    name="small",
    version="1",
    initial="ready-for-handling",
    main_line=("ready-for-handling", "handling", "invoice", "invoiced"),
    states=(
        state("ready-for-handling", "F6"),
        state("handling"),
        state("invoice", automatic=True),
        state("invoiced", "C5", final=True),
        state("cancellation-requested", deadline="undecided_cancellation", branch="cancellation"),
        state("canceled", final=True, branch="cancellation"),
    ),
    transitions=(
        *on(StartHandling, "ready-for-handling", "handling", "F6"),
        *on(Invoice, "handling", "invoice", "I3", when=[completes_the_value], actions=[nothing]),
        *auto("invoice", "invoiced", "I4", when=[completes_the_value]),
        *stay(Track, ["handling", "invoiced"], "I9"),
        *stay(CreateModification, "handling", "M2", guards=MODIFYING),
        *stay(PreviewModification, "handling", "M2", guards=MODIFYING),
        *on(
            Cancel,
            ["ready-for-handling", "handling"],
            "cancellation-requested",
            "C3",
            guards=[not_invoiced_in_part],
        ),
        *on(Cancel, "cancellation-requested", "canceled", "C3"),
        *on(PassTime, "cancellation-requested", "canceled", "C10"),
        *on(Invoice, "cancellation-requested", "invoice", "C4", when=[completes_the_value]),
    ),
    prohibitions=never(Cancel, "invoiced", because=not_invoiced),
)


def named(first: str, second: str, fact: str = "X1") -> MachineDefinition:
    """Two statuses of any names, a command of the name of the first, and a guard and a choice of the name of the second."""
    guard = not_invoiced_in_part.model_copy(update={"id": second, "facts": (fact,)})
    chosen = completes_the_value.model_copy(update={"id": second, "facts": (fact,)})
    return MachineDefinition(
        name=first,
        version="1",
        initial=first,
        main_line=(first, second),
        states=(state(first, fact), state(second, final=True, branch="cancellation")),
        transitions=(
            TransitionDefinition(
                trigger=first, source=first, dest=second, when=(chosen,), guards=(guard,), facts=(fact,)
            ),
            TransitionDefinition(trigger=second, source=first, dest=None, guards=(guard,)),
            TransitionDefinition(trigger=second, source=second, dest=None, guards=(guard,)),
        ),
    )


AWKWARD: Final = (
    "quote \" and quote '",
    "back\\slash \\n \\l \\",
    "<b>not bold</b> & &amp; &#65;",
    "<only>",
    "two\nlines\r\nand more",
    "{braces} | pipes || : ; # // -- --> ==> ::: %% ~~",
    "[*] [[link]] ((circle)) `code` **bold** __under__ $math$ @enduml",
    "end",
    "1. list",
    "naïve çãõ 日本 \U0001f4e6",
    "tab\tand \x00 control \x1b \ud800",
    "",
)
"""What a careless renderer stumbles over."""
