"""A folder of plans: read with a digest, written whole, backed up and logged."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import subprocess
import sys
import threading
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

import powermap as pm
from powermap.errors import (
    FileChangedError,
    FormatError,
    PowermapError,
    PowermapWarning,
    TableError,
)
from powermap.files import writing
from powermap.language import Reason
from powermap.notes import collecting_notes
from powermap.redaction import apply
from powermap.versions import history
from powermap.versions.repository import Repository
from powermap.workspace import Bounds, Workspace
from powermap.workspace.folder_lock import FolderLock
from powermap.workspace.kept_versions import KEPT, KeptVersions
from powermap.workspace.names import name_parts

DAY = date(2026, 11, 20)
DEAL = """\
# Ours since spring.
name: ERP
stakeholders:
  - name: Ana Ruiz  # met in May
    power: decider
"""


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "plans"
    root.mkdir()
    (root / "deal.yaml").write_text(DEAL)
    os.utime(root / "deal.yaml", (1_790_000_000, 1_790_000_000))
    return root


def with_stance(plan, stance):
    center = plan.center
    [ana] = center
    return plan.revised(
        center=center.revised(stakeholders=[ana.revised(stance=stance)])
    )


def save(workspace, stance, day=DAY, name="deal.yaml"):
    found = workspace.read(name)
    plan = with_stance(found.plan, stance)
    return workspace.write(
        name, plan, digest=found.digest, day=day, by="test", what=f"stance {stance}"
    )


def test_plans_are_listed_by_their_names_within_the_folder(folder):
    for name in ("north/b.csv", "north/b-ties.csv", ".git/c.yaml", "~$d.xlsx", "e.md"):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
    (folder / "link.yaml").symlink_to(folder / "deal.yaml")
    (folder / "loop").symlink_to(folder)
    listed = Workspace(folder).list()
    assert [each.name for each in listed] == ["deal.yaml", "north/b.csv"]
    assert [each.is_writable for each in listed] == [True, False]
    assert listed[0].size == len(DEAL)
    assert not Workspace(folder, read_only=True).list()[0].is_writable
    with pytest.warns(PowermapWarning, match="more files and folders than the 0"):
        assert Workspace(folder, bounds=Bounds(entries=0)).list() == ()
    with pytest.warns(PowermapWarning, match="more plans than the 1"):
        listed = Workspace(folder, bounds=Bounds(plans=1)).list()
    assert [each.name for each in listed] == ["deal.yaml"]


def test_a_plan_is_read_with_the_digest_of_its_file(folder):
    found = Workspace(folder).read("deal.yaml")
    assert found.digest == hashlib.sha256(DEAL.encode()).hexdigest()
    assert found.plan == pm.read(folder / "deal.yaml")
    assert found.is_writable
    assert pickle.loads(pickle.dumps(found)) == found


def test_a_write_keeps_comments_the_version_before_and_a_log(folder):
    workspace = Workspace(folder)
    written = save(workspace, "supporter")
    text = (folder / "deal.yaml").read_text()
    assert "# Ours since spring." in text
    assert "# met in May" in text
    assert workspace.read("deal.yaml").digest == written.digest
    found, own = workspace.log("deal.yaml")
    assert (found.by, found.day, found.is_done) == ("", date(2026, 9, 21), True)
    assert (own.by, own.what, own.day) == ("test", "stance supporter", DAY)
    assert own.before == found.after == hashlib.sha256(DEAL.encode()).hexdigest()
    kept = folder / ".powermap/deal.yaml.versions"
    assert (kept / found.file).read_text() == DEAL
    assert (kept / own.file).read_text() == text
    # Both stay out of lists, and out of a repository around the folder.
    assert [each.name for each in workspace.list()] == ["deal.yaml"]
    assert (folder / ".powermap/.gitignore").read_text() == "*\n"


@pytest.mark.parametrize("other", ["deal.yaml", "people.yaml"])
def test_what_another_program_writes_right_after_a_write_is_not_written_over(
    folder, monkeypatch, other
):
    (folder / "people.yaml").write_text("stakeholders: [{name: Ana Ruiz}]")
    (folder / "deal.yaml").write_text("name: ERP\npeople: people.yaml\n")
    theirs = "name: ERP\nstakeholders: [{name: Ida Holt}]\n"
    workspace = Workspace(folder)
    save_now = workspace._save

    def save_and_be_overtaken(*given):
        numbers = save_now(*given)
        (folder / other).write_text(theirs)
        return numbers

    found = workspace.read("deal.yaml")
    with monkeypatch.context() as overtaken:
        overtaken.setattr(workspace, "_save", save_and_be_overtaken)
        plan = found.plan.revised(objective="Sign")
        written = workspace.write(
            "deal.yaml", plan, digest=found.digest, day=DAY, by="test"
        )
    with pytest.raises(FileChangedError):
        workspace.write(
            "deal.yaml",
            plan.revised(objective="Win"),
            digest=written.digest,
            day=DAY,
            by="test",
        )
    assert (folder / other).read_text() == theirs


def test_the_kept_versions_are_a_history(folder):
    workspace = Workspace(folder)
    save(workspace, "supporter", date(2026, 11, 19))
    save(workspace, "neutral")
    save(workspace, "opponent")
    told = history(folder / ".powermap/deal.yaml.versions")
    days = [date(2026, 9, 21), date(2026, 11, 19), DAY]
    assert [version.day for version in told.versions] == days
    assert [version.support for version in told.versions] == [None, 0.5, -0.5]
    found = workspace.versions("deal.yaml")
    assert [each.day for each in found] == days
    assert found[-1].plan == workspace.read("deal.yaml").plan
    assert (found[-1].author, found[-1].text) == ("test", "stance opponent")
    # What another program writes is the last version, on the day of its file.
    (folder / "deal.yaml").write_text(DEAL)
    os.utime(folder / "deal.yaml", (1_795_300_000, 1_795_300_000))
    last = workspace.versions("deal.yaml")[-1]
    assert (last.day, last.author) == (date(2026, 11, 21), None)


def test_a_write_that_changes_nothing_is_no_version(folder):
    workspace = Workspace(folder)
    found = workspace.read("deal.yaml")
    written = workspace.write(
        "deal.yaml", found.plan, digest=found.digest, day=DAY, by="test"
    )
    assert (written.number, written.digest) == (None, found.digest)
    assert workspace.log("deal.yaml") == ()


def test_a_version_is_restored_byte_for_byte(folder):
    workspace = Workspace(folder)
    written = save(workspace, "supporter")
    back = workspace.restore("deal.yaml", 1, digest=written.digest, day=DAY, by="test")
    assert (folder / "deal.yaml").read_text() == DEAL
    assert workspace.log("deal.yaml")[-1].what == "Version 1 restored"
    with pytest.raises(FormatError, match="no version 77"):
        workspace.restore("deal.yaml", 77, digest=back.digest, day=DAY, by="test")


def test_every_format_of_whole_plans_is_written(folder):
    workspace = Workspace(folder)
    plan = pm.northwind_plan()
    for name in ("new.yaml", "new.json", "new.xlsx"):
        written = workspace.write(name, plan, digest=None, day=DAY, by="test")
        found = workspace.read(name)
        assert found.digest == written.digest
        assert found.plan == plan, name
    with pytest.raises(FormatError, match=r"convert the plan to \.yaml"):
        workspace.write("new.csv", plan, digest=None, day=DAY, by="test")


def test_notes_and_errors_name_files_within_the_folder(folder):
    workspace = Workspace(folder)
    (folder / "bad.yaml").write_text("name: ERP\nstakeholders: [{power: hih}]")
    (folder / "odd.csv").write_text("Name;Power\nAna Ruiz;decider\nAna Ruiz;high\n")
    (folder / "empty.json").write_text("{")
    for name in ("bad.yaml", "empty.json"):
        with pytest.raises(PowermapError) as refused:
            workspace.read(name)
        assert str(refused.value).startswith(name)
        assert str(folder) not in str(refused.value)
        assert "/tmp" not in str(refused.value)
    notes = workspace.read("odd.csv").notes
    assert notes
    assert {note.source for note in notes} == {"odd.csv"}
    # What writing loses is told with the name, too.
    (folder / "deal.yaml").write_text(DEAL + "  - name: Ben Ode\n    # gone soon\n")
    found = workspace.read("deal.yaml")
    [ana, _] = found.plan.center
    plan = found.plan.revised(center=found.plan.center.revised(stakeholders=[ana]))
    written = workspace.write(
        "deal.yaml", plan, digest=found.digest, day=DAY, by="test"
    )
    assert all(note.source == "deal.yaml" for note in written.notes)


HOSTILE = [
    "", " ", ".", "..", "../deal.yaml", "north/../../deal.yaml", "/etc/passwd",
    "//server/share/deal.yaml", "\\\\server\\deal.yaml", "C:\\deal.yaml", "C:deal.yaml",
    "deal.yaml:stream", "~/deal.yaml", "~root/deal.yaml", ".env", ".ssh/id_rsa.yaml",
    "north/.hidden.yaml", "~$deal.xlsx", "con", "NUL.yaml", "north/com1.json", "lpt¹.csv",
    "deal.yaml\0.png", "deal\n.yaml", "deal.yaml ", "deal.yaml.", "north//deal.yaml",
    "./deal.yaml", "a" * 5000, "\u202edeal.yaml", "..\\deal.yaml", "file:///etc/passwd",
    "\ud800.yaml", None, 7, b"deal.yaml", ["deal.yaml"], "missing.yaml", "deal.yaml/x",
]  # fmt: skip


def test_names_that_lead_elsewhere_are_refused(folder):
    workspace = Workspace(folder)
    plan = workspace.read("deal.yaml").plan
    calls = {
        "read": workspace.read,
        "digest": workspace.digest,
        "log": workspace.log,
        "versions": workspace.versions,
        "write": lambda name: workspace.write(
            name, plan, digest=None, day=DAY, by="test"
        ),
    }
    for name in HOSTILE:
        for what, call in calls.items():
            if (what, name) == ("write", "missing.yaml"):
                continue
            with pytest.raises(FormatError) as refused:
                call(name)
            for lang in ("en", "zh"):
                text = refused.value.say(lang)
                assert len(text) < 400
                assert str(folder) not in text
    assert [path.name for path in folder.iterdir()] == ["deal.yaml"]


PIECES = st.sampled_from(
    [
        "..",
        ".",
        "/",
        "\\",
        ":",
        "~",
        "deal.yaml",
        "north",
        "C:",
        "\0",
        " ",
        ".env",
        "％2e",
    ]
)


@given(st.lists(PIECES | st.text(max_size=4), max_size=6).map("".join))
def test_a_name_is_refused_or_lies_in_the_folder(name):
    root = Path("/folder")
    try:
        parts = name_parts(name)
    except FormatError:
        return
    assert root.joinpath(*parts).relative_to(root).as_posix() == name
    assert os.path.normpath(root / name) == str(root / name)
    assert not any(part.startswith(".") for part in parts)


def test_links_and_devices_are_refused(folder, tmp_path):
    outside = tmp_path / "secret.yaml"
    outside.write_text(DEAL)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/x.yaml").write_text(DEAL)
    (folder / "link.yaml").symlink_to(outside)
    (folder / "inner.yaml").symlink_to(folder / "deal.yaml")
    (folder / "dangling.yaml").symlink_to(tmp_path / "new.yaml")
    (folder / "sub").symlink_to(tmp_path / "elsewhere")
    os.mkfifo(folder / "pipe.yaml")
    (folder / "folder.yaml").mkdir()
    workspace = Workspace(folder)
    plan = workspace.read("deal.yaml").plan
    names = (
        "link.yaml", "inner.yaml", "dangling.yaml", "sub/x.yaml", "pipe.yaml",
        "folder.yaml",
    )  # fmt: skip
    for name in names:
        with pytest.raises(FormatError):
            workspace.read(name)
        for digest in (None, "0" * 64):
            with pytest.raises(FormatError):
                workspace.write(name, plan, digest=digest, day=DAY, by="test")
    assert outside.read_text() == DEAL
    assert not (tmp_path / "new.yaml").exists()


def test_a_link_that_is_put_in_place_later_is_not_followed(
    folder, tmp_path, monkeypatch
):
    from powermap.workspace import names

    (tmp_path / "secret.yaml").write_text(DEAL)
    checked = names.place_of

    def place_then_swap(root, parts, **options):
        path = checked(root, parts, **options)
        path.unlink()
        path.symlink_to(tmp_path / "secret.yaml")
        return path

    monkeypatch.setattr(names, "place_of", place_then_swap)
    with pytest.raises(FormatError):
        names.read_bytes(folder, ("deal.yaml",), 1)


@pytest.mark.parametrize("place", ["deal.yaml", "north"])
def test_nothing_is_written_through_a_link_that_comes_and_goes(
    folder, tmp_path, monkeypatch, place
):
    """A link stands there only while the target is looked up."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "deal.yaml").write_text(DEAL)
    (folder / "north").mkdir()
    (folder / "north/deal.yaml").write_text(DEAL)
    name = "north/deal.yaml" if place == "north" else place
    workspace = Workspace(folder)
    found = workspace.read(name)
    resolve = writing._resolve_target
    target = outside if place == "north" else outside / "deal.yaml"

    def swap_then_resolve(path):
        if path != folder / name:
            return resolve(path)
        (folder / place).rename(folder / "aside")
        (folder / place).symlink_to(target)
        resolved = resolve(path)
        (folder / place).unlink()
        (folder / "aside").rename(folder / place)
        return resolved

    monkeypatch.setattr(writing, "_resolve_target", swap_then_resolve)
    with pytest.raises(FormatError, match="there is a link in this path"):
        workspace.write(
            name, with_stance(found.plan, "enemy"), digest=found.digest, day=DAY, by="t"
        )
    assert (outside / "deal.yaml").read_text() == DEAL
    assert [path.name for path in outside.iterdir()] == ["deal.yaml"]
    assert (folder / name).read_text() == DEAL


def test_a_hard_link_is_a_file_of_the_folder_and_its_other_name_stays(folder, tmp_path):
    outside = tmp_path / "theirs.yaml"
    outside.write_text(DEAL)
    os.link(outside, folder / "ours.yaml")
    save(Workspace(folder), "enemy", name="ours.yaml")
    assert outside.read_text() == DEAL
    assert "enemy" in (folder / "ours.yaml").read_text()


def test_short_names_of_windows_are_refused_there(monkeypatch):
    from powermap.workspace import names

    assert names.name_parts("deal~1.yaml") == ("deal~1.yaml",)
    monkeypatch.setattr(names, "_HAS_SHORT_NAMES", True)
    for name in ("POWERM~1/x.yaml", "north/DEAL~12.YAM", "ENV~1"):
        with pytest.raises(FormatError, match="not the name of a plan"):
            names.name_parts(name)
    assert names.name_parts("a long name ~1 of a deal.yaml")


def test_folders_may_lie_in_each_other_a_thousand_deep(folder):
    here = Path.cwd()
    os.chdir(folder)
    try:
        for _ in range(1_200):
            Path("d").mkdir()
            os.chdir("d")
        assert [each.name for each in Workspace(folder).list()] == ["deal.yaml"]
        # Whoever cleans up after the tests does not get so deep.
        for _ in range(1_200):
            os.chdir("..")
            Path("d").rmdir()
    finally:
        os.chdir(here)


def test_companions_must_be_in_the_folder_too(folder, tmp_path):
    (tmp_path / "ties.csv").write_text("From,To,Kind\n")
    (folder / "people.csv").write_text("Name\nAna Ruiz\n")
    (folder / "people-ties.csv").symlink_to(tmp_path / "ties.csv")
    with pytest.raises(FormatError, match="is a link"):
        Workspace(folder).read("people.csv")


def test_shared_people_are_part_of_the_digest(folder):
    (folder / "人员.yaml").write_text("name: A\nstakeholders: [{name: Ana Ruiz}]\n")
    (folder / "a.yaml").write_text("name: A\npeople: 人员.yaml\n")
    (folder / "b.json").write_text(json.dumps({"name": "B", "people": "人员.yaml"}))
    workspace = Workspace(folder)
    for name in ("a.yaml", "b.json"):
        found = workspace.read(name)
        assert [person.name for person in found.plan.center] == ["Ana Ruiz"]
        (folder / "人员.yaml").write_text(
            f"name: A\nstakeholders: [{{name: Ana Ruiz, title: for {name}}}]\n"
        )
        with pytest.raises(FileChangedError):
            workspace.write(name, found.plan, digest=found.digest, day=DAY, by="test")
        again = workspace.read(name)
        plan = again.plan.revised(account="Northwind")
        workspace.write(name, plan, digest=again.digest, day=DAY, by="test")
        # The plan still names the file, and does not repeat it.
        assert (
            "Ruiz" not in (folder / name).read_text()
            or "title" not in (folder / name).read_text()
        )
        assert workspace.read(name).plan.account == "Northwind"


def test_a_file_that_changed_since_it_was_read_is_not_written(folder):
    workspace = Workspace(folder)
    found = workspace.read("deal.yaml")
    theirs = DEAL + "  - name: Ben Ode\n"
    (folder / "deal.yaml").write_text(theirs)
    plan = with_stance(found.plan, "enemy")
    with pytest.raises(FileChangedError, match=r"deal\.yaml: the file was changed"):
        workspace.write("deal.yaml", plan, digest=found.digest, day=DAY, by="test")
    assert (folder / "deal.yaml").read_text() == theirs
    with pytest.raises(FileChangedError, match="already"):
        workspace.write("deal.yaml", plan, digest=None, day=DAY, by="test")
    (folder / "deal.yaml").unlink()
    with pytest.raises(FileChangedError, match="was removed"):
        workspace.write("deal.yaml", plan, digest=found.digest, day=DAY, by="test")
    assert not (folder / "deal.yaml").exists()


def test_a_change_at_the_last_moment_is_seen(folder, monkeypatch):
    workspace = Workspace(folder)
    found = workspace.read("deal.yaml")
    set_access = writing._set_access

    def change_then_go_on(writes):
        # After all checks but the last, when the new content already waits.
        if writes[0].target.name == "deal.yaml":
            (folder / "deal.yaml").write_text("name: Theirs\n")
        set_access(writes)

    monkeypatch.setattr(writing, "_set_access", change_then_go_on)
    plan = with_stance(found.plan, "enemy")
    with pytest.raises(FileChangedError):
        workspace.write("deal.yaml", plan, digest=found.digest, day=DAY, by="test")
    monkeypatch.undo()
    assert (folder / "deal.yaml").read_text() == "name: Theirs\n"
    assert not workspace.log("deal.yaml")[-1].is_done
    # The next write keeps their version first.
    save_all = workspace.read("deal.yaml")
    plan = save_all.plan.revised(account="Ours")
    workspace.write("deal.yaml", plan, digest=save_all.digest, day=DAY, by="test")
    log = workspace.log("deal.yaml")
    assert [entry.is_done for entry in log] == [True, False, True, True]
    kept = folder / ".powermap/deal.yaml.versions"
    assert (kept / log[2].file).read_text() == "name: Theirs\n"


def test_of_writers_at_the_same_time_one_wins(folder):
    found = Workspace(folder).read("deal.yaml")
    outcomes = []
    start = threading.Barrier(6)

    def write(number):
        workspace = Workspace(folder)
        plan = found.plan.revised(account=f"Account {number}")
        start.wait()
        try:
            workspace.write("deal.yaml", plan, digest=found.digest, day=DAY, by="test")
            outcomes.append(number)
        except FileChangedError:
            outcomes.append(None)

    threads = [threading.Thread(target=write, args=[number]) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    [winner] = [number for number in outcomes if number is not None]
    assert len(outcomes) == 6
    now = Workspace(folder)
    assert now.read("deal.yaml").plan.account == f"Account {winner}"
    assert len(now.log("deal.yaml")) == 2


def test_a_lock_that_stays_taken_is_told(folder):
    Workspace(folder)
    path = folder / "lock"
    with (
        FolderLock(path),
        pytest.raises(FormatError, match="another program is writing"),
        FolderLock(path, seconds=0),
    ):
        raise AssertionError
    with FolderLock(path, seconds=0):
        pass


KILLED = """
import os, sys
from datetime import date
from powermap.files import writing
from powermap.language import Reason
from powermap.workspace import Workspace
from powermap.workspace.names import name_parts
from powermap.workspace.kept_versions import KeptVersions

step, folder = sys.argv[1:]

def end(*_, **__):
    os._exit(9)

workspace = Workspace(folder)
found = workspace.read("deal.yaml")
if step == "half a line":
    def half(self, entry):
        with (self.folder / "writes.log").open("ab") as file:
            file.write(b'{"number": 9, "da')
        end()
    KeptVersions._append = half
elif step == "before the rename":
    take_names = writing._take_names
    def take(writes):
        if writes[0].target.parent == workspace.folder:
            end()
        take_names(writes)
    writing._take_names = take
elif step == "after the rename":
    real = KeptVersions.keep
    def keep(self, entry, content, mode):
        if entry.by == "killed":
            end()
        real(self, entry, content, mode)
    KeptVersions.keep = keep
plan = found.plan.revised(account="Northwind")
workspace.write(
    "deal.yaml", plan, digest=found.digest, day=date(2026, 11, 20), by="killed"
)
"""


@pytest.mark.parametrize(
    "step", ["half a line", "before the rename", "after the rename"]
)
def test_a_kill_in_the_middle_of_a_save_leaves_one_of_the_versions(folder, step):
    workspace = Workspace(folder)
    save(workspace, "neutral", date(2026, 11, 1))
    before = (folder / "deal.yaml").read_text()
    done = subprocess.run(
        [sys.executable, "-c", KILLED, step, str(folder)], check=False
    )
    assert done.returncode == 9
    text = (folder / "deal.yaml").read_text()
    is_new = step == "after the rename"
    assert ("Northwind" in text) == is_new
    assert is_new or text == before
    if step != "half a line":
        assert workspace.log("deal.yaml")[-1].is_done == is_new
    # The next one goes on as if nothing had been.
    save(workspace, "enemy")
    log = workspace.log("deal.yaml")
    expected = {
        "half a line": [True, True, True],
        "before the rename": [True, True, False, True],
        "after the rename": [True, True, True, True],
    }
    assert [entry.is_done for entry in log] == expected[step]
    kept = folder / ".powermap/deal.yaml.versions"
    for entry in log:
        assert (kept / entry.file).exists() == entry.is_done
    left = {path.name for path in folder.iterdir()}
    assert left == {"deal.yaml", ".powermap"}


def test_old_versions_go_but_the_last_of_each_day(folder):
    versions = KeptVersions(folder, ("deal.yaml",))
    (folder / ".powermap").mkdir()
    for number in range(KEPT + 6):
        day = date(2026, 11, 1 if number < 3 else 2 if number < 5 else 3)
        content = f"name: {number}\n".encode()
        entry = versions.begin(day, content, by="t", what="", before=None)
        versions.keep(entry, content, 0o644)
    versions.prune()
    numbers = [int(path.name.split("-")[3]) for path in versions.files()]
    assert numbers == [3, 5, 6, *range(7, KEPT + 7)]
    assert len(versions.log(None)) == KEPT + 6


def test_versions_are_no_more_open_than_the_plan(folder):
    folder.chmod(0o750)
    (folder / "deal.yaml").chmod(0o600)
    save(Workspace(folder), "supporter")
    kept = folder / ".powermap/deal.yaml.versions"
    assert kept.stat().st_mode & 0o777 == 0o750
    for path in kept.glob("2026*"):
        assert path.stat().st_mode & 0o777 == 0o600
    assert (folder / "deal.yaml").stat().st_mode & 0o777 == 0o600


def test_a_hostile_folder_of_versions_leads_nowhere(folder, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (folder / ".powermap").symlink_to(outside)
    workspace = Workspace(folder)
    with pytest.raises(FormatError, match="is a file or a link"):
        save(workspace, "supporter")
    assert (folder / "deal.yaml").read_text() == DEAL
    assert not [*outside.iterdir()]
    (folder / ".powermap").unlink()
    kept = folder / ".powermap/deal.yaml.versions"
    kept.mkdir(parents=True)
    line = {
        "number": 1, "day": "2026-11-01", "by": "", "what": "", "before": None,
        "after": hashlib.sha256(DEAL.encode()).hexdigest(),
        "file": "2026-11-01-0001-/../../../../outside/x",
    }  # fmt: skip
    lines = [line, {"number": "x"}, [], {**line, "file": 7}, {**line, "number": None}]
    (kept / "writes.log").write_text("\n".join(map(json.dumps, lines)) + "\n[[[")
    save(workspace, "supporter")
    assert not [*outside.iterdir()]
    assert [entry.number for entry in workspace.log("deal.yaml")] == [1, 2]


def test_a_plan_that_is_open_elsewhere_is_not_written(folder):
    workspace = Workspace(folder)
    plan = workspace.read("deal.yaml").plan
    workspace.write("deal.xlsx", plan, digest=None, day=DAY, by="test")
    for lock in ("~$deal.xlsx", ".~lock.deal.xlsx#"):
        (folder / lock).write_text("")
        with pytest.raises(FormatError, match="open in another program"):
            save(workspace, "supporter", name="deal.xlsx")
        (folder / lock).unlink()
    save(workspace, "supporter", name="deal.xlsx")


def test_a_read_only_workspace_leaves_the_folder_alone(folder):
    for options in ({"read_only": True}, {"level": "partner"}):
        workspace = Workspace(folder, **options)
        with pytest.raises(FormatError, match="only be read here"):
            save(workspace, "supporter")
    assert [path.name for path in folder.iterdir()] == ["deal.yaml"]


def test_a_redacted_view_shows_no_name_in_any_way(folder):
    save(Workspace(folder), "supporter", date(2026, 11, 1))
    (folder / "bad.yaml").write_text(
        "name: E\nstakeholders: [{name: Ana, power: Ruiz}]"
    )
    (folder / "odd.csv").write_text("Name;Power\nAna Ruiz;decider\nAna Ruiz;high\n")
    workspace = Workspace(folder, level="customer")
    found = workspace.read("deal.yaml")
    assert found.digest != Workspace(folder).read("deal.yaml").digest
    assert found.digest == workspace.digest("deal.yaml")
    told = [repr(found), repr([*found.plan.center]), repr(workspace.read("odd.csv"))]
    told += [repr([*each.plan.center]) for each in workspace.versions("deal.yaml")]
    assert {each.author for each in workspace.versions("deal.yaml")} == {None}
    for call in (
        lambda: workspace.read("bad.yaml"),
        lambda: workspace.log("deal.yaml"),
    ):
        with pytest.raises(FormatError) as refused:
            call()
        told.append(str(refused.value))
    assert "Ruiz" not in "".join(told)
    with pytest.raises(PowermapError, match="customer"):
        Workspace(folder, level="customers")
    # What was redacted replaces nothing, wherever it comes from.
    with pytest.raises(FormatError, match="redacted plan"):
        Workspace(folder).write("new.yaml", found.plan, digest=None, day=DAY, by="t")


def test_sizes_times_and_people_are_bounded(folder):
    (folder / "large.yaml").write_text("# " + "x" * 1_000_000)
    many = "\n".join(f"  - name: Person {number}" for number in range(30))
    (folder / "many.yaml").write_text(f"name: ERP\nstakeholders:\n{many}\n")
    with pytest.raises(FormatError, match="larger than 1 MB"):
        Workspace(folder, bounds=Bounds(file_megabytes=1)).read("large.yaml")
    with pytest.raises(FormatError, match="30 people; at most 29"):
        Workspace(folder, bounds=Bounds(people=29)).read("many.yaml")
    with pytest.raises(FormatError, match="more than 0 seconds"):
        Workspace(folder, bounds=Bounds(seconds=0)).read("many.yaml")


def test_the_playbook_beside_a_plan_is_used(folder):
    (folder / "powermap.toml").write_text("thresholds = { clear_lead = 2 }")
    (folder / "north").mkdir()
    (folder / "north/deal.yaml").write_text(DEAL)
    workspace = Workspace(folder)
    assert workspace.read("deal.yaml").playbook.thresholds.clear_lead == 2
    assert workspace.read("north/deal.yaml").playbook.thresholds.clear_lead != 2
    (folder / "powermap.toml").write_text("thresholds = 7")
    with pytest.raises(TableError) as refused:
        workspace.read("deal.yaml")
    assert refused.value.source == "powermap.toml"


def test_what_the_system_refuses_is_said_without_the_path(folder, monkeypatch):
    workspace = Workspace(folder)
    found = workspace.read("deal.yaml")
    plan = with_stance(found.plan, "enemy")

    def refuse(writes):
        if writes[0].target.name == "deal.yaml" and writes[0].target.parent == folder:
            raise FormatError(
                Reason("message.files.is_read_only", file=str(writes[0].path))
            )
        set_access(writes)

    set_access = writing._set_access
    monkeypatch.setattr(writing, "_set_access", refuse)
    with pytest.raises(FormatError) as refused:
        workspace.write("deal.yaml", plan, digest=found.digest, day=DAY, by="test")
    assert str(refused.value).startswith("deal.yaml: the file is read-only")
    monkeypatch.undo()

    def full(self, entry):
        raise OSError(28, "No space left on device", str(self.folder))

    monkeypatch.setattr(KeptVersions, "_append", full)
    with pytest.raises(FormatError) as refused:
        workspace.write("deal.yaml", plan, digest=found.digest, day=DAY, by="test")
    text = "deal.yaml: cannot be written (No space left on device)"
    assert str(refused.value) == text
    assert (folder / "deal.yaml").read_text() == DEAL


def test_a_missing_folder_is_refused(tmp_path):
    for folder in (tmp_path / "missing", Path(__file__)):
        with pytest.raises(FormatError, match="no such folder"):
            Workspace(folder)


def git(folder, *arguments, day="2026-10-01"):
    settings = ("user.name=Kim Berg", "user.email=kim@example.com")
    options = [part for each in settings for part in ("-c", each)]
    when = f"{day}T12:00:00"
    subprocess.run(
        ["git", *options, *arguments],
        cwd=folder,
        check=True,
        capture_output=True,
        env={**os.environ, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when},
    )


def commit(folder, day, text, **contents):
    for name, content in contents.items():
        (folder / f"{name}.yaml").write_text(content)
    git(folder, "add", "-A")
    git(folder, "commit", "-m", text, day=day)


def test_versions_that_git_knows_are_part_of_the_history(folder):
    root = folder.parent
    git(root, "init")
    secret = DEAL.replace("Ana", "Eve")
    (folder / "deal.yaml").unlink()
    (root / "private.yaml").write_text(secret)
    commit(root, "2026-08-01", "Outside")
    (root / "private.yaml").rename(folder / "deal.yaml")
    commit(root, "2026-09-01", "Moved here")
    commit(folder, "2026-09-10", "Broken", deal="stakeholders: [")
    commit(folder, "2026-10-01", "First call", deal=DEAL)
    commit(folder, "2026-10-01", "Again", deal=DEAL + "    stance: neutral\n")
    workspace = Workspace(folder)
    with pytest.warns(PowermapWarning, match="this version was left out"):
        found = workspace.versions("deal.yaml")
    # What the file was called outside the folder is not read.
    assert [each.day for each in found] == [date(2026, 9, 1), date(2026, 10, 1)]
    assert [each.text for each in found] == ["Moved here", "Again"]
    assert {each.author for each in found} == {"Kim Berg"}
    assert found[1].plan == workspace.read("deal.yaml").plan
    # Kept versions come beside them.
    save(workspace, "supporter", date(2099, 1, 1))
    with pytest.warns(PowermapWarning):
        found = workspace.versions("deal.yaml")
    assert [each.author for each in found][-1] == "test"
    assert len(found) >= 3
    with pytest.warns(PowermapWarning, match="newest 2 days are shown"):
        newest = Workspace(folder, bounds=Bounds(versions=2)).versions("deal.yaml")
    assert newest == found[-2:]
    with pytest.warns(PowermapWarning):
        found = Workspace(folder, level="customer").versions("deal.yaml")
    assert {(each.author, each.text) for each in found} == {(None, None)}
    assert not any(name in repr(found) for name in ("Ana", "Eve", "Kim"))


@pytest.mark.parametrize(
    "name", ["2026-99-99-0009-deal.yaml", "2026-10-02-0009-deal.yaml"]
)
@pytest.mark.parametrize("content", ["folder", "broken: [", "x" * 1_000_001])
def test_what_is_put_beside_kept_versions_hides_none_of_them(folder, name, content):
    workspace = Workspace(folder, bounds=Bounds(file_megabytes=1))
    save(workspace, "supporter")
    kept = [each.source for each in workspace.versions("deal.yaml")]
    place = folder / ".powermap/deal.yaml.versions" / name
    if content == "folder":
        place.mkdir()
    else:
        place.write_text(content)
    with collecting_notes() as notes:
        assert [each.source for each in workspace.versions("deal.yaml")] == kept
    # What may have been a version is told, in the language of the reader.
    is_told = content != "folder" and "-99-" not in name
    assert [note.source for note in notes] == [name] * is_told
    for note in notes:
        assert note.say("zh").startswith(f"{name}：已略去此版本：")
        assert "file is" not in note.say("zh")


def test_kept_versions_that_may_not_be_read_are_an_error(folder, monkeypatch):
    workspace = Workspace(folder)
    save(workspace, "supporter")

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    for name in ("iterdir", "open"):
        with monkeypatch.context() as without:
            without.setattr(Path, name, refuse)
            for ask in (workspace.versions, workspace.log):
                with pytest.raises(FormatError, match=r"^\.powermap/deal\.yaml"):
                    ask("deal.yaml")


def test_whatever_git_has_or_lacks_kept_versions_are_a_history(folder, monkeypatch):
    workspace = Workspace(folder)
    git(folder, "init")
    git(folder, "add", "-A")
    # Nothing was committed yet.
    [found] = workspace.versions("deal.yaml")
    assert found.text is None
    # Signs by which what git prints could be taken apart, and days that are none.
    fields = ("a" * 40, "9999-99-99", "Eve", "forged")
    texts = [sign.join(("x", *fields)) for sign in ("\x1e", "\x1f", "\x1e\x1f", "\n")]
    for number, text in enumerate(texts, start=1):
        content = DEAL.replace("Ana", f"Ana {number}")
        commit(folder, f"2026-09-0{number}", text, deal=content)
    found = workspace.versions("deal.yaml")
    assert [each.day.day for each in found] == [1, 2, 3, 4]
    assert {each.author for each in found} == {"Kim Berg"}
    assert all(each.text.startswith("x") for each in found)

    def refuse(*_):
        raise FormatError(
            Reason("message.git.too_late", folder=str(folder), seconds="20")
        )

    monkeypatch.setattr(Repository, "commits", refuse)
    save(workspace, "supporter", date(2026, 11, 30))
    with collecting_notes() as notes:
        found = workspace.versions("deal.yaml")
    assert [each.text for each in found][-1] == "stance supporter"
    [note] = notes
    assert note.say("zh").startswith("deal.yaml：已略去 git 中的版本：")
    assert str(folder) not in note.say("zh")


def test_only_the_last_version_of_a_day_is_read(folder, monkeypatch):
    asked = []
    content = Repository.content

    def count(repository, version, path):
        asked.append(version.id)
        return content(repository, version, path)

    monkeypatch.setattr(Repository, "content", count)
    git(folder, "init")
    for number in range(6):
        text = DEAL.replace("Ana", f"Ana {number}")
        commit(folder, f"2026-10-0{1 + number // 3}", "Call", deal=text)
    assert len(Workspace(folder).versions("deal.yaml")) == 2
    assert len(asked) == 2


def test_a_day_of_versions_that_cannot_be_read_costs_a_few_tries(folder):
    git(folder, "init")
    commit(folder, "2026-10-01", "First", deal=DEAL)
    for number in range(12):
        commit(folder, "2026-10-02", "Broken", deal=f"stakeholders: [{number}")
    commit(folder, "2026-10-03", "Mended", deal=DEAL + "    stance: neutral\n")
    with collecting_notes() as notes:
        found = Workspace(folder).versions("deal.yaml")
    assert [each.text for each in found] == ["First", "Mended"]
    assert len(notes) == 11
    assert notes[-1].say("en") == (
        "deal.yaml: the last 10 versions of 2 Oct 2026 cannot be read; "
        "earlier ones of this day are left out"
    )


def test_a_redacted_history_looks_for_the_names_of_all_versions_once(
    folder, monkeypatch
):
    """One version may name people who are only in another."""
    made = []
    make = apply.make_cleaner

    def count(plans, *rest):
        made.append(len(plans))
        return make(plans, *rest)

    monkeypatch.setattr(apply, "make_cleaner", count)
    git(folder, "init")
    for number, other in enumerate(("Eve Stone", "Ben Ode", "Ida Holt"), start=1):
        people = f"  - {{name: {other}, title: Deputy of Ida Holt and Eve Stone}}\n"
        commit(folder, f"2026-10-0{number}", "Call", deal=DEAL + people)
    found = Workspace(folder, level="partner").versions("deal.yaml")
    assert made == [3]
    [title] = {
        person.title for each in found for person in each.plan.center if person.title
    }
    assert title.startswith("Deputy of Person ")
    assert not any(name in title for name in ("Ida", "Holt", "Eve", "Stone"))
    # Ana has one pseudonym in all.
    ids = [{person.id for person in each.plan.center} for each in found]
    assert len(set.intersection(*ids)) == 1


def test_a_repository_runs_nothing_that_its_settings_name(folder, tmp_path):
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    git(folder, "init")
    (folder / ".gitattributes").write_text("*.yaml diff=trap filter=trap\n")
    commit(folder, "2026-10-01", "First", deal=DEAL)
    for name in (
        "core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "pager.log",
        "diff.external", "diff.trap.textconv", "diff.trap.command", "gpg.program",
        "filter.trap.smudge", "filter.trap.clean", "core.alternateRefsCommand",
        "remote.origin.uploadpack", "credential.helper", "alias.log", "alias.cat-file",
    ):  # fmt: skip
        git(folder, "config", name, f"!{trap}" if "alias" in name else str(trap))
    git(folder, "config", "log.showSignature", "true")
    git(folder, "config", "protocol.ext.allow", "always")
    git(folder, "config", "remote.origin.url", f"ext::{trap}")
    git(folder, "config", "remote.origin.promisor", "true")
    git(folder, "config", "extensions.partialClone", "origin")
    hooks = folder / ".git/hooks"
    hooks.mkdir(exist_ok=True)
    for hook in ("post-index-change", "fsmonitor-watchman", "reference-transaction"):
        (hooks / hook).symlink_to(trap)
    # A signed commit, for which git would run the program that checks it, and one
    # whose objects are missing, which git would fetch.
    (tmp_path / "sprung").unlink(missing_ok=True)
    assert len(Workspace(folder).versions("deal.yaml")) == 1
    for path in (folder / ".git/objects").glob("??/*"):
        path.chmod(0o644)
    blob = subprocess.run(
        ["git", "rev-parse", "HEAD:deal.yaml"],
        cwd=folder, check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    (tmp_path / "sprung").unlink(missing_ok=True)
    (folder / f".git/objects/{blob[:2]}/{blob[2:]}").unlink()
    (folder / "deal.yaml").write_text(DEAL + "    stance: neutral\n")
    assert len(Workspace(folder).versions("deal.yaml")) == 1
    assert not (tmp_path / "sprung").exists()


def test_the_playbook_of_a_redacted_folder_is_not_quoted(folder):
    workspace = Workspace(folder, level="partner")
    (folder / "powermap.toml").write_text("thresholds = 'Contoso'")
    with pytest.raises(FormatError) as refused:
        workspace.read("deal.yaml")
    assert str(refused.value).startswith("powermap.toml: this file cannot be read")
