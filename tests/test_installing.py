"""Whatever says how to install powermap installs powermap, and says it for any shell."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from powermap.errors import MissingDependencyError
from powermap.files import installing
from powermap.files.installing import (
    DISTRIBUTION,
    command_for_extra,
    command_for_library,
    extra_needed,
)

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]

PLACES = ("README*.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/**/*.md")
CODE = ("notebooks/*", "src/**/*.py", "src/**/*.js", "src/**/*.toml", "benchmarks/**/*")
SETUP = ("justfile", "tools/*", ".ci/*", ".github/**/*")
INSTALL = re.compile(
    r"(?:pipx?|uv tool|uv pip)(?:\.exe)? install (?P<rest>[^\n`)#&;|]+)"
)
OF_POWERMAP = re.compile(r"^[\"']*(?:\.|.*\.whl|buying-powermap)(?:\[|$|[\"' ])")


def texts():
    for pattern in (*PLACES, *CODE, *SETUP):
        for path in ROOT.glob(pattern):
            if path.is_file() and path.suffix != ".pyc":
                yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")


def install_lines():
    for place, text in texts():
        for match in INSTALL.finditer(text.replace('\\"', '"').replace("\\n", "\n")):
            yield place, match["rest"].strip()


def test_the_distribution_is_the_one_that_messages_name():
    assert PROJECT["name"] == DISTRIBUTION


def test_no_line_installs_the_stranger_s_package():
    lines = list(install_lines())
    assert len(lines) > 10
    for place, line in lines:
        # What follows "powermap" is an extra or the end: the name on the index.
        assert not re.search(r"(?<![-./\w])powermap(\[|\W|$)", line), (place, line)


def test_texts_install_from_a_checkout_or_a_wheel():
    # The distribution is not on the index yet; code of plug-ins may name it.
    for pattern in PLACES:
        for path in ROOT.glob(pattern):
            for match in INSTALL.finditer(path.read_text("utf-8")):
                assert "buying-powermap" not in match["rest"], (path, match[0])


def test_pipx_gets_the_path_of_a_wheel():
    # It takes "name.whl[pptx]" for the name of a library, and forgets the extra.
    for place, text in texts():
        for line in re.findall(r"pipx install [^\n]*\.whl\[", text):
            assert re.search(r"[/\\][^/\\ ]*\.whl", line), (place, line)


def test_every_extra_for_users_is_explained():
    page = (ROOT / "docs/install.md").read_text("utf-8")
    explained = set(re.findall(r"`([a-z]+)`", page[page.index("## Extras") :]))
    assert EXTRAS.keys() <= explained


def test_every_extra_that_is_named_exists():
    named = set()
    for place, text in texts():
        pattern = r"(?:\.|buying-powermap|\.whl|/powermap)\[([a-z,]+)\]"
        for extras in re.findall(pattern, text):
            assert set(extras.split(",")) <= EXTRAS.keys(), (place, extras)
            named.add(extras)
    assert {"pptx", "widget"} <= named


@pytest.mark.parametrize(
    ("file", "text", "extra", "library"),
    [
        (None, "", "pip install {name}", "pip install polars"),
        (
            "pyvenv.cfg",
            "home = x\nuv = 0.9\n",
            "uv pip install {name}",
            "uv pip install polars",
        ),
        (
            "pipx_metadata.json",
            "{}",
            "pipx install --force {source}",
            "pipx inject buying-powermap polars",
        ),
        (
            "uv-receipt.toml",
            "",
            "uv tool install {source}",
            'uv tool install "/powermap.whl[widget]" --with polars',
        ),
    ],
)
def test_a_command_fits_the_program_that_made_the_environment(
    tmp_path, monkeypatch, file, text, extra, library
):
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(installing, "_source", lambda: "/powermap.whl")
    # An environment that is made anew must not lose what it had.
    monkeypatch.setattr(installing, "_present_extras", lambda: ["widget"])
    if file:
        (tmp_path / file).write_text(text, encoding="utf-8")
    command = extra.format(
        name='"buying-powermap[pptx]"', source='"/powermap.whl[pptx,widget]"'
    )
    assert command_for_extra("pptx") == command
    assert command_for_library("polars") == library


def test_an_extra_is_present_when_all_its_libraries_are(monkeypatch):
    requirements = [
        "numpy>=1",
        'lxml>=5; extra == "pptx"',
        'python-pptx>=1.0; extra == "pptx"',
        'lxml>=5; extra == "all"',
        'no-such-library[x]>=1; extra == "all"',
        "typst>=0.14; python_version < '3.99' and extra == 'documents'",
    ]
    find = metadata.distribution

    def distribution(name):
        return (
            SimpleNamespace(requires=requirements)
            if name == DISTRIBUTION
            else find(name)
        )

    monkeypatch.setattr("importlib.metadata.distribution", distribution)
    assert installing._present_extras() == ["pptx", "documents"]


@pytest.mark.parametrize(
    ("direct", "source"),
    [
        (None, DISTRIBUTION),
        ('{"url": "file:///home/ana/my%20tools/p.whl"}', "/home/ana/my tools/p.whl"),
        ('{"url": "https://forge.example/powermap.git"}', DISTRIBUTION),
    ],
)
def test_what_was_installed_is_installed_again(monkeypatch, direct, source):
    class Installed:
        def read_text(self, name):
            return direct

    monkeypatch.setattr("importlib.metadata.distribution", lambda name: Installed())
    assert Path(installing._source()) == Path(source)


@pytest.mark.parametrize("missing", ["pptx", "pptx.util"])
def test_a_library_that_is_missing_or_too_old_names_its_extra(missing):
    with pytest.raises(MissingDependencyError, match="install"):
        import_missing(missing)


@pytest.mark.parametrize("missing", ["lxml", "pptxgen", None])
def test_what_a_library_itself_lacks_is_told_as_it_is(missing):
    with pytest.raises(ImportError) as caught:
        import_missing(missing)
    assert not isinstance(caught.value, MissingDependencyError)


def import_missing(name):
    with extra_needed("pptx", "pptx", "message.charts.no_pptx"):
        raise ImportError(name=name)
