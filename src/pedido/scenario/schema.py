"""The JSON Schema of scenario files, for editors: made of the models, kept beside this module as `schema.json`.

`python -m pedido.scenario.schema src/pedido/scenario/schema.json` writes it afresh. An editor that knows the YAML language
server uses it where a scenario's first line is `# yaml-language-server: $schema=` and the path of the schema.
"""

import argparse
import json
from pathlib import Path
from typing import Any, Final

from pedido.scenario.format import ScenarioFile

PATH: Final = Path(__file__).with_name("schema.json")


def schema() -> dict[str, Any]:
    """Return the schema (JSON Schema, draft 2020-12)."""
    made = ScenarioFile.model_json_schema(mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_trimmed(made), "title": "Scenario"}


def schema_text() -> str:
    """Return the schema as the text of `schema.json`."""
    return json.dumps(schema(), indent=2, sort_keys=False) + "\n"


def _trimmed(part: Any) -> Any:
    """Leave out what says nothing: titles that repeat the key, and null as the default of what may only be left out."""
    if isinstance(part, list):
        return [_trimmed(inner) for inner in part]
    if not isinstance(part, dict):
        return part
    return {
        name: _trimmed(inner)
        for name, inner in part.items()
        if not (name == "title" and isinstance(inner, str)) and not (name == "default" and inner is None)
    }


def main(arguments: list[str] | None = None) -> None:
    """Write the schema to the file that is named on the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m pedido.scenario.schema", description="Write the schema of scenario files."
    )
    parser.add_argument("path", type=Path, help="the file to write, such as src/pedido/scenario/schema.json")
    path = parser.parse_args(arguments).path
    try:
        path.write_text(schema_text(), encoding="utf-8")
    except OSError as error:
        parser.error(f"{path}: {error.strerror}")


if __name__ == "__main__":
    main()
