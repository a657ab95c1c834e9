"""Write sboms/buying-powermap.cdx.json and LICENSES.md, which the wheel carries.

The argument is the Python of an environment that holds nothing but what powermap
needs; `just release` makes one.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).parents[1]
BILL = ROOT / "sboms/buying-powermap.cdx.json"
LICENSES = ROOT / "LICENSES.md"
KEPT = ("bom-ref", "licenses", "name", "purl", "type", "version")
"""What a bill says of a library. Links and descriptions are the libraries' own texts."""
REFUSED = re.compile(r"\b(A?GPL|GNU (Affero )?General Public)", re.IGNORECASE)
"""Licenses that a library may not have: whoever passes powermap on would be bound."""
TITLE_OF_CLASSIFIER = re.compile(r"^License :: (OSI Approved :: )?")
LONGEST = 60
"""Characters of a license; some libraries put its whole text there."""

INTRODUCTION = """\
# Licenses

powermap is under the MIT license (`LICENSE`). It holds no code of others, but small parts of a font (below). The
libraries that it needs are installed beside it, each under its own license:

"""
REMARKS = """
Two of them deserve a word.

- **Fonts (OFL-1.1).** Source Sans comes with the library font-source-sans-pro, under the SIL Open Font License 1.1.
  powermap carries parts of it that are ready to embed, with the text of the license in `ready_fonts/NOTICE`. Pages and
  SVG files with embedded fonts carry such parts too, which the license permits in documents of any kind. The font may
  not be sold alone.
- **Graphviz (EPL-2.0).** powermap neither contains nor needs Graphviz. It writes its language with the library graphviz,
  which is under the MIT license. Only the tests and benchmarks use Graphviz itself, through pygraphviz, to compare with it;
  Graphviz is under the Eclipse Public License.

Versions are those with which the release was tried. `sboms/buying-powermap.cdx.json` is the same as a CycloneDX bill of
materials. Both are written by `tools/bill_of_materials.py`.
"""


def read_environment(python: str) -> dict[str, Any]:
    """The bill of an environment, with nothing that changes from machine to machine."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "bill.json"
        command = [sys.executable, "-m", "cyclonedx_py", "environment"]
        options = ["--mc-type", "library", "--output-reproducible", "--of", "JSON"]
        project = ["--pyproject", str(ROOT / "pyproject.toml")]
        subprocess.run([*command, *options, *project, "-o", path, python], check=True)
        bill: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    components = []
    for component in bill["components"]:
        components.append({key: component[key] for key in KEPT if key in component})
    bill["components"] = components
    bill["metadata"].pop("tools", None)
    root = bill["metadata"]["component"]
    bill["metadata"]["component"] = {key: root[key] for key in KEPT if key in root}
    return bill


def license_of(component: dict[str, Any]) -> str:
    """The license of a library in a few words."""
    names = []
    for entry in component.get("licenses", ()):
        found = entry.get("license", {})
        name = entry.get("expression") or found.get("id") or found.get("name", "")
        names.append(TITLE_OF_CLASSIFIER.sub("", name.strip().split("\n")[0]))
    names.sort(key=len)
    if not names or len(names[0]) > LONGEST:
        return "see its own license file"
    return names[0]


def license_table(bill: dict[str, Any]) -> str:
    """Each library with its version and license."""
    lines = ["| library | version | license |", "|---|---|---|"]
    for component in sorted(bill["components"], key=lambda each: each["name"].lower()):
        license = license_of(component)
        if REFUSED.search(license):
            sys.exit(f"{component['name']} is under {license}: not allowed")
        lines.append(f"| {component['name']} | {component['version']} | {license} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write both files."""
    bill = read_environment(sys.argv[1])
    BILL.parent.mkdir(exist_ok=True)
    text = json.dumps(bill, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    BILL.write_text(text, encoding="utf-8")
    LICENSES.write_text(INTRODUCTION + license_table(bill) + REMARKS, encoding="utf-8")


if __name__ == "__main__":
    main()
