"""Every file gives its content, whatever its name says."""

from __future__ import annotations

import io

import pytest

from powermap.errors import FormatError
from powermap.exchange.formats.reading import read_bytes, read_content


def rows_of(payload, name="people.csv"):
    if isinstance(payload, str):
        payload = payload.encode()
    return [list(row) for row in read_bytes(payload, name).sheets[0].rows]


TABLE = [["Name", "Title"], ["Ana Ruiz", "CFO"]]


def test_the_suffix_or_what_is_inside_says_the_format(tmp_path):
    texts = {
        "a.csv": "Name,Title\nAna Ruiz,CFO\n",
        "a.tsv": "Name\tTitle\nAna Ruiz\tCFO\n",
        "a.txt": "Name|Title\nAna Ruiz|CFO\n",
        "a.tab": "Name;Title\nAna Ruiz;CFO\n",
        "a.xls": "Name\tTitle\nAna Ruiz\tCFO\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
        content = read_content(tmp_path / name)
        assert [list(row) for row in content.sheets[0].rows] == TABLE, name
        noted = any("the suffix is" in str(note) for note in content.notes)
        assert noted == (name == "a.xls")


def test_what_is_no_table_is_refused_with_what_to_do():
    for payload, word in {
        b"%PDF-1.7": "PDF",
        b"\x89PNG\r\n": "picture",
        b"": "empty",
    }.items():
        with pytest.raises(FormatError, match=word):
            read_bytes(payload, "people.csv")
    with pytest.raises(FormatError, match=r"\.csv"):
        read_bytes(b"Name", "people.csvv")


def test_a_stream_is_recognized_by_its_beginning():
    for text, kind in {
        '{"name": "ERP"}': "json",
        "{name: ERP}": "yaml",
        "name: ERP\nstakeholders: []\n": "yaml",
        "Name;Power\nAna;3\n": "csv",
        '[{"name": "Ana"}]': "json",
    }.items():
        assert read_content(io.StringIO(text)).kind == kind, text
        assert read_content(io.BytesIO(text.encode())).kind == kind, text


def test_a_page_or_cards_named_csv_are_read_as_what_they_are():
    for text, kind in {
        "<html><table><tr><td>Name<tr><td>Ana</table></html>": "html",
        "BEGIN:VCARD\nFN:Ana\nEND:VCARD": "vcard",
        '[{"Full name": "Ana"}]': "json",
        "Report: buyers\nNom;Fonction\nAna;CFO\n": "csv",
        "| Nom | Fonction |\n|---|---|\n| Ana | CFO |\n": "csv",
    }.items():
        content = read_bytes(text.encode(), "people.csv")
        assert content.kind == kind
        assert bool(content.notes) == (kind != "csv")
