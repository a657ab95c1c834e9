"""A plan for a partner or the customer: pseudonyms, and only what they may see.

What an audience sees is an allow-list (`audience`). In every text that stays, names
are replaced as well (`names` says what counts as one); what may be a name and stays
is in a warning. What else a text says stays as it is: only a reader can tell a
judgment in a sentence, so a customer gets no sentence that `keep` does not ask for.
Findings are switched off too, since they would judge what was left out.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar, cast

from powermap.errors import ModelError, Note, PowermapWarning
from powermap.language import Listed, Nearest, Quoted, Reason, as_language
from powermap.model import (
    AccountPlan,
    Action,
    BuyingCenter,
    Claim,
    Member,
    Stakeholder,
    Tie,
)
from powermap.model.field_names import FieldName, table_of_record
from powermap.model.fields import Field, Table, fields_by_name
from powermap.model.playbook import Playbook
from powermap.model.record import Record, to_tuple
from powermap.model.subject import people_or_plan, plan_of
from powermap.model.text import NAME_LIMIT, TEXT_LIMIT
from powermap.redaction.audience import (
    SENTENCES,
    AllowList,
    allow_list,
    show_everything,
    visible_fields,
)
from powermap.redaction.cleaning import Cleaner
from powermap.redaction.pseudonym import Pseudonym, pseudonyms
from powermap.redaction.search import make_cleaner

_PROSE = frozenset(
    {"note", "evidence", "objective", "solution", "comment", "cost_of_waiting"}
)
"""Fields whose texts may have many lines."""
_LISTS: Mapping[str, Table] = {
    "team": "team",
    "assessments": "assessments",
    "extra_criteria": "criteria",
    "goals": "goals",
    "actions": "actions",
    "pipeline": "pipeline",
    "appraisal": "appraisal",
}
"""The lists of records of a plan, with their tables."""
_NO_FINDINGS = "PM"
"""The prefix of all of powermap's findings."""
Subject = TypeVar("Subject", bound=BuyingCenter | AccountPlan)


def redact(
    subject: Subject,
    level: str,
    *,
    key: str = "",
    lang: str = "en",
    keep: str | Iterable[str] = (),
    hide: str | Iterable[str] = (),
    other: BuyingCenter | AccountPlan | None = None,
    playbook: Playbook | None = None,
) -> Subject:
    """The same buying center or plan with pseudonyms, and only what a level may see.

    Parameters
    ----------
    subject : BuyingCenter or AccountPlan
        What will be shown.
    level : {"partner", "customer"} or str
        Who will see it: one of powermap's levels, or one of the playbook.
    key : str, default ""
        Your company's secret; with the same key the same id has the same pseudonym
        in every document. Without one, whoever guesses an id can check the guess.
    lang : {"en", "zh"}
        Language of the pseudonyms.
    keep : iterable of {"objective", "solution", "goals", "actions"}
        Sentences to keep although the level does not see them, without names.
    hide : str or iterable of str
        Further words to leave out of every text: nicknames, the account.
    other : BuyingCenter or AccountPlan, optional
        Another version, when both are shown: people of one may be named in a text of
        the other.
    playbook : Playbook, optional
        Brings custom fields and levels.

    Returns
    -------
    BuyingCenter or AccountPlan
        People stand in the order of their pseudonyms. A plan also switches findings
        off (`ignore`), since they would judge what was left out.

    Raises
    ------
    ModelError
        When there is no such level, or `keep` has something else.

    Warns
    -----
    PowermapWarning
        When a text that stays has words that may be names: "will" where somebody is
        called Will, initials, a misspelled name. It says which and where.

    Examples
    --------
    >>> ana = Stakeholder("Ana Ruiz", title="CFO", stance="enemy", note="Ana agreed")
    >>> [hidden] = redact(BuyingCenter("ERP", [ana]), "partner")
    >>> hidden.name == "Ana Ruiz", hidden.title, hidden.stance.value, hidden.note
    (False, 'CFO', 'enemy', None)
    """
    kept = _as_texts(keep)
    for name in kept:
        if name not in SENTENCES:
            raise ModelError(
                Reason(
                    "message.redaction.keep",
                    value=Quoted(name),
                    allowed=Listed(SENTENCES),
                    hint=Nearest(name, tuple(SENTENCES)),
                )
            )
    allowed = allow_list(level, playbook, keep=kept)
    redaction = _prepare(subject, allowed, key, lang, _as_texts(hide), other)
    hidden = _redact(subject, redaction)
    if isinstance(hidden, AccountPlan):
        hidden = hidden.revised(select=(), ignore=(_NO_FINDINGS,))
    _warn_of_names(hidden, redaction.cleaner, level)
    return cast("Subject", hidden)


def pseudonymize(
    subject: Subject,
    *,
    key: str = "",
    lang: str = "en",
    hide: str | Iterable[str] = (),
) -> Subject:
    """The same buying center or plan with pseudonyms and nothing left out.

    Parameters
    ----------
    subject, key, lang, hide
        As of `redact`.

    Returns
    -------
    BuyingCenter or AccountPlan

    Examples
    --------
    >>> ana = Stakeholder("Ana Ruiz", note="Ana agreed")
    >>> [hidden] = pseudonymize(BuyingCenter("ERP", [ana]))
    >>> hidden.note == f"{hidden.name} agreed"
    True
    """
    allowed = show_everything()
    redaction = _prepare(subject, allowed, key, lang, _as_texts(hide), None)
    return cast("Subject", _redact(subject, redaction))


def _as_texts(value: str | Iterable[str]) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return to_tuple(value, str)


@dataclass(frozen=True, slots=True)
class _Redaction:
    """Who is called what, how texts are cleaned, and what stays visible."""

    pseudonyms: Mapping[str, Pseudonym]
    cleaner: Cleaner
    allowed: AllowList

    def clean(self, field: Field, value: Any) -> Any:
        """A value without names."""
        if isinstance(value, tuple):
            return tuple(self.clean(field, part) for part in value)
        if not isinstance(value, str) or isinstance(value, Enum):
            return value
        clean = self.cleaner(value)
        limit = TEXT_LIMIT if field.name in _PROSE else NAME_LIMIT
        if len(clean) <= limit:
            return clean
        return f"{clean[: limit - 1]}…"

    def values(self, table: Table, record: Any) -> dict[str, Any]:
        """The visible fields of a record, cleaned, by attribute of the model."""
        values: dict[str, Any] = {}
        for field in visible_fields(self.allowed, table):
            # Whom a claim is about stands nowhere in the claim itself.
            is_owner = field.table == "claims" and field.name == "person"
            if field.kind == "ids" or "." in field.attribute or is_owner:
                continue  # set by who knows what they mean
            values[field.attribute] = self.clean(field, field.value_in(record))
        if hasattr(record, "custom"):
            values["custom"] = self._custom(table, record)
        return values

    def _custom(self, table: Table, record: Any) -> dict[str, Any]:
        custom = {}
        for name, value in record.custom.items():
            if self.allowed.level == "everything" or self.allowed.shows(table, name):
                custom[name] = self.cleaner(value) if isinstance(value, str) else value
        return custom


def _prepare(
    subject: BuyingCenter | AccountPlan,
    allowed: AllowList,
    key: str,
    lang: str,
    hide: tuple[str, ...],
    other: BuyingCenter | AccountPlan | None,
) -> _Redaction:
    language = as_language(lang)
    plans = [plan_of(subject)]
    if other is not None:
        plans.insert(0, plan_of(other))
    people = [person for plan in plans for person in plan.center]
    names = pseudonyms(people, key=key, lang=language)
    cleaner = make_cleaner(plans, names, allowed, hide, language)
    return _Redaction(names, cleaner, allowed)


def _redact(
    subject: BuyingCenter | AccountPlan, redaction: _Redaction
) -> BuyingCenter | AccountPlan:
    whole = people_or_plan(subject)
    if isinstance(whole, BuyingCenter):
        return _redact_center(whole, redaction)
    return _redact_plan(whole, redaction)


def _redact_center(center: BuyingCenter, redaction: _Redaction) -> BuyingCenter:
    values = redaction.values("about", center)
    if "name" not in values:
        values["name"] = redaction.cleaner(center.name)
    # Scores mean nothing without their scale.
    allowed = redaction.allowed
    has_scores = allowed.shows("people", "power")
    if has_scores or allowed.shows("about", "scale_low"):
        values["scale"] = center.scale
    people = [_redact_person(person, redaction) for person in center]
    ties = []
    for tie in center.ties:
        if allowed.shows_member("ties", "kind", tie.kind.value):
            ties.append(_redact_tie(tie, redaction))
    # The order of the file would tell who is who.
    people.sort(key=lambda person: person.id)
    ties.sort(key=lambda tie: (tie.source, tie.target, tie.kind))
    if not allowed.shows_table("ties"):
        ties = []
    return BuyingCenter(**values, stakeholders=people, ties=ties)


def _redact_person(person: Stakeholder, redaction: _Redaction) -> Stakeholder:
    pseudonym = redaction.pseudonyms[person.id]
    values = redaction.values("people", person)
    values["id"] = pseudonym.id
    values["name"] = pseudonym.name
    values["claims"] = _redact_claims(person, redaction)
    return Stakeholder(**values)


def _redact_claims(person: Stakeholder, redaction: _Redaction) -> list[Claim]:
    """The claims whose field and value are visible, without names."""
    allowed = redaction.allowed
    if not allowed.shows("claims", "field") or not allowed.shows("claims", "value"):
        return []
    fields = fields_by_name("people")
    claims = []
    for claim in person.claims:
        if allowed.shows("people", claim.field):
            values = redaction.values("claims", claim)
            values["value"] = redaction.clean(fields[claim.field], claim.value)
            claims.append(Claim(**values))
    return claims


def _redact_tie(tie: Tie, redaction: _Redaction) -> Tie:
    values = redaction.values("ties", tie)
    values["source"] = redaction.pseudonyms[tie.source].id
    values["target"] = redaction.pseudonyms[tie.target].id
    return Tie(**values)


def _redact_plan(plan: AccountPlan, redaction: _Redaction) -> AccountPlan:
    values = redaction.values("plan", plan)
    if "account" not in values:
        values["account"] = redaction.cleaner(plan.account)
    values["center"] = _redact_center(plan.center, redaction)
    if redaction.allowed.shows_table("rivals"):
        values["rivals"] = plan.rivals
    for attribute, table in _LISTS.items():
        if redaction.allowed.shows_table(table):
            records = getattr(plan, attribute)
            values[attribute] = _redact_list(table, records, redaction)
    if "assessments" in values:
        values["assessments"] = _drop_unknown_parties(values)
    return AccountPlan(**values)


def _redact_list(
    table: Table, records: Iterable[Record], redaction: _Redaction
) -> list[Record]:
    """The visible records of a list; of two with one clean name, the first."""
    redacted: dict[object, Record] = {}
    for number, record in enumerate(records):
        values = redaction.values(table, record)
        if isinstance(record, Action):
            values["with_people"] = sorted(
                redaction.pseudonyms[id].id for id in record.with_people
            )
            tested = record.test_of
            if "test_of" in values and tested is not None:
                values["test_of"] = redaction.pseudonyms[tested].id
            if values.get("test_of") is None:
                values.pop("passed", None)
                # The day would tell that an action still open was a test.
                if tested is not None:
                    values.pop("done_on", None)
        clean = type(record)(**values)
        # Team members are told apart by name alone; other records may repeat.
        key: object = clean.name if isinstance(clean, Member) else number
        redacted.setdefault(key, clean)
    return list(redacted.values())


def _drop_unknown_parties(values: Mapping[str, Any]) -> list[Any]:
    """Answers about us and about rivals and criteria that stay visible."""
    rivals = values.get("rivals", ())
    criteria = {each.name for each in values.get("extra_criteria", ())}
    kept = []
    for answer in values["assessments"]:
        is_known_criterion = isinstance(answer.criterion, Enum)
        if answer.rival is not None and answer.rival not in rivals:
            continue
        if is_known_criterion or answer.criterion in criteria:
            kept.append(answer)
    return kept


def _warn_of_names(
    hidden: BuyingCenter | AccountPlan, cleaner: Cleaner, level: str
) -> None:
    """Warn of words that may be names and stay."""
    places: dict[str, list[Place]] = {}
    for place, text in _texts(hidden):
        for word in cleaner.doubts(text):
            places.setdefault(word, []).append(place)
    if not places:
        return
    parts = []
    for word, where in places.items():
        # The parts of a place are separated as sentences are: by a space in English,
        # by nothing in Chinese.
        listed = [Listed(place, "sentences") for place in dict.fromkeys(where)]
        parts.append(
            Reason(
                "message.redaction.word_at", word=Quoted(word), places=Listed(listed)
            )
        )
    reason = Reason(
        "message.redaction.names", level=level, words=Listed(parts, "semicolon")
    )
    warnings.warn(PowermapWarning(Note(reason)), stacklevel=3)


_NOT_TEXT = frozenset(
    {"id", "source", "target", "with_people", "test_of", "select", "ignore"}
)


Place = tuple[str | int | FieldName, ...]
"""Where a text stands: a person or a list, its number, a field."""


def _texts(value: object, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every text that somebody wrote, and where it stands."""
    if isinstance(value, Record):
        yield from _texts_of_record(value, place)
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _texts(inner, (*place, name))
    elif isinstance(value, tuple):
        for number, part in enumerate(value, 1):
            yield from _texts(part, (*place, number))
    elif isinstance(value, str) and not isinstance(value, Enum):
        yield place, value


def _texts_of_record(record: Record, place: Place) -> Iterator[tuple[Place, str]]:
    is_person = isinstance(record, Stakeholder)
    inside: Place = (record.name,) if isinstance(record, Stakeholder) else place
    table = table_of_record(type(record).__name__)
    for name in type(record).model_fields:
        if name in _NOT_TEXT or (is_person and name == "name"):
            continue
        field = FieldName(table, name)
        yield from _texts(getattr(record, name), (*inside, field))
