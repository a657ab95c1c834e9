"""A text as runs that one face can draw, in the order in which they are seen.

Source Sans draws what it can. Other characters take the first installed face that has
them; what no face has is drawn as a question mark.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby

from powermap.errors import Note, Sentence
from powermap.notes import warn
from powermap.render.fonts import (
    Face,
    has_glyph,
    has_right_to_left,
    is_combining,
    source_sans,
)
from powermap.render.installed_fonts import faces
from powermap.scene.marks import Scene, Text, Weight
from powermap.scene.text import runs

MISSING = "?"
"""What is drawn for a character that no installed face has."""

# Bidirectional classes of letters (UAX #9); all others take the direction around them.
_STRONG_DIRECTIONS = {"L", "R", "AL"}
_LISTED = 12
"""Missing characters that a warning lists at most."""

# Which characters a font package brings; the first that matches is recommended.
_PACKAGES = (
    (
        r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\uac00-\ud7af\U00020000-\U0003ffff]",
        "Noto Sans CJK (apt install fonts-noto-cjk)",
    ),
    (
        r"[\u2600-\u27bf\U0001f000-\U0001faff]",
        "Noto Emoji or Symbola (apt install fonts-symbola)",
    ),
    (r".", "Noto Sans (apt install fonts-noto-core)"),
)
FaceRun = tuple[str, Face]
"""A piece of a text and the face that draws it."""


@lru_cache(maxsize=8192)
def split_by_face(content: str, weight: Weight = "regular") -> tuple[FaceRun, ...]:
    """Split a text into runs, each with the face that draws it.

    The runs stand from left to right as they are seen. A text with right-to-left
    letters stays whole where one face has all of it, since whatever draws a run puts
    its letters in order.

    Examples
    --------
    >>> [run for run, face in split_by_face("Ana Ruiz")]
    ['Ana Ruiz']
    """
    result: list[FaceRun] = []
    # One face for the whole text is best: the library that draws it also joins letters
    # and puts them in order. Only when none has all of it do we order the runs
    # ourselves.
    if has_right_to_left(content) and first_face_for(content, weight) is None:
        for run, is_rtl in _visual_runs(content):
            if is_rtl:
                result += _right_to_left_runs(run, weight)
            else:
                result += split_by_face(run, weight)
        return tuple(result)
    for run, is_covered in runs(content):
        if is_covered:
            face = source_sans(weight)
            result.append((_without_missing_marks(run, face), face))
        else:
            result += _fallback_runs(run, weight)
    return tuple(result)


@lru_cache(maxsize=8192)
def first_face_for(content: str, weight: Weight) -> Face | None:
    """Return the first face that has every character, or None.

    Examples
    --------
    >>> first_face_for("Ana", "regular") == source_sans("regular")
    True
    """
    for face in faces(weight):
        if all(has_glyph(face, char) for char in content):
            return face
    return None


def _without_missing_marks(run: str, face: Face) -> str:
    """Leave out the marks that a face lacks, which would be drawn as boxes."""
    return "".join(
        char for char in run if not is_combining(char) or has_glyph(face, char)
    )


def _fallback_runs(run: str, weight: Weight) -> list[FaceRun]:
    """Split a run that Source Sans lacks, by character where no face has all of it."""
    face = first_face_for(run, weight)
    if face is not None:
        return [(run, face)]
    result: list[FaceRun] = []
    last_face = None
    for char in run:
        face = _face_after(last_face, char, weight)
        drawn = _drawn_character(char, face)
        last_face = face or source_sans(weight)
        _append_run(result, drawn, last_face)
    return [(text, each) for text, each in result if text]


def _face_after(last_face: Face | None, char: str, weight: Weight) -> Face | None:
    """Return the last face as long as it will do, so that words keep one look."""
    if last_face is not None and (is_combining(char) or has_glyph(last_face, char)):
        return last_face
    return first_face_for(char, weight)


def _drawn_character(char: str, face: Face | None) -> str:
    if face is not None and has_glyph(face, char):
        return char
    return "" if is_combining(char) else MISSING


def _append_run(result: list[FaceRun], text: str, face: Face) -> None:
    """Add a run, or prolong the last one when it has the same face."""
    if result and result[-1][1] == face:
        before, _ = result[-1]
        result[-1] = (before + text, face)
    else:
        result.append((text, face))


def _right_to_left_runs(run: str, weight: Weight) -> list[FaceRun]:
    """Split a right-to-left run, seen from left to right.

    It is cut only where no face has all of it, and within a word only when it must.
    """
    face = first_face_for(run, weight)
    if face is not None:
        return [(run, face)]
    result: list[FaceRun] = []
    # By words, since letters of Arabic join within a word only.
    for word in re.findall(r"\S+\s*|\s+", run):
        for text, each in _fallback_runs(word, weight):
            _append_run(result, text, each)
    result.reverse()
    return result


def _visual_runs(content: str) -> list[tuple[str, bool]]:
    """Return the runs of a text from left to right, and whether each is right-to-left.

    This is what the Unicode Bidirectional Algorithm (UAX #9) comes to without its
    explicit marks: digits go with the letters before them; spaces and signs go with
    those on both sides or, between two directions, with the text; the text goes the way
    of its first letter.
    """
    text_is_rtl = _first_direction(content)
    stretches = [
        (direction, len(list(members)))
        for direction, members in groupby(_character_directions(content))
    ]
    result: list[tuple[str, bool]] = []
    start = 0
    for place, (direction, length) in enumerate(stretches):
        is_rtl = direction
        if is_rtl is None:
            before = stretches[place - 1][0] if place > 0 else text_is_rtl
            is_last = place + 1 == len(stretches)
            after = text_is_rtl if is_last else stretches[place + 1][0]
            is_rtl = bool(before) if before == after else text_is_rtl
        text = content[start : start + length]
        start += length
        if result and result[-1][1] == is_rtl:
            result[-1] = (result[-1][0] + text, is_rtl)
        else:
            result.append((text, is_rtl))
    if text_is_rtl:
        result.reverse()
    return result


def _first_direction(content: str) -> bool:
    """Return whether the first letter of a text runs from right to left."""
    for char in content:
        kind = unicodedata.bidirectional(char)
        if kind in _STRONG_DIRECTIONS:
            return kind != "L"
    return False


def _character_directions(content: str) -> list[bool | None]:
    """Return whether each character is right-to-left; None for spaces and signs."""
    directions: list[bool | None] = []
    last_letter_is_rtl = False
    for char in content:
        kind = unicodedata.bidirectional(char)
        if kind in _STRONG_DIRECTIONS:
            last_letter_is_rtl = kind != "L"
        direction = _direction_of(kind, last_letter_is_rtl=last_letter_is_rtl)
        if direction is None and directions and is_combining(char):
            direction = directions[-1]
        directions.append(direction)
    return directions


def _direction_of(kind: str, *, last_letter_is_rtl: bool) -> bool | None:
    if kind == "L":
        return False
    if kind in {"R", "AL", "AN"}:
        return True
    if kind == "EN":
        return last_letter_is_rtl
    return None


def warn_of_missing_glyphs(scene: Scene) -> None:
    """Warn once, with what to install, of characters that no installed face has."""
    missing: set[str] = set()
    for mark in scene.walk():
        if isinstance(mark, Text):
            missing |= _missing_characters(mark.content)
    if not missing:
        return
    characters = sorted(missing)
    listed = "".join(characters[:_LISTED])
    if len(characters) > _LISTED:
        listed += "…"
    values = (
        ("number", len(characters)),
        ("characters", listed),
        ("sign", MISSING),
        ("package", _package_for(characters)),
    )
    note = Note(Sentence("message.charts.missing_glyphs", values))
    warn(note, stacklevel=3)


def _package_for(characters: list[str]) -> str:
    for pattern, name in _PACKAGES:
        if any(re.match(pattern, char, re.DOTALL) for char in characters):
            return name
    raise AssertionError("the last pattern matches any character")


@lru_cache(maxsize=8192)
def _missing_characters(content: str) -> frozenset[str]:
    missing = set()
    for run, is_covered in runs(content):
        for char in run:
            if _is_missing(char, is_covered=is_covered):
                missing.add(char)
    return frozenset(missing)


def _is_missing(char: str, *, is_covered: bool) -> bool:
    if is_combining(char):
        # A mark in a run of another face is left to that face.
        return is_covered and not has_glyph(source_sans("regular"), char)
    return not is_covered and first_face_for(char, "regular") is None
