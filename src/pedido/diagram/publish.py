"""Draw every machine into a folder: `python -m pedido.diagram.publish DIR`.

The labels are in English, the language of the code beside which the pictures lie, with the API's name of each status; the
command line draws them in Portuguese and Spanish.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from pedido.diagram.drawing import draw
from pedido.input import BadInputError
from pedido.machines import DEFINITIONS

FORMATS: Final[Mapping[str, str]] = {".dot": "dot", ".svg": "svg", ".mmd": "mermaid"}
"""What is drawn of every machine: the ending of the file, and its format."""


def publish(folder: Path) -> tuple[Path, ...]:
    """Draw every machine in every published format, and return the files.

    Raises:
        BadInputError: the folder cannot be written to, or there is no Graphviz that works.
    """
    drawn = {
        f"{name}{ending}": draw(name, format=format_) for name in DEFINITIONS for ending, format_ in FORMATS.items()
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, picture in drawn.items():
            (folder / name).write_text(str(picture), encoding="utf-8", newline="\n")
    except OSError as error:
        raise BadInputError(str(folder), f"cannot be written to: {error.strerror}") from None
    return tuple(folder / name for name in drawn)


def main(arguments: list[str]) -> int:
    """Draw into the folder that the only argument names; return the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m pedido.diagram.publish DIR\n")
        return 2
    try:
        publish(Path(arguments[0]))
    except BadInputError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
