"""A file of a stranger's is read in a process of its own: the same answer, or an error."""

from __future__ import annotations

import io
import os
import pickle
import sys
import warnings

import pytest

import powermap as pm
from powermap.errors import FormatError, PowermapWarning, TableError
from powermap.exchange import isolation

TABLE = "Name;Power;Shoe size\nAna Ruiz;decider;39\nBen Ode;high;44\n"


def read_with_notes(source, **options):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        plan = pm.read(source, **options)
    notes = [each.message for each in caught]
    assert all(isinstance(note, PowermapWarning) for note in notes)
    return plan, [note.note for note in notes]


def test_the_answer_is_the_same(tmp_path):
    (tmp_path / "deal.csv").write_text(TABLE)
    (tmp_path / "deal-ties.csv").write_text("From,To,Kind\nana-ruiz,ben-ode,influences")
    sources = {
        "a path": lambda: tmp_path / "deal.csv",
        "an open text": lambda: io.StringIO(TABLE),
        "open bytes": lambda: io.BytesIO(TABLE.encode("utf-16")),
    }
    for what, source in sources.items():
        plan, notes = read_with_notes(source(), isolate=True)
        expected, expected_notes = read_with_notes(source())
        assert plan == expected, what
        assert notes == expected_notes, what
    shown = pm.tables.inspect(tmp_path / "deal.csv", isolate=True)
    assert shown.plan == pm.tables.inspect(tmp_path / "deal.csv").plan


def test_what_is_refused_is_refused_with_the_same_words(tmp_path):
    path = tmp_path / "deal.yaml"
    path.write_text("name: ERP\nstakeholders: [{name: Ana, power: hih}]\n")
    errors = []
    for isolate in (True, False):
        with pytest.raises(TableError) as refused:
            pm.read(path, isolate=isolate)
        errors.append((refused.value.say("zh"), refused.value.problems))
    assert errors[0] == errors[1]


def test_an_export_of_deals_is_read_in_one_process():
    export = "Name,Deal\nAna Ruiz,ERP\nBen Ode,CRM\n"
    plans = pm.tables.read_deals(io.StringIO(export), isolate=True)
    assert plans == pm.tables.read_deals(io.StringIO(export))


def test_a_process_that_needs_too_much_is_ended(tmp_path):
    path = tmp_path / "deal.csv"
    path.write_text(TABLE)
    with pytest.raises(FormatError, match=r"more than 0\.05 seconds"):
        pm.read(path, isolate=pm.tables.Limits(seconds=0.05))
    if sys.platform == "linux":
        with pytest.raises(FormatError, match="more than 60 MB"):
            pm.read(path, isolate=pm.tables.Limits(megabytes=60))


@pytest.mark.skipif(os.name == "nt", reason="a script that aborts")
def test_a_process_that_aborts_is_an_error(tmp_path, monkeypatch):
    script = tmp_path / "python"
    script.write_text("#!/bin/sh\nkill -ABRT $$\n")
    script.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(script))
    with pytest.raises(FormatError, match="the process that read this file ended"):
        pm.read(tmp_path / "deal.csv", isolate=True)


def test_only_values_of_powermap_come_back(monkeypatch):
    class Harm:
        def __reduce__(self):
            return os.getenv, ("HOME",)

    for answer in (Harm(), isolation.Answer(Harm()), 3):
        with pytest.raises(pickle.UnpicklingError):
            unpickled = isolation._Unpickler(io.BytesIO(pickle.dumps(answer))).load()
            if unpickled == 3:
                raise pickle.UnpicklingError
    with pytest.raises(FormatError, match="isolate is 'yes'"):
        pm.read(io.StringIO(TABLE), isolate="yes")


def test_limits_are_numbers_that_a_machine_holds():
    for value in (float("nan"), float("inf"), 1e300, -1, "5", None, True):
        for name in ("seconds", "megabytes"):
            with pytest.raises(FormatError, match=f"limit {name} is"):
                pm.tables.Limits(**{name: value})


class BrokenStream(io.RawIOBase):
    """An open file that answers what it was given, or raises it."""

    def __init__(self, answer):
        self.answer = answer

    def read(self, _size=-1):
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def test_an_open_file_that_cannot_be_read_is_an_error():
    for isolate in (False, True):
        for answer in (OSError("gone"), ValueError("closed"), 5, None, ["a"]):
            with pytest.raises(FormatError):
                pm.read(BrokenStream(answer), isolate=isolate)


def test_nothing_is_imported_for_an_answer():
    payload = b"cantigravity\nfly\n."
    job = isolation.Job("understand", "x", "x", None, None, pm.tables.Limits())
    with pytest.raises(FormatError, match="ended before"):
        isolation._answer_in(payload, job)
    assert "antigravity" not in sys.modules


@pytest.mark.skipif(os.name == "nt", reason="no folder in use is removed there")
def test_a_folder_that_was_removed_is_no_error(tmp_path, monkeypatch):
    (tmp_path / "deal.csv").write_text("Name\nAna Ruiz\n")
    folder = tmp_path / "old"
    folder.mkdir()
    monkeypatch.chdir(folder)
    folder.rmdir()
    assert len(pm.read(tmp_path / "deal.csv", isolate=True).center) == 1
