"""The page on the format says what the reader reads, and links to what is there."""

import re
from pathlib import Path

from pedido.scenario import parse_scenario, run_scenario

PAGE = Path(__file__).parents[2] / "scenarios" / "README.md"


def test_its_examples_pass() -> None:
    examples = re.findall(r"```yaml\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(examples) == 2
    assert all(run_scenario(parse_scenario(text, "README.md", folder=PAGE.parent)).passed for text in examples)


def test_its_links_lead_to_scenarios() -> None:
    links = re.findall(r"\]\((.*?)\)", PAGE.read_text(encoding="utf-8"))
    assert [link for link in links if not (PAGE.parent / link).exists()] == []
    assert len(links) >= 8
