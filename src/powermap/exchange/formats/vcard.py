"""Contacts as vCard 2.1, 3.0 and 4.0, each as a row."""

from __future__ import annotations

import quopri
import re
from dataclasses import dataclass
from pathlib import PurePath

from powermap.exchange.formats.content import Content, Format, note_on, refuse
from powermap.exchange.formats.encoding import decode
from powermap.exchange.options import ReadOptions
from powermap.exchange.tables.sheets import Row, Sheet
from powermap.language.values import Listed, Quoted

__all__ = ["FORMAT", "read_vcards"]

_FOLD = re.compile(r"\r?\n[ \t]")
_SOFT_BREAK = re.compile(r"=\r?\n")
_LINE = re.compile(
    r'(?:[\w-]+\.)?(?P<name>[\w-]+)(?P<parameters>(?:;(?:"[^"]*"|[^":;])*)*):(?P<value>.*)'
)
_UNESCAPED = re.compile(r"(?<!\\)((?:\\\\)*);")
_ESCAPE = re.compile(r"\\(.)")
_PLAIN = {
    "ORG": "Organization",
    "TITLE": "Title",
    "ROLE": "Function",
    "EMAIL": "Email",
    "TEL": "Phone",
    "NOTE": "Note",
    "URL": "Website",
    "CATEGORIES": "Categories",
    "ADR": "Address",
    "X-MANAGER": "Reports to",
    "X-MS-MANAGER": "Reports to",
    "X-ASSISTANT": "Assistant",
    "X-MS-ASSISTANT": "Assistant",
}
"""Properties with one text, and the header of their column."""
_RELATED = {
    "manager": "Reports to",
    "supervisor": "Reports to",
    "assistant": "Assistant",
}
_UNIMPORTANT = {
    "VERSION",
    "PRODID",
    "REV",
    "UID",
    "END",
    "FN",
    "N",
    "SORT-STRING",
    "KIND",
}
"""Properties that say nothing of the person, and those that are read otherwise."""
_FIRST = ("Name", "First name", "Last name")


@dataclass(frozen=True, slots=True)
class _Property:
    name: str
    parameters: str
    value: str

    @property
    def text(self) -> str:
        return _ESCAPE.sub(_unescape, self.value).strip()

    @property
    def parts(self) -> list[str]:
        """The parts that a semicolon separates."""
        marked = _UNESCAPED.sub("\\1\0", self.value)
        return [_ESCAPE.sub(_unescape, part).strip() for part in marked.split("\0")]


def read_vcards(payload: bytes, name: str, options: ReadOptions) -> Content:
    r"""The cards of a file as one table.

    Examples
    --------
    >>> card = b"BEGIN:VCARD\nFN:Ana Ruiz\nTITLE:CFO\nEND:VCARD\n"
    >>> read_vcards(card, "a.vcf", ReadOptions()).sheets[0].rows
    [['Name', 'Title'], ['Ana Ruiz', 'CFO']]
    """
    text, notes = decode(payload, name, options.encoding)
    records: list[dict[str, str]] = []
    left_out: dict[str, None] = {}
    for line in _logical_lines(text):
        match = _LINE.fullmatch(line.strip())
        if match is None:
            continue
        entry = _property(match)
        if entry.name == "BEGIN":
            records.append({})
        elif records:
            _add(records[-1], entry, left_out)
    if not records:
        raise refuse(name, "message.formats.no_cards")
    if left_out:
        keys = Listed([Quoted(each) for each in left_out], "comma", most=10)
        count = len(left_out)
        note = note_on(name, "message.formats.keys_left_out", keys=keys, count=count)
        notes.append(note)
    return Content([_sheet(records, PurePath(name).name)], kind="vcard", notes=notes)


def _logical_lines(text: str) -> list[str]:
    """The lines of cards, each with what was folded below it."""
    # Quoted-printable of vCard 2.1 breaks lines with = at their end.
    if "QUOTED-PRINTABLE" in text.upper():
        text = _SOFT_BREAK.sub("", text)
    return _FOLD.sub("", text).splitlines()


def _property(match: re.Match[str]) -> _Property:
    value = match["value"]
    parameters = match["parameters"].upper()
    if "QUOTED-PRINTABLE" in parameters:
        raw = quopri.decodestring(value.encode("utf-8", errors="replace"))
        charset = re.search(r"CHARSET=\"?([\w-]+)", parameters)
        value = _decoded(raw, charset[1] if charset else None)
    return _Property(match["name"].upper(), parameters, value)


def _decoded(raw: bytes, charset: str | None) -> str:
    try:
        return raw.decode(charset or "utf-8")
    except (UnicodeDecodeError, LookupError):
        return raw.decode("cp1252", errors="replace")


def _add(record: dict[str, str], entry: _Property, left_out: dict[str, None]) -> None:
    name = entry.name
    if name == "N":
        last, first, *_ = [*entry.parts, "", ""]
        _set(record, "First name", first)
        _set(record, "Last name", last)
    elif name == "FN":
        _set(record, "Name", entry.text)
    elif name == "ORG":
        organization, *units = entry.parts
        _set(record, "Organization", organization)
        _set(record, "Department", ", ".join(unit for unit in units if unit))
    elif name == "ADR":
        _set(record, "Address", ", ".join(part for part in entry.parts if part))
    elif name == "RELATED":
        _add_related(record, entry)
    elif name in _PLAIN:
        _set(record, _PLAIN[name], entry.text.removeprefix("tel:"))
    elif name not in _UNIMPORTANT:
        left_out.setdefault(name)


def _add_related(record: dict[str, str], entry: _Property) -> None:
    for kind, header in _RELATED.items():
        if kind.upper() in entry.parameters:
            _set(record, header, entry.text)
            return
    _set(record, "Related", entry.text)


def _set(record: dict[str, str], header: str, text: str) -> None:
    """Add a text to a cell; several numbers or addresses stand beside each other."""
    if not text:
        return
    before = record.get(header)
    record[header] = f"{before}; {text}" if before else text


def _sheet(records: list[dict[str, str]], title: str) -> Sheet:
    found: dict[str, None] = {}
    for record in records:
        # The full name says more; its parts are for cards without it.
        if "Name" in record:
            record.pop("First name", None)
            record.pop("Last name", None)
        found.update(dict.fromkeys(record))
    headers = [each for each in _FIRST if each in found]
    headers += [each for each in found if each not in _FIRST]
    rows: list[Row] = [headers]
    for record in records:
        rows.append([record.get(header) for header in headers])
    return Sheet(title, rows)


def _unescape(match: re.Match[str]) -> str:
    return "\n" if match[1] in "nN" else match[1]


def _is_vcard(head: str) -> bool:
    return head.lstrip()[:11].upper() == "BEGIN:VCARD"


FORMAT = Format(
    name="vcard",
    suffixes=(".vcf", ".vcard"),
    title={"en": "vCard", "zh": "vCard"},
    holds={
        "en": "Contacts: name, organization, department, title, e-mail, manager.",
        "zh": "联系人：姓名、公司、部门、职位、邮箱、上级。",
    },
    read=read_vcards,
    recognizes=_is_vcard,
)
