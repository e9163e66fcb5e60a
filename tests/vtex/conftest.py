"""VTEX's published description of the Orders API, for the tests that compare with it."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

VARIABLE = "PEDIDO_VTEX_OPENAPI"


@pytest.fixture(scope="session")
def openapi() -> dict[str, Any]:
    path = os.environ.get(VARIABLE)
    if not path:
        pytest.skip(
            f"{VARIABLE} is not set: get the OpenAPI description of the Orders API, which VTEX publishes on its "
            "Developer Portal, as JSON, and set the variable to its path"
        )
    description: dict[str, Any] = json.loads(Path(path).read_text("utf-8"))
    return description
