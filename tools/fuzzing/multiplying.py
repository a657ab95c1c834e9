"""Files whose few bytes ask for much work: each line stands for thousands."""

from __future__ import annotations

import io
import zipfile

import powermap as pm

__all__ = ["multiplying"]

_MANY = 2_000
_RUN = 10_000
_UNITS = (
    "a",
    "张",
    "1",
    " ",
    "(",
    "-",
    "/",
    ".",
    ":",
    "@",
    "=",
    "a ",
    "1 ",
    "a=",
    "1-",
)
"""What stands in a cell again and again, for patterns that try each way to share it."""
_CELLS = (49_000, 95_000)
"""Merged cells of a workbook that is read, and of one that is refused."""


def multiplying() -> dict[str, bytes]:
    """The content of each by its name."""
    texts = {
        "chains.mmd": _chains(4, 500),
        "fewer-chains.mmd": _chains(3, 70),
        "labels.mmd": _labels(),
        "attributes.graphml": _attributes(),
        "digits.graphml": _with_reference(f"&#{'9' * 5_000};"),
        "digits.xml": _with_reference(f"&#x{'F' * 5_000};"),
        "digits.html": f"<table><tr><th>Name<tr><td>&#{'9' * 8_000};</table>",
        "escapes.yaml": 'name: "\\UFFFFFFFF"\npeople:\n- name: "\\U0010FFFF\\uD800"\n',
        "escapes.toml": 'label = "\\UFFFFFFFF"\n',
        "mapping-dotted.toml": _dotted("words", 20),
        "playbook-dotted.toml": _dotted("wording.en", 20),
        "playbook-deep.toml": _dotted("wording.en", _MANY),
    }
    for number, unit in enumerate(_UNITS):
        texts[f"run-{number}.csv"] = _runs(unit * (_RUN // len(unit)))
    files = {f"many-{name}": text.encode() for name, text in texts.items()}
    for count in _CELLS:
        files[f"many-{count}-merged.xlsx"] = _merged_cells(count)
    files["many-tags.pptx"] = _tags()
    return files


def _runs(run: str) -> str:
    """The run as a header, within one, and as the value of each column."""
    columns = ("Name", "Title", "Power (1-5)", "Email", "Reports to", "Last contact")
    header = ",".join([*columns, f"Interest 1 {run}", run])
    people = [f"P{place}" + f",x{run}y" * (len(columns) + 1) for place in range(3)]
    people.append(f"1{run}1," * (len(columns) + 2))
    return "\n".join([header, *people]) + "\n"


def _chains(count: int, people: int) -> str:
    """Everybody of one line influences everybody of the next."""
    groups = []
    for letter in "abcd"[:count]:
        names = [f"{letter}{number}" for number in range(people)]
        groups.append(" & ".join(names))
    return "flowchart TD\n  " + " --> ".join(groups) + "\n"


def _labels() -> str:
    label = "long " * 2_000
    people = " & ".join(f"p{number}" for number in range(_MANY // 4))
    return f'flowchart TD\n  a["{label}"] -->|{label}| {people}\n'


def _attributes() -> str:
    """Values that each element gets which does not name them."""
    declared = "".join(f' a{number} CDATA "x"' for number in range(_MANY))
    nodes = "".join(f'<node id="n{number}"/>' for number in range(_MANY))
    return (
        f"<!DOCTYPE graphml [<!ATTLIST node{declared}>]>"
        f'<graphml xmlns="http://graphml.graphdrawing.org/xmlns"><graph>{nodes}'
        "</graph></graphml>"
    )


def _with_reference(reference: str) -> str:
    node = f'<node id="a"><data key="label">{reference}</data></node>'
    return (
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
        f"<graph>{node * 20}</graph></graphml>"
    )


def _dotted(table: str, depth: int) -> str:
    """Tables within tables, a thousand times, under keys that begin alike."""
    deep = ".".join(["a"] * depth)
    lines = [f"{table}.b{number}.{'.'.join(['c'] * 20)} = 1" for number in range(_MANY)]
    return f'label = "x"\n{table}.{deep} = 1\n' + "\n".join(lines) + "\n"


def _merged_cells(count: int) -> bytes:
    """A workbook with more merged cells than it has cells."""
    stream = io.BytesIO()
    sheet = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, count + 1))
    name = '<c r="A1" t="inlineStr"><is><t>Name</t></is></c>'
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
        "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
        "xl/workbook.xml": '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
        '<sheet name="People" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<sheetData><row r="1">{name}</row></sheetData><mergeCells count="{count}">{sheet}</mergeCells></worksheet>',
    }
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(zipfile.ZipInfo(part), text, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _relation(kind: str, target: str) -> str:
    """The only relationship of a part of a workbook."""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/>'
        "</Relationships>"
    )


def _tags() -> bytes:
    """A deck with thousands of parts of tags that a company's add-in left."""
    deck = pm.quadrant(pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz")])).pptx()
    stream = io.BytesIO(deck)
    tag = (
        '<p:tagLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">'
        '<p:tag name="A" val="x"/></p:tagLst>'
    )
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(_MANY):
            name = f"ppt/tags/tag{number}.xml"
            archive.writestr(zipfile.ZipInfo(name), tag, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
