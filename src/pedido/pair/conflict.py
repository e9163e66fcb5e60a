"""Where the facts keep two stores from agreeing: recorded, and shown to a person with what to do about it."""

from dataclasses import dataclass
from enum import StrEnum

from pedido.machine import Refusal
from pedido.messages import Language, text


class ConflictKind(StrEnum):
    """What two stores do not agree about."""

    INVOICED_AFTER_CANCELLATION = "invoiced-after-cancellation"
    """The marketplace's order is canceled, and the seller has invoiced it (C2)."""
    CANCELED_AFTER_INVOICE = "canceled-after-invoice"
    """The order is invoiced, in part or in full, and the other store has canceled it (C5, C11)."""
    REFUSED = "refused"
    """The order refuses what the message comes to: the two orders are not of one sale, or were changed apart."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A message that a store cannot follow. Nothing changes the order; a person has to see it.

    `refusals` are those of the command that the message comes to, where there is one.
    """

    kind: ConflictKind
    facts: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    def message(self, language: Language = "en") -> str:
        """Say in the language what is wrong."""
        return text(f"conflict.{self.kind}", language)

    def remedy(self, language: Language = "en") -> str:
        """Say in the language what a person does about it."""
        return text(f"remedy.{self.kind}", language)
