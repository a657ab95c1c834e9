"""Tables are compiled once, and never differ from their files."""

import os
import tomllib
from pathlib import Path

import pytest

import powermap
from powermap.packaged import load_table

PACKAGE = Path(powermap.__file__).parent
TABLES = sorted(PACKAGE.rglob("*.toml"))


def test_every_table_is_loaded_as_its_file_has_it():
    assert len(TABLES) > 15
    for path in TABLES:
        table = load_table(str(path.with_suffix(".py")), path.name)
        assert table == tomllib.loads(path.read_text(encoding="utf-8"))


def test_a_changed_file_is_compiled_again(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    path = tmp_path / "words.toml"
    module = str(tmp_path / "words.py")
    for text in ("a = 1", "a = 22", "a = 33"):
        path.write_text(text)
        # Installers may give every file of every release the same date.
        os.utime(path, (0, 0))
        assert load_table(module, "words.toml") == tomllib.loads(text)
        assert load_table(module, "words.toml") == tomllib.loads(text)


def test_the_second_load_parses_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    (tmp_path / "words.toml").write_text("a = 1")
    module = str(tmp_path / "words.py")
    first = load_table(module, "words.toml")
    monkeypatch.setattr("tomllib.loads", None)
    second = load_table(module, "words.toml")
    assert first == second
    # Whoever changes a table changes their own.
    assert first is not second


@pytest.mark.skipif(os.name == "nt", reason="folders are closed in another way")
def test_a_folder_that_cannot_be_written_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr("sys.pycache_prefix", "/dev/null")
    (tmp_path / "words.toml").write_text("a = 1")
    assert load_table(str(tmp_path / "words.py"), "words.toml") == {"a": 1}
