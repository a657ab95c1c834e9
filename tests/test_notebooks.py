from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from powermap.model import Role

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


@pytest.fixture
def own_folders(tmp_path, monkeypatch):
    """Kernels keep their connection files and history out of the user's home."""
    for variable in ("JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "IPYTHONDIR"):
        monkeypatch.setenv(variable, str(tmp_path / variable))


def outputs(notebook):
    return [output for cell in notebook.cells for output in cell.get("outputs", ())]


def test_there_are_notebooks():
    assert [path.name for path in NOTEBOOKS] == ["krackhardt.ipynb"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_stored_without_output(path):
    notebook = nbformat.read(path, as_version=4)
    assert outputs(notebook) == []
    assert {cell.execution_count for cell in notebook.cells if cell.cell_type == "code"} == {None}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_it_runs_and_shows_pictures_and_roles(path, own_folders):
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(FOLDER)}}
    ).execute()
    shown = [output.data for output in outputs(notebook) if output.output_type == "execute_result"]
    pictures = [bundle["image/svg+xml"] for bundle in shown if "image/svg+xml" in bundle]
    assert len(pictures) == 2
    assert all(picture.startswith("<svg") and "M07" in picture for picture in pictures)
    assert all("image/png" in bundle for bundle in shown if "image/svg+xml" in bundle)
    said = "".join(output.text for output in outputs(notebook) if output.output_type == "stream")
    assert all(role in said for role in (Role.OWNER, Role.APPROVER, Role.ADVOCATE, Role.GATEKEEPER))
    assert "president and vice-presidents on the upper half: 5 of 5" in said
    assert "managers on the upper half too: M01, M06, M08, M11" in said
