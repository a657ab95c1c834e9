"""A damaged file is read or refused, whatever its format; nothing else is raised."""

from __future__ import annotations

import contextlib
import io
import time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings, strategies as st

from powermap.errors import FormatError
from powermap.exchange.formats.reading import read_bytes

FILES = Path(__file__).parent / "files"


def xlsx():
    book = openpyxl.Workbook()
    book.active.append(["Name", "Power"])
    book.active.append(["Ana", 0.5])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


WHOLE = {
    "a.xlsx": xlsx(),
    "a.ods": (FILES / "people.ods").read_bytes(),
    "a.xls": (FILES / "people.xls").read_bytes(),
    "a.csv": b'Name,Title\n"Ana, Ruiz",CFO\nJ\xf6rg,"CIO"\n',
    "a.md": b"# Team\n\n| Name | Title |\n|---|---|\n| Ana | CFO |\n",
    "a.html": b"<table><tr><td rowspan=2>Name<td>x<tr><td colspan=3>Ana</table>",
    "a.vcf": b"BEGIN:VCARD\nFN:Ana\nN:Ruiz;Ana\nORG:NW;Fin\nEND:VCARD\n",
    "a.json": b'{"data": [{"Full name": "Ana", "org": {"x": [1, 2]}}]}',
    "a.yaml": b"people:\n- Full name: Ana\n  skills: [a, b]\n",
    "": b"Name;Title\nAna;CFO\n",
}


@pytest.mark.parametrize("name", list(WHOLE))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(name, data):
    payload = bytearray(WHOLE[name])
    places = st.integers(0, len(payload) - 1)
    for _ in range(data.draw(st.integers(0, 6))):
        payload[data.draw(places)] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        del payload[data.draw(places) :]
    with contextlib.suppress(FormatError):
        for sheet in read_bytes(bytes(payload), name).sheets:
            assert len(sheet.rows) < 100_000


LONG = "9" * 5_000
AMPLIFIED = {
    "links of many to many": (
        "a.mmd",
        "flowchart TD\n"
        + " & ".join(f"a{i}" for i in range(3_000))
        + " --> "
        + " & ".join(f"b{i}" for i in range(3_000)),
    ),
    "links of many to many in each line": (
        "a.mmd",
        "flowchart TD\n"
        + "a & b & c & d & e & f & g & h & i --> k & l & m & n & o & p & q & r & s\n"
        * 130,
    ),
    "a long label of many links": (
        "a.mmd",
        "flowchart TD\n"
        + " & ".join(f"a{i}" for i in range(90))
        + f" -->|{'x' * 30_000}| "
        + " & ".join(f"b{i}" for i in range(90)),
    ),
    "attributes by definition": (
        "a.graphml",
        "<!DOCTYPE graphml [<!ATTLIST node "
        + " ".join(f"a{i} CDATA '{'x' * 90}'" for i in range(1_000))
        + "]><graphml><graph>"
        + "<node id='a'/>" * 9_000
        + "</graph></graphml>",
    ),
}


@pytest.mark.parametrize("name", AMPLIFIED)
def test_a_small_file_does_not_become_a_large_one(name):
    file, text = AMPLIFIED[name]
    started = time.process_time()
    with pytest.raises(FormatError):
        read_bytes(text.encode(), file)
    assert time.process_time() - started < 2


def test_a_reference_of_any_length_is_read():
    for file, text in (
        ("a.html", "<table><tr><td>Name<tr><td>Ana &#{number};</table>"),
        ("a.html", "<table><tr><td rowspan='&#{number};'>Name<tr><td>Ana</table>"),
        ("a.mmd", 'flowchart TD\na["Ana #{number};"] --> b'),
        ("a.mmd", 'quadrantChart\n"Ana #{number};": [0.1, 0.2]'),
    ):
        read_bytes(text.replace("{number}", LONG).encode(), file)
