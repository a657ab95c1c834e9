"""Write src/powermap/scene/advances.json from the fonts of the package font-source-sans-pro."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

from fontTools.ttLib import TTFont

TARGET = Path(__file__).parents[1] / "src/powermap/scene/advances.json"


def advances(face: str) -> dict[str, int]:
    """Advance widths of a face in thousandths of an em, by character."""
    spec = find_spec("font_source_sans_pro")
    if spec is None or spec.origin is None:
        raise SystemExit("install font-source-sans-pro first")
    font = TTFont(Path(spec.origin).parent / "files" / f"SourceSansPro-{face}.ttf")
    metrics = font["hmtx"].metrics
    em = font["head"].unitsPerEm
    widths = {}
    for code, name in sorted(font.getBestCmap().items()):
        widths[chr(code)] = round(metrics[name][0] * 1000 / em)
    return widths


if __name__ == "__main__":
    tables = {"regular": advances("Regular"), "semibold": advances("Semibold")}
    TARGET.write_text(
        json.dumps(tables, ensure_ascii=True, indent=0, sort_keys=True) + "\n",
        encoding="ascii",
    )
