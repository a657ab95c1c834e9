"""A plan for a partner or the customer: pseudonyms, and only what they may see.

What an audience sees is an allow-list (`audience`). In every text that stays, names
are replaced as well (`names` says what counts as one); what may be a name and stays
is in a warning. What else a text says stays as it is: only a reader can tell a
judgment in a sentence, so a customer gets no sentence that `keep` does not ask for.
Findings are switched off too, since they would judge what was left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar, cast

from powermap.errors import ModelError, Note
from powermap.language import Listed, Nearest, Quoted, Reason, as_language
from powermap.language.refusals import not_allowed
from powermap.model import AccountPlan, BuyingCenter
from powermap.model.playbook import Playbook
from powermap.model.record import to_tuple
from powermap.model.subject import people_or_plan, plan_of
from powermap.notes import warn
from powermap.redaction.audience import (
    SENTENCES,
    TEXTS,
    AllowList,
    Texts,
    allow_list,
    show_everything,
)
from powermap.redaction.doubtful_words import doubtful_words
from powermap.redaction.free_texts import texts_that_stay
from powermap.redaction.key import check_key, random_secret, secret_of
from powermap.redaction.pseudonym import make_pseudonyms
from powermap.redaction.records import Redaction, redact_record
from powermap.redaction.search import make_cleaner

_NO_FINDINGS = "PM"
"""The prefix of all of powermap's findings."""
Subject = TypeVar("Subject", bound=BuyingCenter | AccountPlan)


@dataclass(frozen=True, slots=True)
class Redacted(Generic[Subject]):
    """What an audience may see, and what its sender should know.

    Parameters
    ----------
    subject : BuyingCenter or AccountPlan
        With pseudonyms.
    texts : Note or None
        Which free texts stay.
    doubts : Note or None
        Which words may be names and stay.
    """

    subject: Subject
    texts: Note | None
    doubts: Note | None


def redact(
    subject: Subject,
    level: str,
    *,
    key: str | None = None,
    lang: str = "en",
    texts: Texts | None = None,
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
    key : str, optional
        Your company's secret, at least 16 characters: with it a person has the same
        pseudonym in every document for this level, and `pseudonyms` tells who is who.
        Without one a random key is made that nobody knows: pseudonyms then differ each
        time, which is the only answer of powermap that does.
    lang : {"en", "zh"}
        Language of the pseudonyms.
    texts : {"drop", "mask", "keep"}, optional
        What happens to free texts (notes, evidence, objective, solution, goals, actions)
        that the level may see: left out, without names as far as a program can find
        them, or as they are. "drop" for the customer when not given, else "mask".
    keep : iterable of {"objective", "solution", "goals", "actions"}
        Sentences to keep although the level does not see them, without names.
    hide : str or iterable of str
        Further words to leave out of every text: nicknames, the account.
    other : BuyingCenter or AccountPlan, optional
        Another version, when both are shown: people of one may be named in a text of
        the other. Pass a key too, so that both have the same pseudonyms.
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
        When there is no such level, the key can be guessed, or `keep` or `texts` has
        something else.

    Warns
    -----
    PowermapWarning
        When texts stay, because a program does not find every name; and when they have
        words that may be names: "will" where somebody is called Will, initials, a
        misspelled name. It says which and where.

    Examples
    --------
    >>> from powermap.model import BuyingCenter, Stakeholder
    >>> ana = Stakeholder("Ana Ruiz", title="CFO", stance="enemy", note="Ana agreed")
    >>> [hidden] = redact(BuyingCenter("ERP", [ana]), "partner")
    >>> hidden.name == "Ana Ruiz", hidden.title, hidden.stance.value, hidden.note
    (False, 'CFO', 'enemy', None)
    """
    redacted = redact_with_notes(
        subject,
        level,
        key=key,
        lang=lang,
        texts=texts,
        keep=keep,
        hide=hide,
        other=other,
        playbook=playbook,
    )
    for note in (redacted.texts, redacted.doubts):
        if note is not None:
            warn(note)
    return redacted.subject


def redact_with_notes(
    subject: Subject,
    level: str,
    *,
    key: str | None = None,
    lang: str = "en",
    texts: Texts | None = None,
    keep: str | Iterable[str] = (),
    hide: str | Iterable[str] = (),
    other: BuyingCenter | AccountPlan | None = None,
    playbook: Playbook | None = None,
) -> Redacted[Subject]:
    """The same as `redact`, with what it warns of as data."""
    kept = _check_sentences(keep)
    way = _check_texts(texts, level)
    allowed = allow_list(level, playbook, keep=kept, texts=way)
    secret = _secret(key)
    plans = [] if other is None else [plan_of(other)]
    plans.append(plan_of(people_or_plan(subject)))
    redaction = replace(
        _prepare(plans, allowed, level, secret, lang, _as_texts(hide)),
        keeps_texts=way == "keep",
    )
    hidden = _hide(subject, redaction)
    return Redacted(
        subject=hidden,
        texts=texts_that_stay(hidden, level, way),
        doubts=doubtful_words(
            hidden, redaction.cleaner, level, in_free_texts=way != "keep"
        ),
    )


def redact_versions(
    plans: Sequence[AccountPlan],
    level: str,
    *,
    key: str | None = None,
    lang: str = "en",
    playbook: Playbook | None = None,
) -> list[AccountPlan]:
    """Versions of a plan as `redact` shows them, without its warnings.

    Names are replaced in all of them alike, as one version may name people who are
    only in another.

    Examples
    --------
    >>> from powermap.model import Stakeholder
    >>> ana = BuyingCenter("ERP", [Stakeholder("Ana Ruiz")])
    >>> plans = [plan_of(ana), plan_of(ana.add(Stakeholder("Ben Ode")))]
    >>> first, second = redact_versions(plans, "partner")
    >>> {person.id for person in first.center} < {person.id for person in second.center}
    True
    """
    allowed = allow_list(level, playbook, texts=_check_texts(None, level))
    redaction = _prepare(plans, allowed, level, _secret(key), lang, ())
    return [_hide(plan, redaction) for plan in plans]


def _hide(subject: Subject, redaction: Redaction) -> Subject:
    """What an audience sees, without findings."""
    hidden = redact_record(subject, redaction)
    if isinstance(hidden, AccountPlan):
        hidden = hidden.revised(select=(), ignore=(_NO_FINDINGS,))
    return cast("Subject", hidden)


def pseudonymize(
    subject: Subject,
    level: str,
    *,
    key: str | None = None,
    lang: str = "en",
    hide: str | Iterable[str] = (),
) -> Subject:
    """The same buying center or plan with pseudonyms and nothing left out.

    Parameters
    ----------
    subject, level, key, lang, hide
        As of `redact`; the level decides on the pseudonyms only.

    Returns
    -------
    BuyingCenter or AccountPlan

    Examples
    --------
    >>> from powermap.model import BuyingCenter, Stakeholder
    >>> ana = Stakeholder("Ana Ruiz", note="Ana agreed")
    >>> [hidden] = pseudonymize(BuyingCenter("ERP", [ana]), "partner")
    >>> hidden.note == f"{hidden.name} agreed"
    True
    """
    allowed = show_everything()
    secret = _secret(key)
    plans = [plan_of(people_or_plan(subject))]
    redaction = _prepare(plans, allowed, level, secret, lang, _as_texts(hide))
    return cast("Subject", redact_record(subject, redaction))


def _secret(key: str | None) -> bytes:
    return random_secret() if key is None else secret_of(check_key(key))


def _check_sentences(keep: str | Iterable[str]) -> tuple[str, ...]:
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
    return kept


def _check_texts(texts: Texts | None, level: str) -> Texts:
    if texts is None:
        return "drop" if level == "customer" else "mask"
    if texts not in TEXTS:
        raise ModelError(not_allowed("texts", texts, TEXTS))
    return texts


def _as_texts(value: str | Iterable[str]) -> tuple[str, ...]:
    texts = (value,) if isinstance(value, str) else to_tuple(value, str)
    for text in texts:
        # What has no letter cannot be found in a text.
        if not any(character.isalnum() for character in text):
            raise ModelError(Reason("message.redaction.no_word", text=Quoted(text)))
    return texts


def _prepare(
    plans: Sequence[AccountPlan],
    allowed: AllowList,
    level: str,
    secret: bytes,
    lang: str,
    hide: tuple[str, ...],
) -> Redaction:
    language = as_language(lang)
    people = [person for plan in plans for person in plan.center]
    names = make_pseudonyms(people, level, secret, language)
    cleaner = make_cleaner(plans, names, allowed, hide, language)
    return Redaction(names, cleaner, allowed)
