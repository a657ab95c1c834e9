"""What the method says of two versions: roles, relationships, verdicts, findings."""

from __future__ import annotations

from collections.abc import Iterator

from powermap.compare.changes import (
    Changed,
    Moved,
    both,
    changed,
    for_us,
    improved,
    move,
)
from powermap.compare.contrast import both_in_words
from powermap.judgment.findings import Finding
from powermap.judgment.judge import Judgment
from powermap.language import label, say, text as str_of
from powermap.model import Answer, Question

JUDGED = ("role", "relationship")
"""What the method says of a person."""


def judged(before: Judgment, after: Judgment, lang: str) -> Iterator[Moved]:
    """People whose role or relationship changed."""
    for _, person in both(before.center, after.center):
        id = person.id
        pairs = {
            "role": (before.roles[id].role, after.roles[id].role),
            "relationship": (
                before.relationships[id].relationship,
                after.relationships[id].relationship,
            ),
        }
        for field, pair in pairs.items():
            if pair[0] is not pair[1]:
                yield move(person, field, pair, lang)


def of_account(before: Judgment, after: Judgment, lang: str) -> Iterator[Changed]:
    """The relationship with the account as a whole."""
    old = before.account_relationship.relationship
    new = after.account_relationship.relationship
    if old is not new:
        what = say(lang, "difference.account_relationship")
        yield changed(what, both_in_words(old, new, lang), lang)


def of_method(before: Judgment, after: Judgment, lang: str) -> Iterator[Changed]:
    """The verdicts and the recommended strategy."""
    for party in dict.fromkeys([*before.verdicts, *after.verdicts]):
        for question in Question:
            old = _answer(before, party, question)
            new = _answer(after, party, question)
            if old is not new:
                yield _changed_verdict(party, question, (old, new), lang)
    chosen = before.strategy.strategy
    best = after.strategy.strategy
    if chosen is not best:
        what = say(lang, "difference.recommended")
        yield changed(what, both_in_words(chosen, best, lang), lang)


def _answer(judgment: Judgment, party: str | None, question: Question) -> Answer:
    """A verdict; unknown of a rival that this version does not name."""
    if party not in judgment.verdicts:
        return Answer.UNKNOWN
    return judgment.verdicts[party][question].answer


def _changed_verdict(
    party: str | None, question: Question, pair: tuple[Answer, Answer], lang: str
) -> Changed:
    what = label(question, lang)
    if party is not None:
        what = say(lang, "difference.of_rival", what=what, rival=party)
    better = for_us(improved((Answer.MINUS, Answer.PLUS), *pair), party)
    return changed(what, both_in_words(pair[0], pair[1], lang), lang, better=better)


def findings(
    before: Judgment, after: Judgment, lang: str
) -> tuple[tuple[Changed, ...], tuple[Changed, ...]]:
    """Findings that appeared and those that are gone.

    Two findings are the same when they have one code and people in common.
    """
    gone = list(before.findings)
    appeared = []
    for finding in after.findings:
        same = next((each for each in gone if _same(each, finding)), None)
        if same is None:
            appeared.append(_finding(finding, lang, appeared=True))
        else:
            gone.remove(same)
    left = [_finding(each, lang, appeared=False) for each in gone]
    return tuple(appeared), tuple(left)


def _same(one: Finding, other: Finding) -> bool:
    """Whether two findings are about the same: one code, and people in common or nobody in either."""
    people, others = set(one.people), set(other.people)
    return bool(one.code == other.code and (people & others or people == others))


def _finding(finding: Finding, lang: str, *, appeared: bool) -> Changed:
    said = f"{finding.code} {str_of(finding.message, lang)}"
    key = "finding_appeared" if appeared else "finding_gone"
    because = say(lang, f"difference.{key}", finding=said)
    return Changed(
        finding.code,
        None if appeared else said,
        said if appeared else None,
        because,
        better=not appeared,
    )
