"""The customer of an order: the personal data that an order is found by (M12), apart from the order, which has none."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any, Final, Self

from pydantic import ConfigDict

from pedido.order.value import Name, Value

NAMES: Final = (("firstName", "lastName"), ("corporateName",), ("tradeName",))
"""The fields of VTEX's `clientProfileData` that make up a name."""
DOCUMENTS: Final = ("document", "corporateDocument")
_PUNCTUATION: Final = re.compile(r"[\s./-]")


class Customer(Value):
    """Who bought: a person's name, and a company's names where there are any; the e-mail; the documents, such as a CPF."""

    model_config = ConfigDict(hide_input_in_errors=True)

    names: tuple[Name, ...] = ()
    email: Name | None = None
    documents: tuple[Name, ...] = ()

    @classmethod
    def from_vtex(cls, document: Mapping[str, Any]) -> Self:
        """Read the customer of a VTEX "Get order" response, parsed from JSON; what is not there, or is no text, is left out."""
        found = document.get("clientProfileData")
        profile = found if isinstance(found, Mapping) else {}
        names = (" ".join(" ".join(_text(profile, field) for field in fields).split()) for fields in NAMES)
        return cls(
            names=tuple(dict.fromkeys(name for name in names if name)),
            email=_text(profile, "email") or None,
            documents=tuple(dict.fromkeys(text for field in DOCUMENTS if (text := _text(profile, field)))),
        )


def _text(profile: Mapping[str, Any], field: str) -> str:
    value = profile.get(field)
    return value.strip() if isinstance(value, str) and value.strip().isprintable() else ""


def folded(text: str) -> str:
    """Return a text without case and accents."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    again = unicodedata.normalize("NFKD", apart).casefold()  # what folding takes apart may have a case itself
    return "".join(character for character in again if not unicodedata.combining(character))


def unpunctuated(document: str) -> str:
    """Return a document without case and punctuation: 123.456.789-09 is 12345678909."""
    return _PUNCTUATION.sub("", folded(document))
