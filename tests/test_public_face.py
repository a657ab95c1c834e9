from __future__ import annotations

import subprocess
import sys

import pytest

import powermap as pm


def test_all_is_sorted_and_there():
    assert pm.__all__ == sorted(pm.__all__)
    assert all(getattr(pm, name) is not None for name in pm.__all__)
    assert set(pm.__all__) == set(pm._HOMES)


def test_a_name_that_is_not_there():
    with pytest.raises(AttributeError, match="no attribute 'account_map'"):
        _ = pm.account_map


@pytest.mark.parametrize("code", ["import powermap", "import powermap as pm; pm.classify(pm.BuyingCenter('x'))",
                                  "import powermap as pm; pm.quadrant(pm.BuyingCenter('x')).svg()"])  # fmt: skip
def test_import_is_light(code):
    heavy = "{'anywidget', 'matplotlib', 'networkx', 'numpy', 'pygraphviz', 'pandas', 'polars', 'pyarrow'}"
    check = f"{code}\nimport sys\nprint(sorted({heavy} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"


def test_every_error_is_one_of_ours():
    for name in ("ModelError", "TableError", "FormatError"):
        assert issubclass(getattr(pm, name), pm.PowermapError)
        assert issubclass(getattr(pm, name), ValueError)
    assert issubclass(pm.MissingDependencyError, ImportError)


def test_the_chart_shows_itself_with_a_fallback():
    bundle = pm.quadrant(pm.BuyingCenter("x"))._repr_mimebundle_()
    assert bundle["image/svg+xml"].startswith("<svg")
    assert bundle["image/png"].startswith(b"\x89PNG")
    only = pm.quadrant(pm.BuyingCenter("x"))._repr_mimebundle_(include={"image/svg+xml"})
    assert list(only) == ["image/svg+xml"]


@pytest.mark.parametrize(
    ("suffix", "start"), [(".svg", b"<svg"), (".png", b"\x89PNG"), (".pdf", b"%PDF"), (".json", b"{")]
)
def test_save_by_suffix(tmp_path, suffix, start):
    path = pm.quadrant(pm.BuyingCenter("x", [pm.Stakeholder("Ana")])).save(tmp_path / f"map{suffix}")
    assert path.read_bytes().startswith(start)


def test_save_refuses_what_it_cannot_and_leaves_what_is_there(tmp_path):
    chart = pm.quadrant(pm.BuyingCenter("x"))
    with pytest.raises(pm.FormatError, match=r"\.svg, \.png, \.pdf, \.json"):
        chart.save(tmp_path / "map.bmp")
    (tmp_path / "folder.svg").mkdir()
    with pytest.raises(pm.FormatError):
        chart.save(tmp_path / "folder.svg")
    with pytest.raises(pm.FormatError):
        chart.save(tmp_path / "missing" / "map.svg")
    with pytest.raises(pm.FormatError, match="scale"):
        chart.png(scale=0)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.svg"]
