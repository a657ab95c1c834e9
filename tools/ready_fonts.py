"""Write the fonts of src/powermap/render/ready_fonts from font-source-sans-pro."""

from __future__ import annotations

from pathlib import Path

from powermap.render import ready_fonts
from powermap.render.font_embedding import subset_of
from powermap.render.fonts import source_sans
from powermap.scene.marks import Weight

FOLDER = Path(ready_fonts.__file__).parent
WEIGHTS: tuple[Weight, ...] = ("regular", "semibold")

if __name__ == "__main__":
    for name, characters in ready_fonts.CHARACTERS.items():
        for weight in WEIGHTS:
            font = subset_of(source_sans(weight), "".join(sorted(characters)))
            (FOLDER / f"{name}-{weight}.woff").write_bytes(font)
