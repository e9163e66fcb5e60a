"""What the rules, choices and actions look at, found by observation, and what of it the worlds do not vary.

Every reader is run on stand-ins that tell what was read of them, with the values, where the engine asks it: in states of the
worlds. An input is covered where every value of a closed type was read, and two of an open one. Only some states are
looked at: that may find less covered than is, and never more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pedido.machine import Action
from pedido.verify.inputs.observing import Input, Observer
from pedido.verify.inputs.sampling import Sampling
from pedido.verify.world import World

__all__ = ["Inputs", "inputs_of", "uncovered_inputs"]

_SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is read in worlds.

    `read` has the inputs of every rule, choice and action, by its id: `order.payment.method`, `cancel.channel` (of every
    command of that trigger), `command.at` (of every command), `order.items[].quantity` (of any item). `uncovered` says in
    a sentence each which inputs do not take all values they could, and who reads them.
    """

    read: Mapping[str, tuple[str, ...]]
    uncovered: tuple[str, ...]


def inputs_of(worlds: Sequence[World]) -> Inputs:
    """Find what is read in the worlds, and what of it they do not vary; the same for the same worlds."""
    observer = Observer()
    sampling = Sampling(observer)
    for world in worlds:
        for start in range(len(world.starts)):
            sampling.sample(world, start)
    found = sorted(observer.inputs.items())
    readers = sorted({reader.id for _, each in found for reader in each.readers})
    return Inputs(
        read={
            reader: tuple(name for name, each in found if any(known.id == reader for known in each.readers))
            for reader in readers
        },
        uncovered=tuple(
            f"{name}: {each.values.missing} ({_read_by(each)})" for name, each in found if _is_missed(each)
        ),
    )


def uncovered_inputs(worlds: Sequence[World]) -> tuple[str, ...]:
    """Say which inputs the worlds do not vary, and who reads them."""
    return inputs_of(worlds).uncovered


def _is_missed(found: Input) -> bool:
    """Tell whether something is missing that matters: an action keeps what it reads, and of an open type any value will do."""
    only_kept = found.values.is_open and all(isinstance(reader, Action) for reader in found.readers)
    return found.values.missing != "" and not only_kept


def _read_by(found: Input) -> str:
    readers = sorted(reader.id for reader in found.readers)
    more = f" and {len(readers) - _SHOWN} more" if len(readers) > _SHOWN else ""
    return f"read by {', '.join(readers[:_SHOWN])}{more}"
