"""CPU seconds of whole commands, each in a new process, beside their goals.

A figure over its goal makes the exit status 1. Run it on a quiet machine.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROUNDS = 7
PLAN = "northwind.yaml"
COMMANDS = {
    "--version": 0.10,
    "--help": 0.20,
    f"roles {PLAN}": 0.30,
    f"draw {PLAN} -o map.svg": 0.30,
    f"draw {PLAN} -o map.png": 1.0,
    f"draw {PLAN} -o map.html": 0.8,
    f"check {PLAN}": 0.40,
    f"report {PLAN} -o report.html": 1.0,
    f"report {PLAN} -o report.pptx": 1.0,
}
PROGRAMS = {
    "pass": None,
    "import powermap": None,
    "import powermap as pm; pm.BuyingCenter": None,
    "import pydantic; pydantic.BaseModel": None,
}


def cpu_seconds(command: list[str], folder: str) -> float:
    """User and system time of a process and its children."""
    before = os.times()
    # As users run it: with modules that Python has compiled.
    env = {**os.environ, "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        command, cwd=folder, env=env, capture_output=True, check=False
    )
    after = os.times()
    # `check` exits with 1 when it finds something.
    if done.returncode not in {0, 1}:
        raise SystemExit(done.stderr.decode())
    user = after.children_user - before.children_user
    system = after.children_system - before.children_system
    return user + system


def main() -> None:
    commands = {}
    for arguments, goal in COMMANDS.items():
        command = [sys.executable, "-m", "powermap", *arguments.split()]
        commands[f"powermap {arguments}"] = (command, goal)
    for code, goal in PROGRAMS.items():
        commands[f"python -c '{code}'"] = ([sys.executable, "-c", code], goal)
    taken: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        demo = [sys.executable, "-m", "powermap", "demo", "-o", folder]
        subprocess.run(demo, check=True, capture_output=True)
        assert Path(folder, PLAN).exists()
        # In turns, so that a slow minute of the machine hits all of them. The first
        # round fills the caches of Python and of the system.
        for number in range(ROUNDS + 1):
            for name, (command, _) in commands.items():
                seconds = cpu_seconds(command, folder)
                if number:
                    taken[name].append(seconds)
    missed = []
    for name, (_, goal) in commands.items():
        median = statistics.median(taken[name])
        verdict = ""
        if goal is not None:
            verdict = f"goal {goal:.2f}"
            if median > goal:
                verdict += "  NOT REACHED"
                missed.append(name)
        print(f"{name:55} {median:6.2f} s CPU  {verdict}")
    if missed:
        sys.exit(1)


if __name__ == "__main__":
    main()
