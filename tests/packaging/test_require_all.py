"""PEDIDO_REQUIRE_ALL turns a skip into a failure, and nothing else into one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

CONFTEST = Path(__file__).parents[1] / "conftest.py"

# Tests of another session, which skip so that it is seen what this does.
SKIPS = {
    "a marked test": "import pytest\n@pytest.mark.skip(reason='the reason')\ndef test_one(): pass\n",
    "a whole module": "import pytest\npytest.skip('the reason', allow_module_level=True)\n",
}


def run_pytest(folder: Path, source: str, required: str) -> subprocess.CompletedProcess[str]:
    shutil.copy(CONFTEST, folder / "conftest.py")
    (folder / "test_sample.py").write_text(source, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", folder, folder],
        cwd=folder,
        env={**os.environ, "PEDIDO_REQUIRE_ALL": required},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("source", SKIPS.values(), ids=SKIPS.keys())
def test_a_skip_fails_the_session_and_is_named(tmp_path: Path, source: str) -> None:
    result = run_pytest(tmp_path, source, required="1")
    assert result.returncode == pytest.ExitCode.TESTS_FAILED, result.stdout
    assert "skipped although PEDIDO_REQUIRE_ALL is set" in result.stdout
    assert "test_sample.py" in result.stdout
    assert "the reason" in result.stdout


def test_a_skip_passes_where_not_everything_is_required(tmp_path: Path) -> None:
    result = run_pytest(tmp_path, SKIPS["a marked test"], required="")
    assert result.returncode == pytest.ExitCode.OK, result.stdout


def test_an_expected_failure_is_not_a_skip(tmp_path: Path) -> None:
    source = "import pytest\n@pytest.mark.xfail(reason='known')\ndef test_one(): assert False\n"
    result = run_pytest(tmp_path, source, required="1")
    assert result.returncode == pytest.ExitCode.OK, result.stdout
