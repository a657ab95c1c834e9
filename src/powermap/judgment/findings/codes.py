"""Which kinds of findings a call and a plan select and ignore, by codes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from powermap.errors import ModelError
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.model.record import to_tuple

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.model.playbook import FindingKind

Words = str | Iterable[str] | None
SEPARATORS = re.compile(r"[\s,;，；、]+")
"""What people type between two codes, in English or Chinese."""


def choose_kinds(
    judgment: Judgment, select: Words = None, ignore: Words = None
) -> list[FindingKind]:
    """The kinds that are looked for, by their codes.

    The longest beginning of a code wins; of two equally long ones the ignored one.
    """
    kinds = judgment.playbook.finding_kinds
    plan = judgment.plan
    # Codes of the plan are checked even where the call overrides them.
    selected = _read_codes(plan.select, kinds, "select")
    ignored = _read_codes(plan.ignore, kinds, "ignore")
    if select is not None:
        selected = _read_codes(select, kinds)
    # The empty beginning matches every code and is the weakest of all matches, so that
    # any ignored code wins over it.
    elif not selected:
        selected = [""]
    # Ignored codes add up while a selection replaces that of the plan: a call can
    # always narrow, and asks outright to widen.
    ignored += _read_codes(ignore, kinds)
    chosen = []
    for code in sorted(kinds):
        # As linters have it: ignore PM4 and select PM405, and PM405 stays.
        if _longest_match(code, selected) > _longest_match(code, ignored):
            chosen.append(kinds[code])
    return chosen


def _longest_match(code: str, beginnings: Sequence[str]) -> int:
    longest = -1
    for each in beginnings:
        if code.startswith(each):
            longest = max(longest, len(each))
    return longest


def _read_codes(
    words: Words, kinds: Mapping[str, FindingKind], where: str = ""
) -> list[str]:
    """Codes and beginnings of codes in capitals, each of which begins a code."""
    codes = []
    for word in _split_words(words):
        code = word.upper()
        # A code that matches nothing is a typing error, by which a finding would be
        # missed or ignored in silence.
        if not code or not any(each.startswith(code) for each in kinds):
            fault = _explain_wrong(word, kinds)
            if where:
                place = Reason("message.playbook.codes_of_plan", field=where)
                fault = Reason("message.at_place", place=place, text=fault)
            raise ModelError(fault)
        codes.append(code)
    return codes


def _explain_wrong(word: str, kinds: Mapping[str, FindingKind]) -> Reason:
    # PM and the hundred: as many as a message can list.
    groups = sorted({code[:3] for code in kinds})
    return Reason(
        "message.playbook.no_finding_code",
        code=Quoted(word),
        groups=Listed(groups),
        hint=Nearest(word, (*kinds, *groups)),
    )


def _split_words(words: Words) -> list[str]:
    if isinstance(words, str):
        words = [words]
    split = []
    for text in to_tuple(words, str):
        stripped = text.strip()
        # A blank text is kept, so that it is refused rather than ignored.
        if stripped:
            split += SEPARATORS.split(stripped)
        else:
            split.append(text)
    return split
