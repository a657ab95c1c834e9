"""Files are replaced whole or not at all, and read within bounds."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from powermap.errors import FormatError
from powermap.exchange import read, template, write
from powermap.files.temporary import TemporaryFile
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


def modes_while_written(monkeypatch, folder, contents):
    """The permissions of everything in a folder each time that bytes reach the disk."""
    seen = []

    def look(descriptor):
        seen.extend(
            stat.S_IMODE(each.stat().st_mode)
            for each in folder.iterdir()
            if each.suffix == ".tmp" and each.stat().st_size
        )

    monkeypatch.setattr(os, "fsync", look)
    replace_files(contents)
    return seen


def test_nobody_else_reads_what_is_still_being_written(tmp_path, monkeypatch):
    people = tmp_path / "a.csv"
    people.write_bytes(b"old")
    people.chmod(0o640)
    files = {people: b"new", tmp_path / "a-ties.csv": b"new"}
    seen = modes_while_written(monkeypatch, tmp_path, files)
    assert set(seen) == {0o600}
    # A file that joins private ones is as private as they are.
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o640}
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a-ties.csv", "a.csv"]


@pytest.mark.parametrize("umask", [0o022, 0o027, 0o077])
def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path, umask):
    old = os.umask(umask)
    try:
        replace_file(tmp_path / "a", b"new")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o666 & ~umask


def test_another_group_is_not_let_in(tmp_path, monkeypatch):
    path = tmp_path / "a"
    path.write_bytes(b"old")
    path.chmod(0o664)
    group = path.stat().st_gid
    real = os.fstat

    def refuse(*_):
        raise PermissionError(1, "Operation not permitted")

    def of_another_group(descriptor):
        facts = list(real(descriptor))
        facts[stat.ST_GID] = group + 1
        return os.stat_result(facts)

    monkeypatch.setattr(os, "fchown", refuse)
    monkeypatch.setattr(os, "fstat", of_another_group)
    replace_file(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


KILLED = """
import os, signal, sys
from pathlib import Path
from powermap.files.writing import replace_files
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
replace_files({Path(each): b"secret" for each in sys.argv[1:]})
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no such signal")
def test_what_a_killed_process_leaves_is_private_and_swept_by_the_next(tmp_path):
    path = tmp_path / "a"
    subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    [left] = tmp_path.iterdir()
    assert stat.S_IMODE(left.stat().st_mode) == 0o600
    # Files of others, and those that are being written, stay.
    other = tmp_path / ".powermap-notes.tmp"
    other.write_bytes(b"mine")
    busy = TemporaryFile(tmp_path)
    busy.fill(b"busy")
    replace_file(path, b"new")
    assert {each.name for each in tmp_path.iterdir()} == {
        "a",
        other.name,
        busy.path.name,
    }
    busy.replace(tmp_path / "b")
    busy.discard()
    assert (tmp_path / "b").read_bytes() == b"busy"


@pytest.mark.parametrize("fails_at", range(3))
def test_several_files_are_as_they_were_when_one_cannot_take_its_name(
    tmp_path, monkeypatch, fails_at
):
    old, new, last = (tmp_path / name for name in "abc")
    for path in (old, last):
        path.write_bytes(b"old")
        path.chmod(0o640)
    before = {each.name: each.read_bytes() for each in tmp_path.iterdir()}
    targets = [old, new, last]
    replace = Path.replace

    def fail(self, target):
        if target == targets[fails_at]:
            raise PermissionError(13, "Permission denied")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(FormatError, match="open in another program"):
        replace_files(dict.fromkeys(targets, b"new"))
    assert {each.name: each.read_bytes() for each in tmp_path.iterdir()} == before
    assert stat.S_IMODE(old.stat().st_mode) == 0o640


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
