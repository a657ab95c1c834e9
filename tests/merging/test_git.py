"""Real merges, rebases and differences of git, by powermap's driver."""

import os
import shutil
import subprocess
import sys

import pytest

import powermap as pm

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
    with pytest.raises(pm.TableError, match="powermap merge --continue"):
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
