"""Family names of several words: van den Berg, v. d. Berg, vdB, vandenberg."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from powermap.redaction.spelling import Certainty, Condition, Spelling
from powermap.redaction.word_lists import word_lists

__all__ = ["family_spellings", "particles_of"]

_Words = tuple[str, ...]


def particles_of(words: Sequence[str]) -> list[str]:
    """The words between the given names and the last word that belong to the family.

    Examples
    --------
    >>> particles_of(["lars", "van", "den", "berg"]), particles_of(["ben", "ode"])
    (['van', 'den'], [])
    """
    lists = word_lists()
    between = words[1:-1]
    return [word for word in between if word in lists.particles | lists.little]


def family_spellings(
    first: str, initials: _Words, particles: _Words, last: str
) -> Iterator[Spelling]:
    """A family name with its particles whole or in letters, and who may stand beside."""
    if not particles:
        return
    letters = tuple(word[0] for word in particles)
    short = "".join(letters)
    before = dict.fromkeys(((), (first,), initials[:1], initials))
    whole = "".join(particles)
    for form in dict.fromkeys((particles, (whole,), letters, (short,))):
        for names in before:
            yield Spelling((*names, *form, last), Condition.CAPITAL)
            # Lars van den B.
            words = (*names, *form, last[0])
            yield Spelling(words, Condition.INITIALS, Certainty.DERIVED)
        yield Spelling((*form, last, first), Condition.CAPITAL)
    for start in range(1, len(particles)):
        yield Spelling((*particles[start:], last), Condition.CAPITAL)
    for names in before:
        # Lars vdB
        words = (*names, short + last[0])
        yield Spelling(words, Condition.INNER_CAPITAL, Certainty.DERIVED)
    for names in dict.fromkeys(((), initials[:1], initials)):
        joined = "".join(names)
        word = joined + short + last[0]
        yield Spelling((word,), Condition.INNER_CAPITAL, Certainty.DERIVED)
        # lvandenberg
        word = joined + whole + last
        yield Spelling((word,), certainty=Certainty.DERIVED)
