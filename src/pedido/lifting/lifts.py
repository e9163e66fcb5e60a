"""Every candidate decided again: only what lifts a refusal is a lift."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Final, NamedTuple

from pedido.engine import decide
from pedido.lifting.candidates import CANDIDATES
from pedido.lifting.change import Change
from pedido.machine import Refusal
from pedido.messages import Label, Language, text
from pedido.messages.format import Parameter
from pedido.order.commands import CreateModification
from pedido.order.order import Order

_TRIED: Final = 50
_SHOWN: Final = 5
"""How many changes are tried for a refusal, and how many that lift it are enough."""

LARGEST: Final = 1_000
"""How many items a request may have for its changes to be tried: each of them is a decision on all of it."""

_ROWS: Final = {rule.id: row for rule, row in CANDIDATES.items()}


class Lift(NamedTuple):
    """A change that lifts a refusal; the refusals that are left with it, and whether one of them is new."""

    change: Change
    remaining: tuple[Refusal, ...]
    brings: bool

    @property
    def allows(self) -> bool:
        """Tell whether the request is allowed with it."""
        return not self.remaining


class Lifting(NamedTuple):
    """What lifts a refusal, one of `among`: nothing at all, no single change where something can be changed, or `lifts`.

    Where the request is too large for its changes to be tried, they are not `sought`.
    """

    refusal: Refusal
    among: tuple[Refusal, ...]
    lifts: tuple[Lift, ...]
    changeable: bool
    sought: bool = True

    def messages(self, language: Language) -> list[str]:
        """Say in the language what lifts the refusal and what follows with it, or that nothing does."""
        if not self.sought:
            return [text("change.not_sought", language, {"largest": LARGEST})]
        if self.lifts:
            return [self._message(lift, language) for lift in self.lifts]
        return [text("change.no_single" if self.changeable else "change.nothing", language)]

    def _message(self, lift: Lift, language: Language) -> str:
        said: dict[str, Parameter] = {
            "left": len(lift.remaining),
            "all": len(self.among),
            "remaining": tuple(Label("guard", refusal.id) for refusal in lift.remaining),
        }
        follows = "allows" if lift.allows else "brings" if lift.brings else "leaves"
        return f"{lift.change.message(language)}; {text(f'change.{follows}', language, said)}"


def liftings(order: Order, command: CreateModification, refusals: Iterable[Refusal]) -> tuple[Lifting, ...]:
    """Find for each refusal of a command the single changes of the order or of the request that lift it."""
    found = tuple(refusals)
    if sum(len(part.items) for part in command.request.parts) > LARGEST:
        return tuple(Lifting(refusal, found, (), changeable=True, sought=False) for refusal in found)
    return tuple(_lifting(order, command, refusal, found) for refusal in found)


def _lifting(order: Order, command: CreateModification, refusal: Refusal, among: tuple[Refusal, ...]) -> Lifting:
    row = _ROWS.get(refusal.id, ())
    changes = list(islice(chain.from_iterable(candidates(order, command) for candidates in row), _TRIED))
    lifts = list(_lifts(changes, refusal, among))
    # What lifts one refusal and brings another is worth telling only where nothing better is known.
    better = [lift for lift in lifts if not lift.brings] or lifts
    shown = sorted(better[:_SHOWN], key=lambda lift: len(lift.remaining))
    return Lifting(refusal, among, tuple(shown), bool(changes))


def _lifts(changes: Iterable[Change], refusal: Refusal, among: tuple[Refusal, ...]) -> Iterator[Lift]:
    before = {known.id for known in among}
    told: list[tuple[Order, CreateModification]] = []
    for change in changes:
        remaining = decide(change.order, change.command).refusals
        ids = {found.id for found in remaining}
        if refusal.id not in ids and change[2:] not in told:
            told.append(change[2:])
            yield Lift(change, remaining, brings=not ids <= before)
