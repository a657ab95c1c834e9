"""A plan for other eyes: names become pseudonyms, and what a level may not see is left out.

What each level loses is a table. In every text that stays, names of people are replaced as well.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeVar

from powermap.errors import ModelError, nearest, shown
from powermap.model import AccountPlan, Action, BuyingCenter, Goal, Stakeholder, Tie
from powermap.words import say

JUDGEMENTS = ("stance", "contact", "can_veto", "declared_role", "covered_by", "meets_organization_needs",
              "meets_personal_needs")  # fmt: skip
WORDS = ("note", "evidence", "organization_needs", "personal_needs", "as_of")
Levels = Mapping[str, Mapping[str, tuple[str, ...]]]
LEVELS: Levels = MappingProxyType(
    {
        "partner": {
            "person": WORDS,
            "plan": ("assessments", "extra_criteria", "rivals", "pipeline", "seller", "appraisal"),
        },
        "customer": {
            "person": (*JUDGEMENTS, *WORDS, "power", "involvement"),
            "plan": ("assessments", "extra_criteria", "rivals", "pipeline", "seller", "appraisal", "strategy",
                     "objective", "team", "actions", "ignore"),
        },
    }
)  # fmt: skip
"""What is left out of a person and of a plan: a partner sees who decides and how they stand; the customer sees who is
part of it, what we offer and by when."""

Subject = TypeVar("Subject", BuyingCenter, AccountPlan)


def redact(
    subject: Subject,
    level: str,
    *,
    key: str = "",
    lang: str = "en",
    levels: Mapping[str, Mapping[str, tuple[str, ...]]] = LEVELS,
) -> Subject:
    """The same buying center or plan with pseudonyms, and without what the level may not see.

    Parameters
    ----------
    subject : BuyingCenter or AccountPlan
        What is to be shown.
    level : {"partner", "customer"}
        Whose eyes it is for.
    key : str, default ""
        A secret of the house; with the same key the same person has the same pseudonym in every document. Without one,
        who guesses a name can check the guess.
    lang : {"en", "zh"}
        Language of the pseudonyms.
    levels : mapping
        What each level loses.

    Returns
    -------
    BuyingCenter or AccountPlan

    Raises
    ------
    ModelError
        When there is no such level.

    Examples
    --------
    >>> ana = Stakeholder("Ana Ruiz", title="CFO", stance="enemy", note="Ana told us so")
    >>> [hidden] = redact(BuyingCenter("ERP", [ana]), "partner")
    >>> hidden.name == "Ana Ruiz", hidden.title, hidden.stance.value, hidden.note
    (False, 'CFO', 'enemy', None)
    """
    if level not in levels:
        raise ModelError(f"level is {shown(level)}; allowed: {', '.join(levels)}{nearest(str(level), levels)}")
    center = subject.center if isinstance(subject, AccountPlan) else subject
    hidden = _pseudonyms(center, key, lang)
    clean = _cleaner({person.name: hidden[person.id][1] for person in center})
    redacted = _center(center, hidden, clean, levels[level]["person"])
    if isinstance(subject, AccountPlan):
        return _plan(subject, redacted, hidden, clean, levels[level]["plan"])
    return redacted


def _pseudonyms(center: BuyingCenter, key: str, lang: str) -> dict[str, tuple[str, str]]:
    """For each id another id and a name, four letters or as many as keep people apart."""
    digests = {person.id: _digest(key, person) for person in center}
    for size in range(4, 53):
        codes = {id: digest[:size] for id, digest in digests.items()}
        if len(set(codes.values())) == len(codes):
            break
    return (
        {id: (f"person-{code.lower()}", say(lang, "redact.person", code=code)) for id, code in codes.items()}
        if digests
        else {}
    )


def _digest(key: str, person: Stakeholder) -> str:
    made = hashlib.sha256(f"{key}\0{person.id}\0{person.name}".encode()).digest()
    return base64.b32encode(made).decode().rstrip("=")


def _cleaner(names: Mapping[str, str]) -> Callable[[str | None], str | None]:
    """Replaces names of people, and words of them that are long enough to tell, by pseudonyms."""
    parts: dict[str, str] = {}
    for name, hidden in names.items():
        words = [word for word in re.split(r"[\s,.\-–()]+", name) if len(word) > 2 or not word.isascii()]
        parts |= {word.casefold(): hidden for word in words if word} | {name.casefold(): hidden}
    if not parts:
        return lambda text: text
    listed = "|".join(map(re.escape, sorted(parts, key=len, reverse=True)))
    pattern = re.compile(f"(?<![A-Za-z])(?:{listed})(?![A-Za-z])", re.IGNORECASE)
    return lambda text: text and pattern.sub(lambda found: parts.get(found.group().casefold(), "…"), text)


def _center(
    center: BuyingCenter,
    hidden: Mapping[str, tuple[str, str]],
    clean: Callable[[str | None], str | None],
    lost: Iterable[str],
) -> BuyingCenter:
    people = [_person(person, hidden[person.id], clean, lost) for person in center]
    ties = [Tie(hidden[tie.source][0], hidden[tie.target][0], tie.kind, tie.strength) for tie in center.ties]
    kept = ties if "stance" not in set(lost) else [tie for tie in ties if tie.kind.value == "reports_to"]
    return center.revised(name=clean(center.name), stakeholders=people, ties=kept)


def _person(
    person: Stakeholder, hidden: tuple[str, str], clean: Callable[[str | None], str | None], lost: Iterable[str]
) -> Stakeholder:
    empty = {name: () if isinstance(getattr(person, name), tuple) else None for name in lost}
    texts = {name: clean(getattr(person, name)) for name in ("title", "department", "organization", "note", "evidence")}
    return person.revised(**{**texts, **empty, "id": hidden[0], "name": hidden[1]})


def _plan(
    plan: AccountPlan,
    center: BuyingCenter,
    hidden: Mapping[str, tuple[str, str]],
    clean: Callable[[str | None], str | None],
    lost: Iterable[str],
) -> AccountPlan:
    changes = {
        "account": clean(plan.account),
        "opportunity": clean(plan.opportunity),
        "objective": clean(plan.objective),
        "solution": clean(plan.solution),
        "goals": [Goal(str(clean(goal.name)), goal.due, goal.state) for goal in plan.goals],
        "actions": [
            Action(str(clean(each.name)), who=each.who, with_people=[hidden[id][0] for id in each.with_people],
                   due=each.due, state=each.state)
            for each in plan.actions
        ],
    }  # fmt: skip
    empty = {name: () if isinstance(getattr(plan, name), tuple) else None for name in lost}
    return plan.revised(center=center, **{**changes, **empty})
