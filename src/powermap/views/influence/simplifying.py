"""Fewer people and ties where a reader could not follow all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from powermap.views.influence.branches import without_lone_stubs
from powermap.views.influence.folding import FOLDED_PEOPLE, READABLE_PEOPLE, fold
from powermap.views.influence.thinning import is_dense, thin

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.views.influence.choice import Choice, Options


def simplify(
    choice: Choice,
    options: Options,
    language: Language,
    *,
    most: int = READABLE_PEOPLE,
    one_tie_each: bool = False,
) -> Choice:
    """Fold people over a number, and keep one tie each where there are too many.

    `most` people are shown without folding, `one_tie_each` asks for it in any case; what
    the options ask for comes first.
    """
    if not options.everybody and len(choice.center) > most:
        shown = min(most, FOLDED_PEOPLE)
        choice = fold(choice, shown, language, first=options.earlier)
    is_thin = options.ties == "strongest"
    if options.ties is None:
        # Ties between teams add up to a hairball, however few each person has.
        is_folded = bool(choice.teams)
        is_thin = one_tie_each or is_folded or is_dense(choice)
    return without_lone_stubs(thin(choice) if is_thin else choice)
