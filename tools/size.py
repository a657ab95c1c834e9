"""Print how many megabytes powermap and each library that it needs take.

Run it with the Python of a clean environment, as `just release` does:
``python tools/size.py --most 250`` ends with 1 when it is more.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import deque
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.util import cache_from_source
from pathlib import Path

ROOT = "buying-powermap"
BYTES_PER_MB = 1_000_000


def required(found: Distribution) -> list[str]:
    """The libraries that a distribution needs whatever extras are asked for."""
    names = []
    for line in found.requires or ():
        requirement, _, condition = line.partition(";")
        if "extra ==" not in condition:
            names.append(re.split(r"[\s<>=!~(\[]", requirement.strip())[0].lower())
    return names


def installed(name: str) -> Distribution | None:
    """The distribution, None where this system does not need it."""
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def megabytes(found: Distribution) -> float:
    """What the files of a distribution take, with the compiled ones."""
    total = 0
    for file in found.files or ():
        if file.suffix == ".pyc":
            continue
        path = Path(str(file.locate()))
        total += bytes_of(path)
        # Some installers list what they compiled, others do not.
        if path.suffix == ".py":
            total += bytes_of(Path(cache_from_source(str(path))))
    return total / BYTES_PER_MB


def bytes_of(path: Path) -> int:
    """The size of a file, 0 where there is none."""
    return path.stat().st_size if path.is_file() else 0


def sizes() -> dict[str, tuple[float, str]]:
    """Each library with its size and what needed it first."""
    found: dict[str, tuple[float, str]] = {}
    waiting = deque([(ROOT, "")])
    while waiting:
        name, parent = waiting.popleft()
        library = installed(name)
        if library is None or name in found:
            continue
        found[name] = (megabytes(library), parent)
        waiting.extend((child, name) for child in required(library))
    return found


def main() -> int:
    """Print the table; 1 when the limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=float, help="allowed megabytes")
    most = parser.parse_args().most
    found = sizes()
    for name, (size, parent) in sorted(found.items(), key=lambda each: -each[1][0]):
        print(f"{size:7.1f} MB  {name:24} {parent and f'needed by {parent}'}".rstrip())
    total = sum(size for size, _ in found.values())
    print(f"{total:7.1f} MB  in all")
    if most is not None and total > most:
        print(f"allowed: {most:g} MB", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
