"""Charts are drawn where nothing can be written: no home, no folder for temporary files."""

from __future__ import annotations

import os
import subprocess
import sys

CODE = """
import sys, tempfile

def refuse(event, values):
    is_open = event == "open" and isinstance(values[2], int)
    if event in {"os.mkdir", "os.rename"} or (is_open and values[2] & 3):
        raise PermissionError(30, "Read-only file system", str(values[0]))

sys.addaudithook(refuse)
import powermap as pm

plan = pm.northwind_plan()
chart = pm.quadrant(plan)
for name in ("svg", "png", "pdf", "html", "pptx", "drawio"):
    assert len(getattr(chart, name)()) > 1_000, name
document = pm.report(plan, sections=["summary", "board"])
for name in ("html", "pdf", "docx", "pptx", "json"):
    assert len(getattr(document, name)()) > 1_000, name
"""


def test_charts_need_no_writable_place(tmp_path):
    environment = dict(os.environ, HOME="/nonexistent", TMPDIR="/nonexistent")
    environment.pop("MPLCONFIGDIR", None)
    done = subprocess.run(
        [sys.executable, "-B", "-c", CODE],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.iterdir()) == []
