"""The small machine in every text format, as it was looked at and found good.

After a wanted change: `python -m tests.diagram.test_golden` writes the files again; look at the difference.
"""

from pathlib import Path

import pytest

from pedido.diagram import draw
from tests.diagram.small import SMALL

GOLDEN = Path(__file__).parent / "golden"
ENDINGS = {"dot": "dot", "mermaid": "mmd", "plantuml": "puml", "scxml": "scxml"}


@pytest.mark.parametrize("format_", ENDINGS)
def test_the_small_machine_is_drawn_as_before(format_: str) -> None:
    assert draw(SMALL, format=format_) == (GOLDEN / f"small.{ENDINGS[format_]}").read_text(encoding="utf-8")


if __name__ == "__main__":
    for name, ending in ENDINGS.items():
        (GOLDEN / f"small.{ending}").write_text(str(draw(SMALL, format=name)), encoding="utf-8")
