"""Try an installed powermap: the demo, every format, every kind of answer, what is packed beside the code.

Run it with the Python of a clean environment, in an empty folder.
"""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files
from pathlib import Path

DEMO = Path("powermap-demo")
PLAN = DEMO / "northwind.xlsx"
FORMATS = ("svg", "png", "pdf", "html", "pptx", "json")
QUESTIONS = ("roles", "network", "strategy", "assess", "steps", "coverage", "robust")
STARTS = {".svg": b"<svg", ".png": b"\x89PNG", ".pdf": b"%PDF", ".pptx": b"PK"}
PACKED = {
    "powermap.live": ("board.js", "board.css"),
    "powermap": ("py.typed", "__init__.pyi"),
}


def run(*arguments: object) -> None:
    """A command, which must end well and say nothing of a library's."""
    command = [sys.executable, "-W", "error::DeprecationWarning:powermap"]
    done = subprocess.run(
        [*command, "-m", "powermap", *map(str, arguments)],
        capture_output=True,
        check=False,
    )
    problem = b"Traceback" in done.stderr or b"Warning" in done.stderr
    # A check that finds something ends with 1.
    if done.returncode not in {0, int(arguments[0] == "check")} or problem:
        sys.exit(f"{arguments}: {done.returncode}\n{done.stderr.decode()}")


def main() -> None:
    """Everything once, in both languages."""
    run("demo")
    for suffix in FORMATS:
        for chart in ("quadrant", "influence"):
            out = f"{chart}.{suffix}"
            run("draw", PLAN, "--chart", chart, "--lang", "zh", "-o", out)
    for suffix in ("html", "pptx", "md"):
        run("report", PLAN, "-o", f"report.{suffix}")
    for question in QUESTIONS:
        run(question, PLAN)
    run("check", DEMO / "northwind.yaml", "--today", "2026-11-20")
    run("inspect", DEMO / "register.csv")
    run("convert", PLAN, "copy.yaml")
    run("diff", PLAN, "copy.yaml")
    for path in Path().glob("*.*"):
        start = STARTS.get(path.suffix, b"")
        if not path.read_bytes().startswith(start) or not path.stat().st_size:
            sys.exit(f"{path} is not what its name says")
    for package, names in PACKED.items():
        for name in names:
            files(package).joinpath(name).read_bytes()
    print("demo, formats and answers: all well")


if __name__ == "__main__":
    main()
