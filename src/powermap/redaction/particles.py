"""Particles of a family name beside its pseudonym: Jan | van den, van der | Berg."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from powermap.redaction.text_pieces import SHORT_PARTICLES, Piece
from powermap.redaction.word_forms import latin_chunks, plain
from powermap.redaction.word_lists import word_lists

__all__ = ["are_particles", "particles_after", "particles_before", "particles_in"]

_JOINTS = frozenset("./-‐‑–'’`")
"""What joins particles to each other and to a name: v.d., v/d, al-."""
_HYPHENS = frozenset("-‐‑–")


def particles_in(name: str) -> frozenset[str]:
    """The particles of a name: by themselves, as one word, and in letters.

    Examples
    --------
    >>> sorted(particles_in("Jan van den Berg"))
    ['d', 'den', 'v', 'van', 'vanden', 'vd']
    >>> particles_in("Ana Ruiz")
    frozenset()
    """
    known = word_lists().particles
    words = [plain(word) for chunk in latin_chunks(name) for word in chunk]
    own = [word for word in words if word in known]
    letters = [word[0] for word in own]
    if not SHORT_PARTICLES.issuperset(letters):
        letters = []
    joined = {"".join(own), "".join(letters)} if own else set()
    return frozenset({*own, *letters, *joined}) - {""}


def are_particles(piece: Piece) -> bool:
    """Whether a word is von der, or its letters: vd."""
    word = piece.text
    if not word.islower() or not word.isalpha():
        return False
    return word in word_lists().particles or SHORT_PARTICLES.issuperset(word)


def particles_after(
    pieces: Sequence[Piece], end: int, own: frozenset[str], text: str
) -> int:
    """The place after the particles that follow a name; some are of this name."""
    last, is_own = end, False
    place = end
    while place < len(pieces) and "\n" not in _gap(pieces, place, text):
        piece = pieces[place]
        if _is_particle(piece, own):
            last = place + 1
            is_own = is_own or not own.isdisjoint(piece.keys)
        elif not _is_joint(pieces, place, text) or place == end:
            break
        place += 1
    if not is_own:
        return end
    # The dot of "v. d." stays only where a sentence ends.
    has_dot = last < len(pieces) and pieces[last].text == "."
    goes_on = has_dot and text[pieces[last].end :].lstrip()[:1].islower()
    is_letters = SHORT_PARTICLES.issuperset(pieces[last - 1].text)
    return last + 1 if goes_on and is_letters else last


def particles_before(
    pieces: Sequence[Piece], start: int, floor: int, own: frozenset[str], text: str
) -> int:
    """The place of the particles before a name; some are of it, or a hyphen joins them."""
    first, is_own = start, False
    place = start
    while place > floor and "\n" not in _gap(pieces, place, text):
        piece = pieces[place - 1]
        if _is_particle(piece, own):
            first = place - 1
            is_own = is_own or not own.isdisjoint(piece.keys)
            is_own = is_own or _joined_by_hyphen(pieces, place, start, text)
        elif not _is_joint(pieces, place - 1, text):
            break
        place -= 1
    return first if is_own else start


def _is_particle(piece: Piece, own: Iterable[str]) -> bool:
    if are_particles(piece):
        return True
    # Van Den Berg, as some write it; other words with a capital are names.
    return piece.text.isalpha() and any(key in own for key in piece.keys)


def _is_joint(pieces: Sequence[Piece], place: int, text: str) -> bool:
    """Whether a sign joins what stands before it to what stands behind it."""
    piece = pieces[place]
    if piece.text not in _JOINTS:
        return False
    if piece.text == ".":
        # The stop of a sentence is none: "by Jan van. The Berg".
        return place > 0 and SHORT_PARTICLES.issuperset(pieces[place - 1].text)
    return not _gap(pieces, place, text)


def _joined_by_hyphen(
    pieces: Sequence[Piece], place: int, start: int, text: str
) -> bool:
    if place != start - 1 or pieces[place].text not in _HYPHENS:
        return False
    return not _gap(pieces, place, text) and not _gap(pieces, start, text)


def _gap(pieces: Sequence[Piece], place: int, text: str) -> str:
    """What stands between a piece and the one before."""
    if not 0 < place < len(pieces):
        return ""
    return text[pieces[place - 1].end : pieces[place].start]
