"""The gettext catalogues, read through Babel once per process and language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, Literal, get_args

Language = Literal["pt", "en", "es"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


class UnknownLanguageError(ValueError):
    """A language that has no catalogue was asked for."""

    def __init__(self, language: str) -> None:
        super().__init__(f"unknown language {language!r}: expected one of {', '.join(LANGUAGES)}")


def language_of(name: str) -> Language:
    """Narrow a name such as `"pt"` to a language that has a catalogue.

    Raises:
        UnknownLanguageError: there is no catalogue for it.
    """
    if name not in LANGUAGES:
        raise UnknownLanguageError(name)
    return name


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The texts of one language by message id."""

    language: Language
    texts: Mapping[str, str]

    def has(self, message_id: str) -> bool:
        """Tell whether the id has a text in this language."""
        return bool(self.texts.get(message_id))

    def template(self, message_id: str) -> str:
        """Return the unformatted text.

        Raises:
            KeyError: the id has no text in this language.
        """
        return self.texts[message_id]


@cache
def catalogue(language: Language) -> Catalogue:
    """Read a language's catalogue; every later call returns the same one."""
    language_of(language)
    from babel.messages.pofile import read_po  # noqa: PLC0415 - 30 ms that only a reader of texts should pay

    texts: dict[str, str] = {}
    for path in sorted((resources.files(__package__) / language).iterdir(), key=lambda path: path.name):
        with path.open("rb") as file:
            texts |= {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id and entry.string}
    return Catalogue(language, texts)
