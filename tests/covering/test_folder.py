"""The folder belongs to what is generated: nothing else is touched, and nothing old stays."""

from pathlib import Path

import pytest

from pedido.covering import write_files, written_before
from pedido.covering.chapters import MARK
from pedido.input import BadInputError

TEXT = f"{MARK} --cover pairs`: not to be edited.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "generated"


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_files_are_written_byte_by_byte(folder: Path) -> None:
    write_files({"complete/01.yaml": TEXT, "seller/01.yaml": TEXT}, folder)
    assert names(folder) == ["complete/01.yaml", "seller/01.yaml"]
    assert (folder / "complete/01.yaml").read_bytes() == TEXT.encode()


def test_what_is_no_longer_generated_goes(folder: Path) -> None:
    write_files({"complete/01.yaml": TEXT, "complete/02.yaml": TEXT, "seller/01.yaml": TEXT}, folder)
    write_files({"complete/01.yaml": TEXT + "# new\n"}, folder)
    assert names(folder) == ["complete/01.yaml"]
    assert not (folder / "seller").exists()
    assert (folder / "complete/01.yaml").read_text() == TEXT + "# new\n"


def test_a_file_in_the_folder_itself_goes_and_the_folder_stays(folder: Path) -> None:
    write_files({"01.yaml": TEXT}, folder)
    write_files({}, folder)
    assert folder.is_dir()
    assert names(folder) == []


@pytest.mark.parametrize("other", ["notes.txt", "complete/handwritten.yaml", "complete/01.yaml"])
def test_a_folder_with_anything_else_is_left_as_it_is(folder: Path, other: str) -> None:
    write_files({"seller/01.yaml": TEXT}, folder)
    (folder / other).parent.mkdir(exist_ok=True)
    (folder / other).write_text("title: mine\n")
    with pytest.raises(BadInputError, match=f"holds {other}, which `pedido generate` did not write; expected"):
        write_files({"complete/01.yaml": TEXT}, folder)
    assert (folder / other).read_text() == "title: mine\n"
    assert names(folder) == sorted([other, "seller/01.yaml"])


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInputError, match="is not a folder"):
        written_before(tmp_path / "file")


def test_nothing_was_written_where_there_is_nothing(folder: Path) -> None:
    assert written_before(folder) == frozenset()
    folder.mkdir()
    assert written_before(folder) == frozenset()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInputError, match="cannot be written to: not a directory"):
        write_files({"01.yaml": TEXT}, tmp_path / "file" / "folder")


def test_a_folder_that_cannot_be_read_is_named(folder: Path) -> None:
    folder.mkdir()
    (folder / "01.yaml").symlink_to(folder / "nowhere")
    with pytest.raises(BadInputError, match="cannot be read: no such file"):
        written_before(folder)
