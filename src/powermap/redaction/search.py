"""What is looked for in the texts of a redacted document, and what replaces it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from powermap.language import Language
from powermap.model import AccountPlan
from powermap.redaction.audience import AllowList
from powermap.redaction.cleaning import Cleaner, build_cleaner
from powermap.redaction.company_names import company_spellings
from powermap.redaction.person_names import person_spellings
from powermap.redaction.pseudonym import Pseudonym, pseudonym_pattern
from powermap.redaction.spelling import Spelling, whole_name

_MATTER = re.compile(r"(?:(?<!\s)\s+)?[·:：|]\s*|(?<!\s)\s+[-–—]+\s+")
"""Between the customer and the matter in the name of a prospect."""
Replacement = tuple[Spelling, str]


def make_cleaner(
    plans: Sequence[AccountPlan],
    pseudonyms: Mapping[str, Pseudonym],
    allowed: AllowList,
    hide: Iterable[str],
    language: Language,
) -> Cleaner:
    """A cleaner for people, our team, rivals and other customers, and words to hide.

    Names of our team, rivals and customers are replaced only where the audience
    does not see their table.
    """
    team = _team_names(plans) if not allowed.shows_table("team") else []
    member = language.say("redact.member")
    replacements: list[Replacement] = []
    for plan in plans:
        replacements += _companies(plan, allowed, language)
    for name in dict.fromkeys(team):
        replacements += [(spelling, member) for spelling in person_spellings(name)]
    names = [(name, member) for name in team]
    # Most versions of a plan have the same people.
    people = [(person.id, person.name) for plan in plans for person in plan.center]
    for id, name in dict.fromkeys(people):
        pseudonym = pseudonyms[id].name
        names.append((name, pseudonym))
        for spelling in person_spellings(name, id):
            replacements.append((spelling, pseudonym))
    somebody = language.say("redact.somebody")
    for name in _speakers(plans, allowed):
        # A word of it may be any word: "the meeting" speaks too.
        replacements += [(spelling, somebody) for spelling in whole_name(name)]
        names.append((name, somebody))
    hidden = language.say("redact.hidden")
    for text in hide:
        replacements += [(spelling, hidden) for spelling in whole_name(text)]
    return build_cleaner(
        replacements,
        names,
        somebody=somebody,
        mail=language.say("redact.mail"),
        number=language.say("redact.number"),
        own_words=pseudonym_pattern(language),
    )


def _companies(
    plan: AccountPlan, allowed: AllowList, language: Language
) -> Iterator[Replacement]:
    """Rivals and other customers, where the audience does not see them."""
    if not allowed.shows_table("rivals"):
        rival = language.say("redact.rival")
        for name in plan.rivals:
            for spelling in company_spellings(name):
                yield spelling, rival
    if not allowed.shows_table("pipeline"):
        customer = language.say("redact.customer")
        for name in _other_customers(plan):
            for spelling in whole_name(name):
                yield spelling, customer


def _other_customers(plan: AccountPlan) -> Iterator[str]:
    """The customers of the pipeline beside the account."""
    account = plan.account.casefold()
    for prospect in plan.pipeline:
        customer = _MATTER.split(prospect.name)[0]
        folded = customer.casefold()
        if account not in folded and folded not in account:
            yield customer


def _speakers(plans: Sequence[AccountPlan], allowed: AllowList) -> list[str]:
    """Who makes claims or tells of ties, and is named nowhere else."""
    said: dict[str, None] = {}
    for plan in plans:
        by_claims = [claim.said_by for person in plan.center for claim in person.claims]
        by_ties = [tie.said_by for tie in plan.center.ties]
        if not allowed.shows("claims", "said_by"):
            said |= dict.fromkeys(name for name in by_claims if name)
        if not allowed.shows("ties", "said_by"):
            said |= dict.fromkeys(name for name in by_ties if name)
    known = {name.casefold() for name in _team_names(plans)}
    for plan in plans:
        for person in plan.center:
            known |= {person.name.casefold(), person.id.casefold()}
    return [name for name in said if name.casefold() not in known]


def _team_names(plans: Iterable[AccountPlan]) -> list[str]:
    """Everybody of our team whom anything names."""
    found: list[str | None] = []
    for plan in plans:
        for person in plan.center:
            found += person.covered_by
        found += [member.name for member in plan.team]
        found += [action.who for action in plan.actions]
        found += [rating.by for rating in plan.appraisal]
        found.append(plan.seller)
    return [name for name in found if name]
