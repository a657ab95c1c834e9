"""What follows from what was written: roles, relationships, verdicts, the strategy and findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

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
from powermap.judgment.findings import Finding, check
from powermap.judgment.judge import judge
from powermap.judgment.relationship import account_relationship, relationships
from powermap.judgment.roles import Grid, assign_roles
from powermap.judgment.strategy.recommendation import recommend
from powermap.language import label, say, text as str_of
from powermap.model import AccountPlan, Answer, BuyingCenter, Question
from powermap.model.playbook import Playbook

JUDGED = ("role", "relationship")
"""What the method says of a person."""


def judged(a: BuyingCenter, b: BuyingCenter, grid: Grid, lang: str) -> Iterator[Moved]:
    """Roles and relationships that are others."""
    roles = [
        {id: one.role for id, one in assign_roles(each, grid).items()}
        for each in (a, b)
    ]
    standings = [
        {id: one.relationship for id, one in relationships(each).items()}
        for each in (a, b)
    ]
    answers: Mapping[str, Sequence[Mapping[str, object]]] = dict(
        zip(JUDGED, (roles, standings), strict=True)
    )
    for _, person in both(a, b):
        for field, (before, after) in answers.items():
            if before[person.id] is not after[person.id]:
                yield move(person, field, (before[person.id], after[person.id]), lang)


def of_account(a: BuyingCenter, b: BuyingCenter, lang: str) -> Iterator[Changed]:
    """The relationship with the account as a whole."""
    pair = [account_relationship(each).relationship for each in (a, b)]
    if pair[0] is not pair[1]:
        yield changed(
            say(lang, "difference.account_relationship"),
            both_in_words(pair[0], pair[1], lang),
            lang,
        )


def of_method(old: AccountPlan, new: AccountPlan, lang: str) -> Iterator[Changed]:
    """The verdicts, of a rival that one version does not name not known; and the strategy."""
    before, after = judge(old).verdicts, judge(new).verdicts
    for rival in dict.fromkeys([*before, *after]):
        for question in Question:
            pair = [
                each[rival][question].answer if rival in each else Answer.UNKNOWN
                for each in (before, after)
            ]
            if pair[0] is not pair[1]:
                name = label(question, lang)
                what = (
                    say(lang, "difference.of_rival", what=name, rival=rival)
                    if rival
                    else name
                )
                better = for_us(improved((Answer.MINUS, Answer.PLUS), *pair), rival)
                yield changed(
                    what, both_in_words(pair[0], pair[1], lang), lang, better=better
                )
    chosen = [recommend(each).strategy for each in (old, new)]
    if chosen[0] is not chosen[1]:
        yield changed(
            say(lang, "difference.recommended"),
            both_in_words(chosen[0], chosen[1], lang),
            lang,
        )


def findings(
    old: BuyingCenter | AccountPlan,
    new: BuyingCenter | AccountPlan,
    grid: Grid,
    lang: str,
) -> tuple[tuple[Changed, ...], tuple[Changed, ...]]:
    """Findings that appeared and those that are gone; the same ones have one code and people in common."""
    book = Playbook(role_grid=grid)
    before = list(check(old, playbook=book))
    after = check(new, playbook=book)
    appeared = []
    for finding in after:
        same = next((each for each in before if _same(each, finding)), None)
        if same is None:
            appeared.append(_finding(finding, lang, appeared=True))
        else:
            before.remove(same)
    return tuple(appeared), tuple(
        _finding(each, lang, appeared=False) for each in before
    )


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
