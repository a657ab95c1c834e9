"""Any text stands in XML as the standard library would write it, or is replaced."""

import re
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape, quoteattr

from hypothesis import given, strategies as st

from powermap.render.svg_ids import is_valid_id
from powermap.render.xml import escaped, quoted

ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ANY = st.text(st.characters(codec=None)) | st.text("\"'<>&\r\n\t\ufffe\ud800 aé\0")


@given(ANY)
def test_as_the_standard_library_writes_it(text):
    legal = ILLEGAL.sub("\ufffd", text)
    assert escaped(text) == escape(legal, {"\r": "&#13;"})
    assert quoted(text) == quoteattr(legal)


@given(ANY)
def test_a_parser_reads_it_back(text):
    legal = ILLEGAL.sub("\ufffd", text)
    element = ET.fromstring(f"<a b={quoted(text)}>{escaped(text)}</a>")
    assert (element.get("b"), element.text or "") == (legal, legal)


@given(st.text("aB_-9.: é张"))
def test_an_ascii_id_is_valid_by_the_same_rule_as_any_other(text):
    # With a letter in front that is not ASCII, the rule for any text applies.
    assert is_valid_id(f"é{text}") == is_valid_id(f"e{text}")
