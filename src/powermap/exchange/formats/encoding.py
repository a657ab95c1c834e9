"""Bytes as text: the encoding is found, and a note names it where it was a guess."""

from __future__ import annotations

import codecs
import re
import unicodedata

from powermap.errors import BOM, Note
from powermap.exchange.formats.content import note_on, refuse
from powermap.language.values import Listed, Quoted, Texts

__all__ = ["allowed_encodings", "decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Beginnings that name the encoding; that of UTF-32 begins with that of UTF-16."""
_WIDER = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "cp950",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-8": "utf-8-sig",
    "iso8859-1": "cp1252",
}
"""Encodings by whose name a larger one is usually meant."""
_MORE = (
    "utf-8",
    "utf-16",
    "iso8859-1",
    "iso8859-2",
    "iso8859-5",
    "iso8859-7",
    "iso8859-9",
    "iso8859-15",
    "koi8-r",
    "koi8-u",
    "mac-roman",
    "cp437",
    "cp850",
    "cp852",
    "cp866",
    "cp874",
    "euc_jp",
    "big5hkscs",
)
"""Encodings that are read when they are named."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_NULLS_LOOKED_AT = 4_000
"""Bytes by which UTF-16 without a mark is recognized."""
_NAME = re.compile(r"[^\s,;\t|\"][^,;\t|\"\r\n]*")
_SAMPLE = 30
"""Characters of a name that a note shows."""
_MOST_BROKEN = 0.1
"""Share of characters outside ASCII that may be broken in a text in UTF-8."""


def decode(
    payload: bytes, source: str, encoding: str | None = None
) -> tuple[str, list[Note]]:
    r"""The text of a file, and a note where its encoding was a guess.

    Parameters
    ----------
    payload : bytes
        The file.
    source : str
        What it is called in messages.
    encoding : str, optional
        Its encoding, where the user names one.

    Raises
    ------
    FormatError
        When the encoding has no such name, or the bytes are no text in it.

    Examples
    --------
    >>> decode("Ana".encode("utf-8-sig"), "a.csv")
    ('Ana', [])
    >>> text, notes = decode("姓名,職稱\n王小明,經理".encode("big5"), "a.csv")
    >>> text[-2:], str(notes[0])[:51]
    ('經理', 'a.csv: not in UTF-8; read as Big5 (traditional Chin')
    """
    if encoding is not None:
        return _as_named(payload, source, encoding), []
    for mark, codec in _MARKS:
        if payload.startswith(mark):
            return _strictly(payload, source, codec), []
    if b"\0" in payload:
        return _without_mark(payload, source)
    try:
        # UTF-8 first, as other encodings hardly ever form valid UTF-8 by chance.
        return payload.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    mended = _nearly_utf8(payload)
    if mended is not None:
        count = mended.count("\ufffd")
        return mended, [note_on(source, "message.encoding.broken", count=count)]
    return _guessed(payload, source)


def allowed_encodings() -> list[str]:
    """The names of encodings that an option takes.

    Examples
    --------
    >>> allowed_encodings()[:4]
    ['utf-8', 'utf-16', 'cp1252', 'GB18030']
    """
    from powermap.exchange.formats.legacy import encodings

    found = [each.name for each in encodings()]
    return [*_MORE[:2], *found, *_MORE[2:]]


def _as_named(payload: bytes, source: str, encoding: str) -> str:
    """The text in the encoding that the user names."""
    known = {codecs.lookup(name).name for name in allowed_encodings()}
    known |= {*_WIDER, *_WIDER.values()}
    try:
        codec = codecs.lookup(encoding.strip()).name
    except (LookupError, ValueError):
        codec = ""
    if codec not in known:
        allowed = Listed(allowed_encodings(), "comma")
        raise refuse(
            source, "message.encoding.unknown", name=Quoted(encoding), allowed=allowed
        )
    return _strictly(payload, source, _WIDER.get(codec, codec))


def _strictly(payload: bytes, source: str, codec: str) -> str:
    try:
        # Some programs write the mark twice.
        return payload.decode(codec).lstrip(BOM)
    except UnicodeDecodeError as error:
        raise refuse(
            source,
            "message.encoding.other",
            encoding=codec.removesuffix("-sig").upper(),
            place=error.start + 1,
        ) from error


def _without_mark(payload: bytes, source: str) -> tuple[str, list[Note]]:
    """UTF-16 without its mark: the nulls of separators stand on one side."""
    head = payload[:_NULLS_LOOKED_AT]
    sides = (b"\0" in head[0::2], b"\0" in head[1::2])
    codec = {(True, False): "utf-16-be", (False, True): "utf-16-le"}.get(sides)
    text = ""
    if codec is not None:
        text = payload.decode(codec, errors="replace")
    if not text or "\ufffd" in text or _CONTROL.search(text):
        raise refuse(source, "message.formats.no_text")
    note = note_on(
        source, "message.encoding.utf16", encoding="UTF-16", name=_sample_of(text)
    )
    return text.lstrip(BOM), [note]


def _nearly_utf8(payload: bytes) -> str | None:
    """A text in UTF-8 with a few broken characters, such as one cut in two."""
    text = payload.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    others = sum(1 for character in text if character > "\x7f")
    if others and broken / others <= _MOST_BROKEN:
        return text
    return None


def _guessed(payload: bytes, source: str) -> tuple[str, list[Note]]:
    """The text in the first encoding that fits all of it."""
    # Most files are in UTF-8.
    from powermap.exchange.formats.legacy import guess_encoding

    for guess in guess_encoding(payload):
        try:
            text = payload.decode(guess.encoding.codec)
        except UnicodeDecodeError:
            continue
        note = note_on(
            source,
            "message.encoding.guess",
            encoding=guess.encoding.name,
            title=Texts(guess.encoding.title),
            name=_sample_of(text),
        )
        return unicodedata.normalize("NFC", text), [note]
    raise refuse(source, "message.encoding.none")


def _sample_of(text: str) -> Quoted:
    """A cell that shows whether the encoding is right, of a row below the first."""
    _, _, below = text.partition("\n")
    for part in (below, text):
        for cell in _NAME.findall(part):
            if not cell.isascii():
                return Quoted(cell.strip()[:_SAMPLE])
    return Quoted(text.strip()[:_SAMPLE])
