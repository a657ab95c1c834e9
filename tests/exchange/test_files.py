"""Files are replaced whole or not at all, and read within bounds."""

import os
import stat
from pathlib import Path

import pytest

from powermap.errors import FormatError
from powermap.exchange import read, template, write
from powermap.files.writing import replace_file, replace_files

OTHER = [
    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    b"PK\3\4\0\0\0\0",
    b"\xff\xfe\0\xd8\0\xd8",
    b"\0" * 50,
]
FORMATS = ["deal.yaml", "deal.json", "deal.xlsx", "deal.csv"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_failed_write_leaves_the_file_as_it_was_and_nothing_beside_it(
    tmp_path, rich, name, monkeypatch
):
    path = write(rich, tmp_path / name)
    before = {each: each.read_bytes() for each in tmp_path.iterdir()}

    def fail(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(FormatError, match="No space left"):
        write(rich.without("张伟"), path)
    assert {each: each.read_bytes() for each in tmp_path.iterdir()} == before


def test_no_file_of_several_is_touched_when_one_cannot_be_written(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(FormatError, match="does not exist"):
        replace_files({tmp_path / "a": b"new", tmp_path / "missing" / "b": b"new"})
    assert (tmp_path / "a").read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_folder_or_a_missing_folder_is_no_target(tmp_path, rich, name):
    (tmp_path / name).mkdir()
    with pytest.raises(FormatError, match="this is a folder"):
        write(rich, tmp_path / name)
    with pytest.raises(FormatError, match="does not exist; make it first"):
        write(rich, tmp_path / "missing" / name)


@pytest.mark.parametrize("name", FORMATS)
def test_a_read_only_folder_is_no_target(tmp_path, rich, name, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(FormatError, match=r"Permission denied.*read-only"):
        write(rich, tmp_path / name)


def test_permissions_of_an_existing_file_are_kept(tmp_path):
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace_file(path, b"new")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o640)


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    replace_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_a_missing_file_and_a_folder_cannot_be_read(tmp_path, name):
    with pytest.raises(FormatError) as caught:
        read(tmp_path / name)
    assert (
        str(caught.value)
        == f"{tmp_path / name}: there is no such file; check the name and the folder"
    )
    (tmp_path / name).write_bytes(b"")
    with pytest.raises(FormatError, match="empty"):
        read(tmp_path / name)
    (tmp_path / name).unlink()
    (tmp_path / name).mkdir()
    with pytest.raises(FormatError) as caught:
        read(tmp_path / name)
    assert (
        str(caught.value)
        == f"{tmp_path / name}: this is not a file; name the file to read"
    )


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("content", OTHER, ids=["png", "zip", "utf16", "nulls"])
def test_a_file_of_another_kind_is_refused(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FormatError, match=name):
        read(tmp_path / name)


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_too_large_is_refused_before_it_is_parsed(tmp_path, name):
    with (tmp_path / name).open("wb") as file:
        file.truncate(60_000_000)
    with pytest.raises(FormatError, match="larger than"):
        read(tmp_path / name)


def test_an_unknown_suffix_names_those_that_are_known(tmp_path, rich):
    with pytest.raises(FormatError, match=r"'\.xls'.*\.xlsx"):
        write(rich, tmp_path / "deal.xls")
    with pytest.raises(FormatError, match=r"ends in \.xlsx"):
        template(tmp_path / "deal.csv")
