"""The registry names every format once; plug-ins are loaded when a file asks for them."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest

from powermap.errors import FormatError
from powermap.exchange.formats import registry
from powermap.exchange.formats.content import Content
from powermap.exchange.formats.reading import read_bytes
from powermap.exchange.tables.sheets import Sheet
from powermap.plugins import Plugin

HERE = "plugin_for_tests:read_names"


def read_names(payload, name, options):
    return Content([Sheet(name, [["Name"], [payload.decode()]])])


@pytest.fixture
def plugins(monkeypatch):
    """Puts entry points in place of those that are installed."""
    points = {}

    def set_points(**groups):
        for group, values in groups.items():
            points[group] = [Plugin(group, k, v, v) for k, v in values.items()]

    module = ModuleType("plugin_for_tests")
    module.read_names = read_names
    monkeypatch.setitem(sys.modules, "plugin_for_tests", module)
    monkeypatch.setattr(registry, "plugins", lambda group: points.get(group, ()))
    return set_points


def test_each_suffix_and_name_belongs_to_one_format():
    own = [registry.own_format(name) for name in registry.OWN]
    suffixes = [suffix for each in own for suffix in each.suffixes]
    assert len(suffixes) == len(set(suffixes))
    for suffix in suffixes:
        assert suffix == suffix.lower()
        assert suffix.startswith(".")
    for each, (name, (_, suffixes)) in zip(own, registry.OWN.items(), strict=True):
        assert (each.name, each.suffixes) == (name, suffixes)
        assert set(each.title) == set(each.holds) == {"en", "zh"}
        assert each.read or each.is_written
        assert registry.is_own(each)


def test_the_table_of_formats_is_in_both_languages():
    for lang in ("en", "zh"):
        rows = registry.formats_table(lang)
        assert {row.name for row in rows} >= {"csv", "xlsx", "vcard", "kumu", "json"}
        assert all(row.title and row.holds for row in rows)


def test_a_plugin_reads_its_suffix(plugins):
    plugins(readers={"names": HERE}, writers={"dxf": "no:thing"})
    content = read_bytes(b"Ana", "people.names")
    assert content.kind == "names"
    assert content.sheets[0].rows[1] == ["Ana"]
    assert read_bytes(b"Ana", "x.csv", format="names").kind == "names"
    with pytest.raises(FormatError, match="written, but not read"):
        read_bytes(b"", "a.dxf")


def test_a_plugin_reads_a_longer_suffix_than_ours(plugins):
    plugins(readers={"deal.csv": HERE})
    assert registry.find_format("x/a.deal.csv").name == "deal.csv"
    assert registry.find_format("x.deal/a.csv").name == "csv"


def test_a_broken_plugin_is_named_only_when_its_suffix_is_asked_for(plugins):
    plugins(readers={"names": "no_such_package:read"})
    assert read_bytes(b"Name\nAna\n", "people.csv").kind == "csv"
    assert ".names" in registry.readable_suffixes()
    with pytest.raises(FormatError, match=r"no_such_package.*does not work"):
        read_bytes(b"Ana", "people.names")


def test_a_plugin_does_not_replace_a_format_of_powermap(plugins):
    plugins(readers={"csv": HERE})
    assert read_bytes(b"Name,Title\nAna,CFO\n", "a.csv").sheets[0].rows[1][1] == "CFO"


def test_an_unknown_format_or_suffix_is_refused_with_those_allowed():
    with pytest.raises(FormatError, match=r"did you mean 'xlsx'"):
        read_bytes(b"", "a.csv", format="xlxs")
    with pytest.raises(FormatError, match=r"allowed: \.xlsx"):
        read_bytes(b"", "a.docx")
    with pytest.raises(FormatError) as caught:
        read_bytes(b"", "a.xlxs")
    assert "是不是“.xls" in caught.value.say("zh")
