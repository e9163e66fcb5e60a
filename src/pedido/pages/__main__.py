"""Write the pages of a project afresh: `python -m pedido.pages ROOT`, where `docs`, `tests` and `scenarios` are below it."""

import sys
from pathlib import Path

from pedido.input import BadInputError
from pedido.pages import facts, marketplaces, price_changes
from pedido.pages.checks import checks_in


def write_pages(root: Path) -> tuple[Path, ...]:
    """Write every page into `docs`, and return the files.

    Raises:
        BadInputError: a test or a scenario cannot be read, or the folder cannot be written to.
    """
    pages = {
        "facts.md": facts.page(checks_in(root)),
        "price-changes.md": price_changes.page(),
        "marketplaces.md": marketplaces.page(),
    }
    folder = root / "docs"
    try:
        folder.mkdir(exist_ok=True)
        for name, page in pages.items():
            (folder / name).write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise BadInputError(str(folder), f"cannot be written to: {error.strerror}") from None
    return tuple(folder / name for name in pages)


def main(arguments: list[str]) -> int:
    """Write the pages of the project that the only argument names; return the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m pedido.pages ROOT\n")
        return 2
    try:
        write_pages(Path(arguments[0]))
    except BadInputError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
