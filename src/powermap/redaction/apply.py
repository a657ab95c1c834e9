"""A plan for other eyes: names become pseudonyms, and what a level may not see is left out.

What each level loses is a table. In every text that stays, names are replaced as well (`names.py` says what counts as
one); what may be a name and stays is told by a warning. What a text says otherwise stays as it is: nobody but a reader
can tell a judgement in a sentence, so the customer gets no sentence that was not asked for by `keep`. Both levels also
still the findings (`ignore`), which would judge what was taken away.
"""

from __future__ import annotations

import base64
import hmac
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any, TypeVar, cast

from powermap.errors import ModelError, PowermapWarning, nearest, shown
from powermap.language import say
from powermap.model import AccountPlan, Action, BuyingCenter, Member, Stakeholder, Tie
from powermap.model.record import NAME_LIMIT, TEXT_LIMIT, Record, a_list, a_table
from powermap.model.subject import center_of
from powermap.redaction import names
from powermap.redaction.cleaning import Cleaner, cleaner
from powermap.redaction.names import Spelling

JUDGEMENTS = (
    "stance",
    "contact",
    "can_veto",
    "declared_role",
    "covered_by",
    "meets_organization_needs",
    "meets_personal_needs",
    "power",
    "involvement",
)
WORDS = ("note", "evidence", "organization_needs", "personal_needs", "as_of")
OURS = ("assessments", "extra_criteria", "rivals", "pipeline", "seller", "appraisal")
SENTENCES = ("objective", "solution", "goals", "actions")
"""What of a plan is said in sentences of its writer, and may be kept all the same."""
Levels = Mapping[str, Mapping[str, tuple[str, ...]]]
LEVELS: Levels = MappingProxyType(
    {
        "partner": {"person": WORDS, "tie": ("note",), "plan": OURS, "ignore": ("PM",)},
        "customer": {
            "person": (*JUDGEMENTS, *WORDS),
            "tie": ("note", "strength"),
            "kinds": (
                "dotted_to",
                "influences",
                "listens_to",
                "talks_to",
                "conflicts_with",
                "friend_of",
            ),
            "center": ("wanted_roles",),
            "plan": (*OURS, "strategy", "team", *SENTENCES),
            "ignore": ("PM",),
        },
    }
)
"""What is left out of a person, a tie, a buying center and a plan, which kinds of ties are, and which findings are not
wanted any more: a partner sees who decides, how they stand and what is done; the customer sees who is part of it and
who reports to whom."""
_MATTER = re.compile(r"\s*[·:：|]\s*|\s+[-–—]+\s+")
_PROSE = frozenset({"note", "evidence", "objective", "solution", "comment"})
_NOT_TEXT = frozenset({"id", "source", "target", "with_people", "select", "ignore"})
Subject = TypeVar("Subject", bound=BuyingCenter | AccountPlan)


@dataclass(frozen=True, slots=True)
class Pseudonym:
    """What somebody is called for other eyes."""

    id: str
    name: str


def redact(
    subject: Subject,
    level: str,
    *,
    key: str = "",
    lang: str = "en",
    keep: str | Iterable[str] = (),
    hide: str | Iterable[str] = (),
    other: BuyingCenter | AccountPlan | None = None,
    levels: Levels = LEVELS,
) -> Subject:
    """The same buying center or plan with pseudonyms, and without what the level may not see.

    Parameters
    ----------
    subject : BuyingCenter or AccountPlan
        What is to be shown.
    level : {"partner", "customer"}
        Whose eyes it is for.
    key : str, default ""
        A secret of the house; with the same key whoever has the same id has the same pseudonym in every document.
        Without one, who guesses an id can check the guess.
    lang : {"en", "zh"}
        Language of the pseudonyms.
    keep : iterable of {"objective", "solution", "goals", "actions"}
        Sentences to keep although the level loses them, without the names in them.
    hide : str or iterable of str
        Further words to leave out of every text: nicknames that nobody could know, the account.
    other : BuyingCenter or AccountPlan, optional
        Another version, when both are shown: whoever is in one of them may be named in a text of the other.
    levels : mapping
        What each level loses.

    Returns
    -------
    BuyingCenter or AccountPlan
        People stand in the order of their pseudonyms. A plan also says that findings are not wanted (`ignore`), as they
        would judge what was taken away.

    Raises
    ------
    ModelError
        When there is no such level or `keep` names anything else.

    Warns
    -----
    PowermapWarning
        When a text that stays has words that may be names: "will" where somebody is called Will, initials, a name
        misspelled. It says which and where.

    Examples
    --------
    >>> ana = Stakeholder("Ana Ruiz", title="CFO", stance="enemy", note="Ana told us so")
    >>> [hidden] = redact(BuyingCenter("ERP", [ana]), "partner")
    >>> hidden.name == "Ana Ruiz", hidden.title, hidden.stance.value, hidden.note
    (False, 'CFO', 'enemy', None)
    """
    if level not in tuple(a_table(levels, "levels")):
        raise ModelError(
            f"level is {shown(level)}; allowed: {', '.join(levels)}{nearest(str(level), levels)}"
        )
    kept = _several(keep)
    wrong = next((each for each in kept if each not in SENTENCES), None)
    if wrong is not None:
        raise ModelError(
            f"keep has {shown(wrong)}; allowed: {', '.join(SENTENCES)}{nearest(str(wrong), SENTENCES)}"
        )
    lost = {
        part: tuple(each for each in fields if each not in kept)
        for part, fields in a_table(levels[level], level).items()
    }
    versions = [subject] if other is None else [other, subject]
    hidden = pseudonyms(
        [person for each in versions for person in center_of(each)], key=key, lang=lang
    )
    task = _Task(hidden, _cleaner(versions, hidden, lost, _several(hide), lang), lost)
    made = (
        _plan(subject, task)
        if isinstance(subject, AccountPlan)
        else _center(subject, task)
    )
    _tell(made, task.cleaner, level)
    return cast("Subject", made)


def pseudonyms(
    people: Iterable[Stakeholder], *, key: str = "", lang: str = "en"
) -> Mapping[str, Pseudonym]:
    """Who is called what by `redact`, to read an answer that comes back.

    Parameters
    ----------
    people : BuyingCenter or iterable of Stakeholder
        As they are, with names.
    key : str, default ""
        As it was given to `redact`.
    lang : {"en", "zh"}
        Likewise.

    Returns
    -------
    mapping of id to Pseudonym
        Six letters each, from the key and the id alone: who else is there, their order and a new spelling of the name
        change nothing. Should two have the same six, theirs are as long as it takes.

    Examples
    --------
    >>> center = BuyingCenter("ERP", [Stakeholder("Ana Ruiz")])
    >>> pseudonyms(center, key="house")["ana-ruiz"].name == redact(center, "partner", key="house").stakeholders[0].name
    True
    """
    if people is None:
        raise ModelError(
            "None is of type NoneType; give a BuyingCenter or a list of Stakeholder objects"
        )
    if not isinstance(key, str):
        raise ModelError(
            f"key: {shown(key)} is of type {type(key).__name__}; write a text"
        )
    digests = {
        person.id: _digest(key, person.id) for person in a_list(people, Stakeholder)
    }
    codes = {id: _apart(digest, digests.values()) for id, digest in digests.items()}
    made = {
        id: Pseudonym(f"person-{code.lower()}", say(lang, "redact.person", code=code))
        for id, code in codes.items()
    }
    return MappingProxyType(made)


def _digest(key: str, id: str) -> str:
    made = hmac.digest(key.encode("utf-8", "surrogatepass"), id.encode(), "sha256")
    return base64.b32encode(made).decode().rstrip("=")


def _apart(digest: str, all: Iterable[str]) -> str:
    others = [each for each in all if each[:6] == digest[:6] and each != digest]
    size = next(
        size
        for size in range(6, 53)
        if digest[:size] not in {other[:size] for other in others}
    )
    return digest[:size]


def _several(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else a_list(value, str)


def _cleaner(
    versions: Sequence[BuyingCenter | AccountPlan],
    hidden: Mapping[str, Pseudonym],
    lost: Mapping[str, tuple[str, ...]],
    hide: Iterable[str],
    lang: str,
) -> Cleaner:
    """What is looked for in texts: our people, rivals and other customers where they are lost, people, what to hide."""
    people = [
        (person.name, person.id) for each in versions for person in center_of(each)
    ]
    ours = (
        [name for each in versions for name in _ours(each)]
        if _lost(lost, "team")
        else []
    )
    said = [each for version in versions for each in _theirs(version, lost, lang)]
    said += [
        (each, say(lang, "redact.member"))
        for name in dict.fromkeys(ours)
        for each in names.person(name)
    ]
    said += [
        (each, hidden[id].name)
        for name, id in people
        for each in names.person(name, id)
    ]
    said += [
        (each, say(lang, "redact.hidden"))
        for text in hide
        for each in names.whole(text)
    ]
    called = [(name, say(lang, "redact.member")) for name in ours] + [
        (name, hidden[id].name) for name, id in people
    ]
    return cleaner(
        said,
        called,
        somebody=say(lang, "redact.somebody"),
        mail=say(lang, "redact.mail"),
    )


def _lost(lost: Mapping[str, tuple[str, ...]], field: str) -> bool:
    return field in lost.get("plan", ())


def _theirs(
    version: BuyingCenter | AccountPlan, lost: Mapping[str, tuple[str, ...]], lang: str
) -> Iterator[tuple[Spelling, str]]:
    """Rivals and other customers, where the level does not see them."""
    if not isinstance(version, AccountPlan):
        return
    for name in version.rivals if _lost(lost, "rivals") else ():
        yield from (
            (spelling, say(lang, "redact.rival")) for spelling in names.company(name)
        )
    for name in _customers(version) if _lost(lost, "pipeline") else ():
        yield from (
            (spelling, say(lang, "redact.customer")) for spelling in names.whole(name)
        )


def _customers(plan: AccountPlan) -> Iterator[str]:
    """The other customers of the pipeline: of a prospect that is customer and matter, the customer."""
    for prospect in plan.pipeline:
        customer = _MATTER.split(prospect.name)[0]
        if (
            plan.account.casefold() not in customer.casefold()
            and customer.casefold() not in plan.account.casefold()
        ):
            yield customer


def _ours(version: BuyingCenter | AccountPlan) -> list[str]:
    """Everybody of our team whom anything names."""
    found = [name for person in center_of(version) for name in person.covered_by]
    if isinstance(version, AccountPlan):
        found += [member.name for member in version.team] + [
            each.who for each in version.actions if each.who
        ]
        found += [each.by for each in version.appraisal if each.by] + (
            [version.seller] if version.seller else []
        )
    return found


@dataclass(frozen=True, slots=True)
class _Task:
    """Who is called what, how texts are cleaned, and what is lost."""

    hidden: Mapping[str, Pseudonym]
    cleaner: Cleaner
    lost: Mapping[str, tuple[str, ...]]

    def rest(self, record: Record, part: str = "") -> dict[str, Any]:
        """The fields of a record: what is lost empty, texts clean."""
        lost = self.lost.get(part, ())
        fields = {name: getattr(record, name) for name in type(record).model_fields}
        if "custom" in fields:
            # Nobody outside sees a custom field unless it is listed for them.
            fields["custom"] = None
        return {
            name: _empty(value) if name in lost else self.clean(value, name)
            for name, value in fields.items()
        }

    def clean(self, value: Any, field: str = "") -> Any:
        """A value without names, whatever it is."""
        if isinstance(value, Stakeholder | Tie | Action):
            return {Stakeholder: _person, Tie: _tie, Action: _action}[type(value)](
                value, self
            )  # type: ignore[operator]
        if isinstance(value, BuyingCenter):
            return _center(value, self)
        if isinstance(value, Record):
            return value.revised(**self.rest(value))
        if isinstance(value, tuple):
            return tuple(self.clean(each, field) for each in value)
        if not isinstance(value, str) or isinstance(value, Enum) or field in _NOT_TEXT:
            return value
        limit = TEXT_LIMIT if field in _PROSE else NAME_LIMIT
        made = self.cleaner(value)
        return made if len(made) <= limit else f"{made[: limit - 1]}…"


def _empty(value: object) -> tuple[()] | None:
    return () if isinstance(value, tuple) else None


def _center(center: BuyingCenter, task: _Task) -> BuyingCenter:
    kept = [
        tie for tie in center.ties if tie.kind.value not in task.lost.get("kinds", ())
    ]
    people = sorted(
        (_person(person, task) for person in center), key=lambda person: person.id
    )
    ties = sorted(
        (_tie(tie, task) for tie in kept),
        key=lambda tie: (tie.source, tie.target, tie.kind),
    )
    fields = task.rest(center.revised(stakeholders=(), ties=()), "center")
    return center.revised(**{**fields, "stakeholders": people, "ties": ties})


def _tie(tie: Tie, task: _Task) -> Tie:
    ends = {end: task.hidden[getattr(tie, end)].id for end in ("source", "target")}
    return tie.revised(**{**task.rest(tie, "tie"), **ends})


def _person(person: Stakeholder, task: _Task) -> Stakeholder:
    new = task.hidden[person.id]
    return person.revised(
        **{**task.rest(person, "person"), "id": new.id, "name": new.name}
    )


def _plan(plan: AccountPlan, task: _Task) -> AccountPlan:
    fields = task.rest(plan, "plan")
    stilled = task.lost.get("ignore")
    wanted = {"select": (), "ignore": stilled} if stilled else {}
    return plan.revised(**{**fields, **wanted, "team": _team(fields["team"])})


def _team(team: Iterable[Member]) -> list[Member]:
    """Our own people; of two who are called alike once they are clean, the first."""
    first: dict[str, Member] = {}
    for member in team:
        first.setdefault(member.name, member)
    return list(first.values())


def _action(action: Action, task: _Task) -> Action:
    people = sorted(task.hidden[id].id for id in action.with_people)
    return action.revised(**{**task.rest(action), "with_people": people})


def _tell(made: BuyingCenter | AccountPlan, cleaner: Cleaner, level: str) -> None:
    """Warn of words that may be names and stay."""
    found: dict[str, list[str]] = {}
    for where, text in _texts(made):
        for word in cleaner.doubts(text):
            found.setdefault(word, []).append(where)
    if found:
        told = "; ".join(
            f"{shown(word)} ({', '.join(dict.fromkeys(places))})"
            for word, places in found.items()
        )
        warnings.warn(
            f"redacted for {level}, but these words may be names: {told}. Read the texts, then change them or hide the "
            "words",
            PowermapWarning,
            stacklevel=3,
        )


def _texts(value: object, where: str = "") -> Iterator[tuple[str, str]]:
    """Every text that somebody wrote, and where it stands."""
    if isinstance(value, Record):
        person = isinstance(value, Stakeholder)
        inside = value.name if isinstance(value, Stakeholder) else where
        for name in type(value).model_fields:
            if name not in _NOT_TEXT and not (person and name == "name"):
                yield from _texts(getattr(value, name), f"{inside} {name}".strip())
    elif isinstance(value, tuple):
        for number, each in enumerate(value, 1):
            yield from _texts(each, f"{where} {number}")
    elif isinstance(value, str) and not isinstance(value, Enum):
        yield where, value
