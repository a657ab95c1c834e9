"""Real merges, rebases and differences of git, by powermap's driver."""

import os
import shutil
import subprocess
import sys

import pytest

import powermap as pm
from powermap.errors import FormatError, TableError
from powermap.files.git import run_git
from powermap.merging.files import continue_merge

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
BASE = """# Northwind
name: ERP
stakeholders:
  # met in May
  - name: Ana Ruiz
    power: 8
    stance: neutral
  - {name: Ben Ode, power: 5}
"""
SETTINGS = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Kim Example",
    "GIT_AUTHOR_EMAIL": "kim@example.com",
    "GIT_COMMITTER_NAME": "Kim Example",
    "GIT_COMMITTER_EMAIL": "kim@example.com",
    "GIT_EDITOR": "true",
}


class Repository:
    """A repository of one plan, of which two people have a branch each."""

    def __init__(self, folder, name="deal.yaml"):
        self.folder = folder
        self.path = folder / name
        self.git("init", "-q", "-b", "main")
        self.powermap("merge-driver", "install")

    def run(self, *command, allowed=(0,)):
        done = subprocess.run(
            command,
            cwd=self.folder,
            env={**os.environ, **SETTINGS},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode in allowed, done.stdout + done.stderr
        return done.stdout + done.stderr

    def git(self, *arguments, allowed=(0,)):
        return self.run("git", *arguments, allowed=allowed)

    def powermap(self, *arguments, allowed=(0,)):
        return self.run(sys.executable, "-m", "powermap", *arguments, allowed=allowed)

    def commit(self, text, branch=None):
        if branch:
            self.git("checkout", "-q", "-b", branch, "main")
        self.path.write_text(text, encoding="utf-8")
        self.git("add", "-A")
        self.git("commit", "-qm", branch or "base")

    def person(self, id):
        return pm.read(self.path).center[id]


@pytest.fixture
def repository(tmp_path):
    repository = Repository(tmp_path)
    repository.commit(BASE)
    return repository


def test_two_who_edit_different_fields_of_one_person_have_no_conflict(repository):
    repository.commit(BASE.replace("neutral", "supporter"), "kim")
    there = BASE.replace("power: 8", "power: 9").replace("in May", "in May, twice")
    repository.commit(there, "lee")
    repository.git("merge", "kim")
    ana = repository.person("ana-ruiz")
    assert (ana.stance, ana.power) == (pm.Stance.SUPPORTER, 9)
    assert "# met in May, twice" in repository.path.read_text()


def test_a_conflict_is_marked_and_decided(repository):
    repository.commit(BASE.replace("neutral", "supporter"), "kim")
    repository.commit(BASE.replace("neutral", "opponent"), "lee")
    said = repository.git("merge", "kim", allowed=(1,))
    assert "stance of Ana Ruiz: ours says Opponent, theirs Supporter" in said
    with pytest.raises(TableError, match="powermap merge --continue"):
        pm.read(repository.path)
    repository.powermap("merge", "--continue", "deal.yaml", allowed=(2,))
    repository.powermap("merge", "--continue", "deal.yaml", "--take", "theirs")
    assert repository.person("ana-ruiz").stance is pm.Stance.SUPPORTER
    repository.git("commit", "-qam", "decided")


def test_a_rebase_merges_too(repository):
    repository.commit(BASE.replace("neutral", "supporter"), "kim")
    repository.commit(BASE.replace("power: 5", "power: 6"), "lee")
    repository.git("rebase", "-q", "kim")
    assert repository.person("ana-ruiz").stance is pm.Stance.SUPPORTER
    assert repository.person("ben-ode").power == 6


def test_git_shows_a_change_in_words(repository):
    repository.commit(BASE.replace("neutral", "supporter"), "kim")
    shown = repository.git("diff", "main", "kim", "--", "deal.yaml")
    assert "-Ana Ruiz · Stance: neutral" in shown
    assert "+Ana Ruiz · Stance: supporter" in shown


def test_other_yaml_is_merged_line_by_line(tmp_path):
    repository = Repository(tmp_path, "settings.yaml")
    text = "on: push\n\na: 1\n\nb: 1\n\nc: 1\n\nd: 1\n\ne: 1\n"
    repository.commit(text)
    repository.commit(text.replace("a: 1", "a: 2"), "kim")
    repository.commit(text.replace("e: 1", "e: 2"), "lee")
    repository.git("merge", "kim")
    expected = text.replace("a: 1", "a: 2").replace("e: 1", "e: 2")
    assert repository.path.read_text() == expected


def test_the_driver_is_installed_once(repository):
    repository.powermap("merge-driver", "install")
    repository.powermap("merge-driver", "install", "*.xlsx")
    lines = (repository.folder / ".gitattributes").read_text().splitlines()
    assert lines == [
        f"{pattern} merge=powermap diff=powermap"
        for pattern in ("*.yaml", "*.yml", "*.xlsx")
    ]


SHARED = """# ours
name: ERP
people: people.yaml
stakeholders:
  # the boss
  - {id: ana-ruiz, stance: neutral, power: 8}  # met
  - {id: ben-ode, stance: neutral}
"""


def test_plans_that_share_a_file_of_people_stay_short(repository):
    people = "stakeholders: [{name: Ana Ruiz, title: CFO}, {name: Ben Ode, title: CIO}]"
    (repository.folder / "people.yaml").write_text(people, encoding="utf-8")
    repository.commit(SHARED)
    repository.commit(
        SHARED.replace("stance: neutral, p", "stance: champion, p"), "kim"
    )
    repository.git("checkout", "-q", "main")
    repository.commit(SHARED.replace("power: 8", "power: 9"))
    repository.git("merge", "-q", "kim")
    text = repository.path.read_text(encoding="utf-8")
    assert "CFO" not in text
    assert "people: people.yaml" in text
    assert "# the boss" in text
    assert "# met" in text
    ana = repository.person("ana-ruiz")
    assert (ana.title, ana.power, ana.stance) == ("CFO", 9, pm.Stance.CHAMPION)


def test_a_decided_plan_that_shares_a_file_of_people_stays_short(tmp_path):
    people = "stakeholders: [{name: Ana Ruiz, title: CFO}, {name: Ben Ode, title: CIO}]"
    (tmp_path / "people.yaml").write_text(people, encoding="utf-8")
    plans = []
    for stance in ("neutral", "champion", "opponent"):
        file = tmp_path / f"{stance}.yaml"
        text = SHARED.replace("stance: neutral, p", f"stance: {stance}, p")
        file.write_text(text, encoding="utf-8")
        plans.append(file)
    merged = pm.merge(*map(pm.read, plans))
    file = merged.save(tmp_path / "deal.yaml", comments_of=tuple(plans[1:]))
    assert "CFO" not in file.read_text(encoding="utf-8")
    continue_merge(file, take_side="theirs")
    text = file.read_text(encoding="utf-8")
    assert "CFO" not in text
    assert "# the boss" in text
    assert pm.read(file).center == pm.read(plans[2]).center


def test_a_plan_that_both_added_is_merged_by_person(tmp_path):
    repository = Repository(tmp_path)
    (tmp_path / "readme.txt").write_text("plans", encoding="utf-8")
    repository.git("add", "-A")
    repository.git("commit", "-qm", "base")
    repository.commit(BASE, "kim")
    repository.commit(BASE.replace("power: 8", "power: 9"), "lee")
    repository.git("merge", "-q", "kim", allowed=(1,))
    assert "power: {conflict: undecided, ours: 9, theirs: 8" in (
        repository.path.read_text(encoding="utf-8")
    )


def test_versions_of_branches_that_merged_each_other_have_no_more_conflicts(repository):
    """Git merges their common versions first, and that has a conflict itself."""
    kim = BASE.replace("neutral", "supporter")
    lee = BASE.replace("neutral", "opponent")
    repository.commit(kim, "kim")
    repository.git("branch", "kim-first")
    repository.commit(lee, "lee")
    repository.git("merge", "-q", "kim-first", allowed=(1,))
    repository.commit(lee.replace("power: 8", "power: 9"))
    repository.git("branch", "lee-first", "lee~1")
    repository.git("checkout", "-q", "kim")
    repository.git("merge", "-q", "lee-first", allowed=(1,))
    repository.commit(kim)
    repository.git("merge", "-q", "lee", allowed=(1,))
    text = repository.path.read_text(encoding="utf-8")
    assert text.count("conflict:") == 1
    assert "power: 9" in text


def test_ends_of_lines_and_comments_behind_values_stay(repository):
    windows = BASE.replace("\n", "\r\n")
    repository.path.write_bytes(windows.encode())
    repository.git("commit", "-qam", "windows")
    repository.git("checkout", "-q", "-b", "kim")
    there = windows.replace("neutral", "supporter  # since June")
    repository.path.write_bytes(there.encode())
    repository.git("commit", "-qam", "kim")
    repository.git("checkout", "-q", "main")
    here = windows.replace("power: 8", "power: 9  # by title")
    repository.path.write_bytes(here.encode())
    repository.git("commit", "-qam", "main")
    repository.git("merge", "-q", "kim")
    expected = here.replace("neutral", "supporter  # since June")
    assert repository.path.read_bytes() == expected.encode()


def test_plans_without_a_name_do_not_differ_in_the_names_of_their_files(tmp_path):
    repository = Repository(tmp_path)
    for name, stance in (("base", "neutral"), ("kim", "champion"), ("lee", "neutral")):
        text = f"stakeholders: [{{name: Ana Ruiz, stance: {stance}}}]"
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    files = ("base.yaml", "kim.yaml", "lee.yaml")
    repository.powermap("merge", *files, "-o", "deal.yaml")
    assert repository.person("ana-ruiz").stance is pm.Stance.CHAMPION


PEOPLE = (
    "stakeholders:\n  - {name: Ana Ruiz, title: CFO}\n  - {name: Ben Ode, title: CIO}\n"
)
CLEO = "  - {name: Cleo Park, title: COO}\n"


@pytest.fixture
def sharing(tmp_path):
    """Kim has a new person, in the file of people and in the plan; Lee something else."""
    repository = Repository(tmp_path)
    people = repository.folder / "people.yaml"
    people.write_text(PEOPLE, encoding="utf-8")
    repository.commit(SHARED)
    people.write_text(PEOPLE + CLEO, encoding="utf-8")
    repository.commit(SHARED + "  - {id: cleo-park, stance: champion}\n", "kim")
    repository.git("checkout", "-q", "main")
    repository.commit(SHARED.replace("power: 8", "power: 9"), "lee")
    return repository


@pytest.mark.parametrize(
    "command", [("merge", "-q", "kim"), ("rebase", "-q", "kim"), ("cherry-pick", "kim")]
)
def test_somebody_new_in_the_other_file_of_people_is_merged(sharing, command):
    sharing.git(*command)
    text = sharing.path.read_text(encoding="utf-8")
    assert "COO" not in text
    assert "<<<<" not in text
    assert sharing.person("cleo-park").title == "COO"
    assert sharing.person("cleo-park").stance is pm.Stance.CHAMPION
    assert sharing.person("ana-ruiz").power == 9


def test_git_shows_a_plan_that_shares_people_in_words(sharing):
    shown = sharing.git("diff", "main", "lee", "--", "deal.yaml")
    assert "+Ana Ruiz · Power: 9" in shown


def test_the_words_of_a_company_stay_in_its_file(tmp_path):
    repository = Repository(tmp_path)
    words = '[aliases]\n"Power.decider" = ["Kingmaker"]\n'
    (tmp_path / "powermap.toml").write_text(words, encoding="utf-8")
    text = BASE.replace("power: 8", "power: Kingmaker")
    repository.commit(text)
    repository.commit(text.replace("neutral", "supporter"), "kim")
    repository.commit(text.replace("power: 5", "power: 6"), "lee")
    repository.git("merge", "-q", "kim")
    expected = text.replace("neutral", "supporter").replace("power: 5", "power: 6")
    assert repository.path.read_text(encoding="utf-8") == expected


def test_a_conflict_of_texts_is_one_line():
    def plan(note):
        return pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz", note=note)])

    merged = pm.merge(plan("a"), plan("one\ntwo"), plan("one\nthree"))
    assert str(merged.conflicts[0].because) == (
        "note of Ana Ruiz: ours says 'one two', theirs 'one three'"
    )


def test_a_folder_that_is_gone_is_told(tmp_path):
    with pytest.raises(FormatError, match="git cannot be run"):
        run_git(["log"], tmp_path / "gone")
