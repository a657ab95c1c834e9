"""Whole files of every format that is read, from which damaged ones are made."""

from __future__ import annotations

import io
import struct
import tempfile
import warnings
import zipfile
from pathlib import Path

from tools.fuzzing.multiplying import multiplying

import powermap as pm

__all__ = ["samples"]

_ROOT = Path(__file__).parents[2]
_FOLDERS = ("tests/formats/files", "tests/intake/cases", "tests/files_of_0_1_0")
_WRITTEN = (
    "xlsx",
    "yaml",
    "json",
    "csv",
    "graphml",
    "gexf",
    "cyjs",
    "kumu.json",
    "mmd",
)
_TEXTS = {
    "text.tsv": "Name\tTitle\tReports to\tPower\nAna Ruiz\tCFO\t\thigh\nBen Ode\tCIO\tAna Ruiz\tlow\n",
    "card.vcf": "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Ruiz\r\nN:Ruiz;Ana;;;\r\nORG:Northwind;Finance\r\n"
    "TITLE;CHARSET=UTF-8:CFO\r\nNOTE;ENCODING=QUOTED-PRINTABLE:na=C3=AFve=\r\n x\r\nEND:VCARD\r\n",
    "page.html": "<html><meta charset=utf-8><table><tr><th rowspan=2>Name<th colspan=2>Power"
    "<tr><td>now<td>then<tr><td>Ana &amp; Ben<td>high<td><b>low</b></table></html>",
    "notes.md": "# Finance\n\n| Name | Title |\n|---|---|\n| Ana | CFO |\n\n- **Ben Ode**, CIO: high\n",
    "quadrant.mmd": 'quadrantChart\n  title "Power"\n  x-axis Low --> High\n  "Ana": [0.3, 0.6]\n  Ben: [0.9, 0.1]\n',
    "flow.mmd": 'flowchart TD\n  subgraph Board\n  a["Ana<br/>CFO"]\n  end\n  a -->|reports to| b(Ben)\n  b -.-> c{Cy}\n',
    "book.xml": '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook '
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    '<Worksheet ss:Name="People"><Table><Row ss:Index="2"><Cell><Data ss:Type="String">Name</Data></Cell><Cell '
    'ss:MergeAcross="1"><Data ss:Type="String">Power</Data></Cell></Row><Row><Cell><Data ss:Type="String">Ana</Data>'
    '</Cell><Cell><Data ss:Type="Number">3</Data></Cell></Row></Table></Worksheet></Workbook>',
    "crm.csv": "Contact ID,First Name,Last Name,Title,Reports To ID,Contact Role,Opportunity Name\n"
    "003A,Ana,Ruiz,CFO,,Decision Maker,ERP\n003B,Ben,Ode,CIO,003A,Influencer,ERP\n",
    "mapping.toml": 'label = "CRM"\ndates = "dmy"\n\n[[columns]]\nheader = "Full name"\nfield = "name"\n\n'
    '[[columns]]\nheader = "Influence"\nfield = "power"\nwords = { big = "decider" }\n',
    "playbook.toml": 'name = "Ours"\n\n[wording.en]\n"role.champion" = "Sponsor"\n\n[thresholds]\nstale_after = 30\n',
}


def samples() -> dict[str, bytes]:
    """The content of each sample by its name, always in the same order."""
    found: dict[str, bytes] = {}
    for folder in _FOLDERS:
        for path in sorted((_ROOT / folder).iterdir()):
            if path.is_file() and path.name != "expected.json":
                found[f"{Path(folder).name}-{path.name}"] = path.read_bytes()
    for name, text in _TEXTS.items():
        found[name] = text.encode()
    found["small.xlsb"] = _binary_workbook()
    found.update(_written())
    found.update(multiplying())
    return {name: found[name] for name in sorted(found)}


def _written() -> dict[str, bytes]:
    """What powermap writes itself: a whole plan, or its people."""
    files = {}
    folder = Path(tempfile.mkdtemp())
    with warnings.catch_warnings():
        # What a format cannot hold is told, and no news here.
        warnings.simplefilter("ignore")
        for suffix in _WRITTEN:
            path = pm.write(pm.northwind_plan(), folder / f"plan.{suffix}")
            files[f"written-plan.{suffix}"] = path.read_bytes()
        playbook = folder / "whole.toml"
        pm.tables.write_playbook(pm.Playbook(), playbook)
        files["playbook-whole.toml"] = playbook.read_bytes()
    return files


def _binary_workbook() -> bytes:
    """A workbook of records, as no library writes it."""
    bundled = struct.pack("<II", 0, 1) + _wide("r1") + _wide("People")
    sheet = b""
    for row, (name, power) in enumerate([("Name", "Power"), ("Ana", "high")]):
        sheet += _record(0, struct.pack("<IIHBB", row, 0, 300, 0, 0))
        sheet += _record(6, struct.pack("<II", 0, 0) + _wide(name))
        sheet += _record(6, struct.pack("<II", 1, 0) + _wide(power))
        sheet += _record(2, struct.pack("<IIi", 2, 0, 750 << 2 | 3))
        sheet += _record(7, struct.pack("<III", 3, 0, 0))
        sheet += _record(5, struct.pack("<IId", 4, 1, 45_000.5))
    sheet += _record(176, struct.pack("<IIII", 0, 1, 0, 0))
    styles = _record(44, struct.pack("<H", 170) + _wide("0.0%")) + _record(617)
    styles += _record(47, struct.pack("<HH", 0, 170)) + _record(47, b"\0\0\x0e\0")
    parts = {
        "xl/workbook.bin": _record(153, b"\1\0\0\0") + _record(156, bundled),
        "xl/_rels/workbook.bin.rels": b'<R><Relationship Id="r1" Type="x/worksheet" '
        b'Target="worksheets/sheet1.bin"/></R>',
        "xl/worksheets/sheet1.bin": sheet,
        "xl/styles.bin": styles + _record(618),
        "xl/sharedStrings.bin": _record(19, b"\0" + _wide("CFO")),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return stream.getvalue()


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind: int, data: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind % 128 + 128, kind // 128])
    return head + bytes([len(data)]) + data
