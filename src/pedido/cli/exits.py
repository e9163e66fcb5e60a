"""How a call ends: its exit codes, and one line on standard error for what went wrong."""

from typing import Final

import click

REFUSED: Final = 1
BAD_INPUT: Final = 2
INTERRUPTED: Final = 130


def complain(problem: str, code: int) -> int:
    """Say on one line what went wrong, and hand the exit code on."""
    click.echo(f"pedido: {' '.join(problem.split())}", err=True)
    return code


def explained(error: Exception) -> tuple[str, int]:
    """Return the line and the exit code for an exception that ended a command."""
    from pedido.input import BadInputError
    from pedido.store.errors import StoreError

    if isinstance(error, BadInputError):
        return str(error), BAD_INPUT
    if isinstance(error, StoreError):
        return str(error), REFUSED
    if isinstance(error, OSError):
        return f"{error.filename or 'standard output'}: {(error.strerror or str(error)).lower()}", BAD_INPUT
    return f"unexpected {type(error).__name__}: {error}; please report this as a fault of pedido", REFUSED
