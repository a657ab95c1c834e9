"""Packages with entry points, put on the path as an installer would."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from powermap import plugins
from powermap.model.playbook import plugged

TEMPLATE = Path(__file__).parents[2] / "docs/howto/plugin"


def _forget():
    plugins._installed.cache_clear()
    plugged._with_plugged.cache_clear()


@pytest.fixture
def install(tmp_path, monkeypatch):
    """Installs a package of one module, for this test only."""
    folder = tmp_path / "installed"
    folder.mkdir()

    def put(name, code, **groups):
        (folder / f"{name}.py").write_text(code, encoding="utf-8")
        info = folder / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8"
        )
        lines = []
        for group, points in groups.items():
            lines.append(f"[powermap.{group}]")
            lines += [f"{key} = {name}:{value}" for key, value in points.items()]
        text = "\n".join(lines)
        (info / "entry_points.txt").write_text(text, encoding="utf-8")
        _forget()

    monkeypatch.syspath_prepend(str(folder))
    before = set(sys.modules)
    yield put
    for name in set(sys.modules) - before:
        if (folder / f"{name}.py").exists():
            del sys.modules[name]
    _forget()


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """The folder of the template package, built and unpacked as pip does."""
    folder = tmp_path_factory.mktemp("template")
    build = (
        "import os, sys; os.chdir(sys.argv[1]);"
        "from hatchling.build import build_wheel; print(build_wheel(sys.argv[2]))"
    )
    built = subprocess.run(
        [sys.executable, "-c", build, str(TEMPLATE), str(folder)],
        check=True,
        capture_output=True,
        text=True,
    )
    wheel = folder / built.stdout.split()[-1]
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


@pytest.fixture
def powermap(template, tmp_path):
    """Runs the command line beside the template package."""

    def run(*arguments, **environment):
        path = os.pathsep.join([str(template), *filter(None, sys.path)])
        return subprocess.run(
            [sys.executable, "-m", "powermap", *map(str, arguments)],
            check=False,
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": path, **environment},
        )

    return run
