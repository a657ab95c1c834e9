"""Several deals or authors of one account as one plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.language import Listed, Quoted, Reason
from powermap.merging.combined_people import combine_people, other_value
from powermap.merging.combined_ties import combine_ties
from powermap.model import AccountPlan, BuyingCenter, Scale
from powermap.model.plan import PARTS
from powermap.model.record import check_items
from powermap.model.subject import Subject, plan_of
from powermap.model.vocabulary import fold

__all__ = ["Combined", "combine"]

_NAMED = ("team", "extra_criteria")
"""Lists that name each entry once."""
_TEXTS = ("objective", "solution", "cost_of_waiting")
"""Facts that are sentences: those of several deals stand below one another."""


@dataclass(frozen=True, slots=True, repr=False)
class Combined:
    """One account from several plans.

    Parameters
    ----------
    plan : AccountPlan
        Everybody in one buying center; where the plans differ, as claims.
    sources : tuple of str
        What each plan is called, the oldest first.
    known_by : mapping of str to tuple of str
        By id the plans that a person is in.
    plans : tuple of AccountPlan
        These plans as they are, in the order of the sources.
    ids : tuple of mapping of str to str
        For each of them the id of a person in the one plan by the id in its own.
    notes : tuple of Reason
        What was assumed, converted or left out.
    """

    plan: AccountPlan
    sources: tuple[str, ...]
    known_by: Mapping[str, tuple[str, ...]]
    plans: tuple[AccountPlan, ...]
    ids: tuple[Mapping[str, str], ...]
    notes: tuple[Reason, ...]

    def __repr__(self) -> str:
        count = len(self.plan.center)
        return f"<Combined {self.plan.account!r}, {len(self.sources)} plans, {count} people>"


@dataclass(frozen=True, slots=True)
class Part:
    """One of the plans, and what it is called as a source."""

    label: str
    plan: AccountPlan
    day: date | None


def combine(plans: Mapping[str, Subject] | Iterable[Subject]) -> Combined:
    """Combine the plans of several deals, or of several authors, for one account.

    A person is the same in two plans who has the same id and a like name, or the same
    name and no other organization. Where plans differ about a person, each one's value
    becomes a claim of its source, and the latest claim holds.

    Parameters
    ----------
    plans : mapping of str to plan, or iterable of plans
        AccountPlan, BuyingCenter or Judgment; the keys of a mapping are the sources.
        Without them a source is the seller, the opportunity or the account of a plan.

    Returns
    -------
    Combined
        Answers to criteria are about one deal; they are left out, with a note, where
        the plans are about several.

    Raises
    ------
    ModelError
        When there is no plan, or one was redacted.

    Examples
    --------
    >>> from powermap.model import BuyingCenter, Stakeholder
    >>> kim = BuyingCenter("ERP", [Stakeholder("Ana Ruiz", stance="neutral")])
    >>> lee = BuyingCenter("ERP", [Stakeholder("Ana Ruiz", stance="supporter")])
    >>> both = combine({"Kim": kim.revised(as_of="2026-03-01"), "Lee": lee})
    >>> [f"{each.said_by}: {each.value}" for each in both.plan.center["ana-ruiz"].claims]
    ['Lee: supporter', 'Kim: neutral']
    >>> both.plan.center["ana-ruiz"].stance.value
    'neutral'
    """
    parts = _parts(plans)
    notes: list[Reason] = []
    latest = parts[-1].plan
    scale = latest.center.scale
    centers = [_on_scale(part, scale, notes) for part in parts]
    labels = [part.label for part in parts]
    days = [part.day for part in parts]
    people = combine_people(centers, labels, days, notes)
    ties = combine_ties(centers, labels, people.ids, notes)
    deals = list(dict.fromkeys(_deal(part.plan) for part in parts))
    center = BuyingCenter(
        latest.center.name if len(deals) == 1 else latest.account,
        people.people,
        ties,
        scale=scale,
        as_of=_latest_day(days),
        wanted_roles=_union(each.wanted_roles for each in centers),
    )
    plan = _combine_plan(parts, center, people.ids, notes)
    return Combined(
        plan,
        tuple(labels),
        FrozenMapping(people.known_by),
        tuple(part.plan for part in parts),
        tuple(FrozenMapping(new_ids) for new_ids in people.ids),
        tuple(notes),
    )


def _parts(plans: Mapping[str, Subject] | Iterable[Subject]) -> list[Part]:
    if isinstance(plans, Mapping):
        named = [(str(label), plan_of(each)) for label, each in plans.items()]
    else:
        # In their order of days, so that their names do not depend on how they came.
        found = sorted((plan_of(each) for each in check_items(plans)), key=_day_of)
        named = list(zip(_labels(found), found, strict=True))
    if not named:
        raise ModelError(Reason("message.combining.nothing"))
    parts = []
    for label, plan in named:
        if plan.center.audience:
            raise ModelError(
                Reason("message.merging.redacted", audience=plan.center.audience)
            )
        parts.append(Part(label, plan, plan.as_of or plan.center.as_of))
    # The latest last, so that it has the last word wherever only one value can stand.
    return sorted(parts, key=lambda part: part.day or date.min)


def _day_of(plan: AccountPlan) -> date:
    return plan.as_of or plan.center.as_of or date.min


def _labels(plans: Sequence[AccountPlan]) -> list[str]:
    """What each plan is called: by its seller, else its deal, each once."""
    for field in ("seller", "opportunity", "account"):
        labels = [getattr(plan, field) for plan in plans]
        if all(labels) and len(set(labels)) == len(labels):
            return labels
    return [f"{plan.account} {number}" for number, plan in enumerate(plans, start=1)]


def _deal(plan: AccountPlan) -> str:
    return fold(plan.opportunity or "")


def _on_scale(part: Part, scale: Scale, notes: list[Reason]) -> BuyingCenter:
    """The people of a plan with their scores on the scale of all."""
    center = part.plan.center
    if center.scale == scale:
        return center
    people = []
    for person in center:
        claims = []
        for claim in person.claims:
            value = _score(claim.value, center.scale, scale)
            claims.append(claim.revised(value=value))
        scores = {}
        for axis in {"power", "involvement"} - person.following:
            scores[axis] = _score(getattr(person, axis), center.scale, scale)
        people.append(person.revised(**scores, claims=claims))
    notes.append(
        Reason(
            "message.combining.converted",
            source=Quoted(part.label),
            low=center.scale.low,
            high=center.scale.high,
            new_low=scale.low,
            new_high=scale.high,
        )
    )
    return center.revised(stakeholders=people, scale=scale)


def _score(value: Any, old: Scale, new: Scale) -> Any:
    """A score on another scale: as far from the cut as it was on its own."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if value >= old.middle:
        top = old.high - old.middle
        share = (value - old.middle) / top if top else 0
        return round(new.middle + share * (new.high - new.middle), 2)
    share = (value - old.low) / (old.middle - old.low)
    score = round(new.low + share * (new.middle - new.low), 2)
    # Rounding must not lift anybody over the cut.
    return min(score, new.middle - 0.01) if score >= new.middle else score


def _latest_day(days: Iterable[date | None]) -> date | None:
    known = [day for day in days if day is not None]
    return max(known, default=None)


def _union(lists: Iterable[Iterable[Any]]) -> tuple[Any, ...]:
    members: dict[Any, None] = {}
    for each in lists:
        members.update(dict.fromkeys(each))
    return tuple(members)


def _combine_plan(
    parts: Sequence[Part],
    center: BuyingCenter,
    ids: Sequence[Mapping[str, str]],
    notes: list[Reason],
) -> AccountPlan:
    plans = [part.plan for part in parts]
    is_one_deal = len({_deal(plan) for plan in plans}) == 1
    values: dict[str, Any] = {"center": center, "as_of": center.as_of}
    values["rivals"] = _union(plan.rivals for plan in plans)
    for name in PARTS:
        if name == "assessments":
            values[name] = _answers(parts, is_one_deal=is_one_deal, notes=notes)
        elif name == "actions":
            values[name] = _actions(plans, ids)
        elif name in _NAMED:
            values[name] = _by_name(name, parts, notes)
        else:
            values[name] = _union(getattr(plan, name) for plan in plans)
    given = {*values, "account", "custom", "audience"}
    for name in AccountPlan.model_fields:
        if name not in given:
            values[name] = _fact(name, parts, notes, is_one_deal=is_one_deal)
    values["custom"] = {}
    for part in parts:
        for key, value in part.plan.custom.items():
            if values["custom"].get(key, value) != value:
                notes.append(other_value(plans[-1].account, key, part.label))
        values["custom"].update(part.plan.custom)
    return AccountPlan(plans[-1].account, **values)


def _answers(
    parts: Sequence[Part], *, is_one_deal: bool, notes: list[Reason]
) -> tuple[Any, ...]:
    """Answers of one deal, the latest of each day; those of several belong to none."""
    if not is_one_deal:
        count = sum(len(part.plan.assessments) for part in parts)
        if count:
            notes.append(Reason("message.combining.answers", count=count))
        return ()
    answers: dict[Any, Any] = {}
    for part in parts:
        for each in part.plan.assessments:
            key = (each.criterion, each.rival, each.as_of)
            known = answers.get(key)
            if known is not None and known != each:
                notes.append(
                    Reason(
                        "message.combining.answered_twice",
                        criterion=each.criterion,
                        source=Quoted(part.label),
                    )
                )
            answers[key] = each
    return tuple(answers.values())


def _actions(
    plans: Sequence[AccountPlan], ids: Sequence[Mapping[str, str]]
) -> tuple[Any, ...]:
    actions: dict[Any, None] = {}
    for plan, new_ids in zip(plans, ids, strict=True):
        for action in plan.actions:
            people = [new_ids[id] for id in action.with_people]
            tested = new_ids[action.test_of] if action.test_of else None
            renamed = action.revised(with_people=people, test_of=tested)
            actions[renamed] = None
    return tuple(actions)


def _by_name(
    part_name: str, parts: Sequence[Part], notes: list[Reason]
) -> tuple[Any, ...]:
    """Entries by name; the latest of each, told where plans differ."""
    entries: dict[str, Any] = {}
    for part in parts:
        for entry in getattr(part.plan, part_name):
            if entries.get(entry.name, entry) != entry:
                notes.append(
                    Reason(
                        "message.combining.entry",
                        name=Quoted(entry.name),
                        source=Quoted(part.label),
                    )
                )
            entries[entry.name] = entry
    return tuple(entries.values())


def _fact(
    name: str, parts: Sequence[Part], notes: list[Reason], *, is_one_deal: bool
) -> Any:
    """A fact of the plan: the latest that is known, told where plans differ."""
    values = {}
    for part in parts:
        value = getattr(part.plan, name)
        if value not in (None, ()):
            values[part.label] = value
    distinct = list(dict.fromkeys(values.values()))
    if not distinct:
        return AccountPlan.model_fields[name].get_default()
    if len(distinct) == 1:
        return distinct[0]
    if not is_one_deal and name in _OF_SEVERAL:
        return _OF_SEVERAL[name](values)
    told = [Listed([label, _said(value)], "colon") for label, value in values.items()]
    notes.append(
        Reason("message.combining.fact", field=name, values=Listed(told, "semicolon"))
    )
    return list(values.values())[-1]


def _one_below_another(texts: Mapping[str, str]) -> str:
    return "\n".join(f"{label}: {text}" for label, text in texts.items())


_OF_SEVERAL: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "value": lambda values: sum(values.values()),
    "close_on": lambda days: min(days.values()),
    # Several deals have several names, which nobody needs to be told.
    "opportunity": lambda _: None,
    **dict.fromkeys(_TEXTS, _one_below_another),
}
"""What several deals have in common, by fact: the value of all, the next day."""


def _said(value: Any) -> Any:
    return Listed(value) if isinstance(value, tuple) else value
