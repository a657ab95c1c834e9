"""Write docs/gallery/digests.txt: what the gallery draws now, which the tests hold it to. Look at it first."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
sys.path.insert(0, str(DOCS / "_ext"))

import pictures  # noqa: E402

if __name__ == "__main__":
    drawn = [pictures.picture(script) for script in pictures.scripts()]
    lines = [
        f"{hashlib.sha256(payload).hexdigest()}  {name}\n"
        for name, payload in drawn
        if name.endswith(".svg")
    ]
    (DOCS / "gallery/digests.txt").write_text("".join(lines), encoding="ascii")
