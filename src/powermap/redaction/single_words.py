"""One word of a name by itself, and a family name with initials."""

from __future__ import annotations

from collections.abc import Iterator

from powermap.redaction.spelling import Certainty, Condition, Spelling
from powermap.redaction.word_forms import word_forms
from powermap.redaction.word_lists import word_lists

__all__ = ["part_of_name", "with_initials"]


def part_of_name(word: str) -> Iterator[Spelling]:
    """One word of a name by itself, and when it is a name."""
    lists = word_lists()
    for form in word_forms(word):
        is_beside_names = (
            form in lists.little or form in lists.jobs or form in lists.address
        )
        if is_beside_names or len(form) < 2:
            if len(form) > 1:
                yield Spelling((form,), Condition.ADDRESS)
        elif form in lists.common or len(form) < 3:
            yield Spelling((form,), Condition.CAPITAL)
        else:
            yield Spelling((form,))
            if len(form) > 3:
                # The Falks
                yield Spelling((f"{form}s",), certainty=Certainty.DERIVED)


def with_initials(
    initials: tuple[str, ...], family: tuple[str, ...]
) -> Iterator[Spelling]:
    """Initials before or after a family name: J. R. van der Berg."""
    if len(family[-1]) < 2:
        return
    # Berg alone may be a mountain; van der Berg is a name.
    condition = Condition.ALWAYS if len(family) > 1 else Condition.NEVER
    yield Spelling(family, condition, Certainty.DERIVED)
    for letters in {initials, initials[:1], ("".join(initials),)}:
        yield Spelling((*letters, *family), Condition.CAPITAL)
        yield Spelling((*family, *letters), Condition.CAPITAL)
