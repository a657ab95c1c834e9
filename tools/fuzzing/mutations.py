"""Damage that knows what it damages: words of a text, values of JSON, parts of a zip."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from random import Random

__all__ = ["mutate"]

_LARGEST = 1_000_000
"""Bytes of a damaged file, for which the promises of time and memory are made."""
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MOST_CHANGES = 4
_NASTY = [
    "", " ", "0", "-1", "+0", "1e999", "-0.0", "NaN", "inf", "1_000", "0x10", "٣", "½",
    "4294967295", "18446744073709551616", "9" * 40, "9" * 5_000, "xfd1048576", "B4294967295",
    "ZZZZZZ2", "A0", "A1:XFD1048576", "99/99/9999", "2024-02-30", "0000-00-00", "12:61",
    "NO", "null", "~", "!!bool maybe", "!!python/object:os.system", "&a", "*a", "<<: *a",
    "? :", "- - -", "{", "}", "[", "]", "{}", "[]", "[[[[", "{{{{", '"', "'", "\\", "\\ud800",
    "\\u0000", "\x00", "\x0b", "\ufeff", "\u202e", "\u2028", "\ud7ff", "\U0010ffff", "é", "e\u0301",
    "王", "，", "：", "😀", "=1+1", "#REF!", "<", ">", "&", "&#0;", "&#xD800;", "]]>", "<!--", "<!DOCTYPE x>",
    "<!ENTITY a 'b'>", "a" * 1_001, "a" * 40_000, "Ana, Ben; Cy / Di & Ed", "true", "TRUE", "yes",
    "decider", "supporter", "influences", "100%", "1..5", "(3)", "3 - High", "\r", "\n", "\t", ";", ",", "|",
    "%%", "-->", "---", "...", "# ", "constructor", "__class__", "name", "id", "UTF-9", "utf-16", "cp037",
]  # fmt: skip
"""What stands in no good file, or has a meaning in one format and not in the next."""
_BYTES = [
    b"\0",
    b"\xff",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\x80",
    b"PK\3\4",
    b"\xd0\xcf\x11\xe0",
]
_NUMBERS = [0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF]

Change = Callable[[str, Random], str]


def mutate(payload: bytes, name: str, rng: Random) -> bytes:
    """A damaged file, the same for the same number."""
    if rng.random() < 0.1:
        return _mutate_bytes(payload, rng)[:_LARGEST]
    if payload.startswith(b"PK"):
        return _mutate_zip(payload, rng)[:_LARGEST]
    if payload.startswith(b"\xd0\xcf"):
        return _mutate_records(payload, rng)
    if name.endswith("json") and rng.random() < 0.5:
        return _mutate_json(payload, rng)[:_LARGEST]
    return _mutate_text(payload, rng)[:_LARGEST]


def _mutate_bytes(payload: bytes, rng: Random) -> bytes:
    changed = bytearray(payload)
    for _ in range(rng.randint(1, 8)):
        if not changed:
            break
        place = rng.randrange(len(changed))
        kind = rng.randrange(4)
        if kind == 0:
            changed[place] = rng.randrange(256)
        elif kind == 1:
            del changed[place : place + rng.randint(1, 40)]
        elif kind == 2:
            changed[place:place] = rng.choice(_BYTES)
        else:
            changed[place:place] = changed[place : place + rng.randint(1, 200)]
    if rng.random() < 0.2:
        del changed[rng.randrange(len(changed) + 1) :]
    return bytes(changed)


def _mutate_text(payload: bytes, rng: Random) -> bytes:
    text = payload.decode("utf-8", errors="surrogateescape")
    for _ in range(rng.randint(1, _MOST_CHANGES)):
        text = rng.choice(_CHANGES)(text, rng)[:_LARGEST]
    return text.encode(
        "utf-8", errors="surrogateescape" if rng.random() < 0.9 else "replace"
    )


def _replace_words(text: str, rng: Random) -> str:
    words = _TOKEN.findall(text)
    for _ in range(rng.randint(1, 6)):
        if words:
            words[rng.randrange(len(words))] = rng.choice(_NASTY)
    return "".join(words)


def _insert(text: str, rng: Random) -> str:
    place = rng.randint(0, len(text))
    return text[:place] + rng.choice(_NASTY) + text[place:]


def _move_lines(text: str, rng: Random) -> str:
    lines = text.splitlines(keepends=True)
    if len(lines) < 2:
        return text
    first, second = rng.randrange(len(lines)), rng.randrange(len(lines))
    kind = rng.randrange(4)
    if kind == 0:
        lines[first], lines[second] = lines[second], lines[first]
    elif kind == 1:
        lines.insert(second, lines[first])
    elif kind == 2:
        del lines[first]
    else:
        lines[first] = " " * rng.randint(1, 9) + lines[first]
    return "".join(lines)


def _swap_words(text: str, rng: Random) -> str:
    words = _TOKEN.findall(text)
    if len(words) < 2:
        return text
    first, second = rng.randrange(len(words)), rng.randrange(len(words))
    words[first], words[second] = words[second], words[first]
    return "".join(words)


def _repeat(text: str, rng: Random) -> str:
    """A piece of the text again and again, with numbers that tell the pieces apart."""
    lines = text.splitlines(keepends=True) or [text]
    at = rng.randrange(len(lines))
    piece = "".join(lines[at : at + rng.choice((1, 1, 2, 5))])
    if rng.random() < 0.3 and text:
        start = rng.randrange(len(text))
        piece = text[start : start + rng.randint(1, 30)]
    times = rng.choice((2, 10, 100, 1_000, 1_000, 100_000))
    size = rng.choice((20_000, 20_000, 20_000, 200_000, _LARGEST))
    pieces = []
    for number in range(times):
        size -= len(piece) + 1
        if size < 0:
            break
        pieces.append(
            re.sub(r"\w+", lambda word, n=number: f"{word[0]}{n}", piece, count=1)
        )
    place = text.find(piece)
    return text[:place] + "".join(pieces) + text[place:]


def _nest(text: str, rng: Random) -> str:
    opening = rng.choice(
        ("[", "{", "(", "- ", "<a>", '{"a":', "> ", "  ", "((", "* ", "'", '"')
    )
    depth = rng.choice((5, 50, 500, 5_000, 50_000))
    place = rng.randint(0, len(text))
    return text[:place] + opening * depth + text[place:]


_CHANGES: list[Change] = [
    _replace_words, _replace_words, _replace_words, _insert, _move_lines, _swap_words, _repeat, _nest,
]  # fmt: skip


def _mutate_json(payload: bytes, rng: Random) -> bytes:
    try:
        tree = json.loads(payload)
    except ValueError:
        return _mutate_text(payload, rng)
    for _ in range(rng.randint(1, _MOST_CHANGES)):
        tree = _changed_tree(tree, rng)
    return json.dumps(tree, ensure_ascii=rng.random() < 0.5).encode(
        "utf-8", "surrogatepass"
    )


def _changed_tree(tree: object, rng: Random) -> object:
    """A tree in which one value is another."""
    if isinstance(tree, dict) and tree and rng.random() < 0.85:
        key = rng.choice(list(tree))
        kind = rng.randrange(12)
        if kind == 0:
            tree[rng.choice(_NASTY)] = tree.pop(key)
        elif kind == 1:
            del tree[key]
        else:
            tree[key] = _changed_tree(tree[key], rng)
        return tree
    if isinstance(tree, list) and tree and rng.random() < 0.85:
        at = rng.randrange(len(tree))
        kind = rng.randrange(12)
        if kind == 0:
            return tree * rng.choice((2, 10, 200))
        if kind == 1:
            del tree[at]
        else:
            tree[at] = _changed_tree(tree[at], rng)
        return tree
    return _nasty_value(tree, rng)


def _nasty_value(tree: object, rng: Random) -> object:
    deep: object = []
    for _ in range(rng.choice((1, 30, 300))):
        deep = [deep]
    values = [
        None,
        True,
        0,
        -1,
        1e308,
        10**30,
        [],
        {},
        [tree],
        {"a": tree},
        deep,
        [None],
        "\ud800",
    ]
    return rng.choice([*values, *_NASTY])


def _mutate_zip(payload: bytes, rng: Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError):
        return _mutate_bytes(payload, rng)
    for _ in range(rng.randint(1, 3)):
        name = rng.choice(list(parts))
        kind = rng.randrange(14)
        if kind == 0:
            del parts[name]
            if not parts:
                break
        elif kind == 1:
            parts[rng.choice((name.upper(), f"{name}/../{name}", f"/{name}"))] = parts[
                name
            ]
        elif kind == 2:
            parts[name] = parts[rng.choice(list(parts))]
        elif name.endswith((".xml", ".rels")):
            parts[name] = _mutate_xml(parts[name], rng)
        elif name.endswith(".bin"):
            parts[name] = _mutate_numbers(parts[name], rng)
        else:
            parts[name] = _mutate_bytes(parts[name], rng)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


_VALUE = re.compile(r'(?<==")[^"<>]*(?=")|(?<=>)[^<>]+(?=<)')
"""The value of an attribute, or a text between tags."""
_ELEMENT = re.compile(r"<(\w+)[^<>]*>[^<>]*(?:</\1>)?|<[^<>]*/>")


def _mutate_xml(part: bytes, rng: Random) -> bytes:
    text = part.decode("utf-8", errors="surrogateescape")
    for _ in range(rng.randint(1, _MOST_CHANGES)):
        kind = rng.randrange(6)
        found = _ELEMENT if kind == 5 else _VALUE
        places = [match.span() for match in found.finditer(text[:200_000])]
        if kind == 0 or not places:
            text = rng.choice(_CHANGES)(text, rng)[:_LARGEST]
            continue
        start, end = rng.choice(places)
        if kind == 5:
            times = rng.choice((0, 2, 100, 20_000))
            times = min(times, 3_000_000 // (end - start))
            text = text[:start] + text[start:end] * times + text[end:]
        else:
            value = rng.choice(_NASTY)
            if rng.random() < 0.5:
                other, stop = rng.choice(places)
                value = text[other:stop]
            text = text[:start] + value + text[end:]
    return text.encode("utf-8", errors="surrogateescape")


def _mutate_numbers(part: bytes, rng: Random) -> bytes:
    """Numbers of one, two and four bytes in records, without moving what follows."""
    changed = bytearray(part)
    for _ in range(rng.randint(1, 6)):
        if len(changed) < 8:
            return _mutate_bytes(part, rng)
        size = rng.choice((1, 2, 4))
        place = rng.randrange(len(changed) - size)
        number = rng.choice(_NUMBERS) & (256**size - 1)
        changed[place : place + size] = number.to_bytes(size, "little")
    return bytes(changed)


def _mutate_records(payload: bytes, rng: Random) -> bytes:
    """An old workbook: its stream stands behind the first sector of the container."""
    head, stream = payload[:512], payload[512:]
    if rng.random() < 0.1:
        return _mutate_numbers(head, rng) + stream
    # The records of the first sheets are in the front.
    front = stream[: rng.choice((1_000, 8_000, len(stream)))]
    return head + _mutate_numbers(front, rng) + stream[len(front) :]
