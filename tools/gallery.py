"""Write docs/gallery/digests.txt: what the gallery draws now. Review the pictures first."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"
sys.path.insert(0, str(DOCS / "_ext"))

import pictures  # noqa: E402

if __name__ == "__main__":
    lines = []
    for script in pictures.scripts():
        name, payload = pictures.picture(script)
        # A PNG of matplotlib depends on the machine.
        if name.endswith(".svg"):
            lines.append(f"{hashlib.sha256(payload).hexdigest()}  {name}\n")
    (DOCS / "gallery/digests.txt").write_text("".join(lines), encoding="ascii")
