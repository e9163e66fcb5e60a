"""How text is written in each format, whatever characters are in it."""

import re
from html import escape
from typing import Final

_UNPRINTABLE: Final = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write: most control characters, halves of surrogate pairs."""


def drawable(text: str) -> str:
    """Put the replacement character in place of everything that no format can carry, and end every line in one way."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", "\n".join(text.splitlines()))


def html(text: str) -> str:
    """Write text in an HTML-like label of DOT, where there has to be some."""
    return escape(drawable(text), quote=False).replace("\n", "<BR/>") or "&#160;"


def quoted(text: str) -> str:
    r"""Write text as a quoted attribute of DOT, without the quotes: there `\` and `&` have a meaning of their own."""
    plain = escape(drawable(text), quote=False).replace("\\", "&#92;").replace('"', "&quot;")
    return plain.replace("\n", "\\n")


def mermaid(text: str) -> str:
    """Write text in a quoted label of Mermaid: entities, and all but letters, digits and plain points among them."""
    return _coded(text, "#{};", "<br/>")


def plantuml(text: str) -> str:
    """Write text in a label of PlantUML, where any doubled sign may be markup."""
    return _coded(text, "&#{};", "\\n")


_HARMLESS: Final = re.compile(r"[^\w .,·()\[\]?+'-]|--|__|\.\.|\(\(|\[\[", flags=re.UNICODE)


def _coded(text: str, entity: str, line_break: str) -> str:
    def code(match: re.Match[str]) -> str:
        return "".join(entity.format(ord(character)) for character in match[0])

    return line_break.join(_HARMLESS.sub(code, line) for line in drawable(text).splitlines())
