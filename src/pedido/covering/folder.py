"""The folder that scenario files are written to: it is theirs alone."""

from collections.abc import Mapping
from pathlib import Path

from pedido.covering.chapters import MARK
from pedido.input import BadInputError
from pedido.terminal import write


def written_before(folder: Path) -> frozenset[Path]:
    """Return the files in the folder, all of which `write_files` wrote.

    Raises:
        BadInputError: it holds something else, or is no folder, or cannot be read.
    """
    try:
        found = sorted(path for path in folder.rglob("*") if not path.is_dir()) if folder.is_dir() else []
        if folder.exists() and not folder.is_dir():
            raise BadInputError(str(folder), "is not a folder")
        for path in found:
            with path.open("rb") as file:
                if file.read(len(MARK)) != MARK.encode():
                    name = path.relative_to(folder).as_posix()
                    raise BadInputError(
                        str(folder),
                        f"holds {name}, which `pedido generate` did not write; expected a folder of its own",
                    )
    except OSError as error:
        raise _refused(folder, "cannot be read", error) from None
    return frozenset(found)


def write_files(files: Mapping[str, str], folder: Path) -> None:
    """Write files into a folder, by their names in it, and remove those that were written before and are not among them.

    Raises:
        BadInputError: the folder holds something that was not written here, and nothing is changed; or it cannot be written to.
    """
    superfluous = written_before(folder) - {folder / name for name in files}
    try:
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            write(str(folder / name), text)
        for path in superfluous:
            path.unlink()
            if path.parent != folder and not any(path.parent.iterdir()):
                path.parent.rmdir()
    except OSError as error:
        raise _refused(folder, "cannot be written to", error) from None


def _refused(folder: Path, what: str, error: OSError) -> BadInputError:
    return BadInputError(str(folder), f"{what}: {(error.strerror or str(error)).lower()}")
