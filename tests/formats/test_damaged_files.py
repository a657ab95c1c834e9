"""A damaged file is read or refused, whatever its format; nothing else is raised."""

from __future__ import annotations

import contextlib
import io
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
