"""What the tests of the command line share."""

import pytest

from tests.cli.calling import Caller


@pytest.fixture
def call(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Caller:
    monkeypatch.setenv("COLUMNS", "200")
    return Caller(capfdbinary)
