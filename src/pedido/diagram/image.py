"""SVG and PNG, through Graphviz: the executable that `PEDIDO_DOT` names, `dot` on the PATH, else graphviz-pure."""

import os
import shutil
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path
from subprocess import CalledProcessError
from typing import Final

import graphviz
from graphviz.backend import dot_command

from pedido.diagram.dot import dot
from pedido.diagram.graph import Graph
from pedido.input import BadInputError

VARIABLE: Final = "PEDIDO_DOT"
"""The environment variable that names a Graphviz executable to use before any other."""

_PURE: Final = "graphviz-pure"


def svg(graph: Graph) -> str:
    """Draw the picture as SVG.

    Raises:
        BadInputError: there is no Graphviz that works.
    """
    return _render(graph, "svg").decode("utf-8")


def png(graph: Graph) -> bytes:
    """Draw the picture as PNG.

    Raises:
        BadInputError: there is no Graphviz that works.
    """
    return _render(graph, "png")


def executable() -> Path:
    """Find Graphviz.

    Raises:
        BadInputError: there is none, or `PEDIDO_DOT` names something that cannot be run.
    """
    named = os.environ.get(VARIABLE)
    if named:
        found = shutil.which(named)
        if found is None:
            raise BadInputError(VARIABLE, f"{named!r} cannot be run; expected the path of a Graphviz executable")
        return Path(found)
    found = shutil.which("dot") or _pure()
    if found is None:
        problem = f"no executable found; expected `dot` on the PATH, the package {_PURE}, or a path in {VARIABLE}"
        raise BadInputError("graphviz", problem)
    return Path(found)


def _pure() -> str | None:
    """Find the executable that the package graphviz-pure installed, wherever its environment keeps them."""
    try:
        installed = files(_PURE) or []
    except PackageNotFoundError:
        return None
    return next((found for file in installed if file.stem == _PURE and (found := shutil.which(file.locate()))), None)


def _render(graph: Graph, image: str) -> bytes:
    binary = executable()
    # The package graphviz has no other way to be told which executable to run.
    dot_command.DOT_BINARY = binary
    try:
        drawn = bytes(graphviz.Source(dot(graph)).pipe(format=image, quiet=True))
    except (CalledProcessError, OSError) as error:
        raise BadInputError(f"graphviz, {binary}", f"did not draw: {_reason(error)}") from None
    if not drawn:
        raise BadInputError(f"graphviz, {binary}", "did not draw: it said nothing")
    return drawn


def _reason(error: CalledProcessError | OSError) -> str:
    said = error.stderr if isinstance(error, CalledProcessError) else str(error).encode()
    lines = bytes(said or b"").decode("utf-8", "replace").split("\n")
    return next((line.strip() for line in lines if line.strip()), "it said nothing")
