"""What if: how stances spread along the links of influence."""

from __future__ import annotations

from collections.abc import Mapping

from powermap.errors import ModelError
from powermap.language import Quoted, Reason
from powermap.model import BuyingCenter, Stance, parse
from powermap.model.field_words import words_for
from powermap.model.playbook import Playbook
from powermap.model.subject import Subject, center_of
from powermap.model.vocabulary import fold
from powermap.network.influence_graph import graph_of
from powermap.network.mixture import Mixture
from powermap.network.outlook import Outlook
from powermap.network.sway_comparison import Comparison

__all__ = ["sway"]


def sway(
    subject: Subject,
    changes: Mapping[str, Stance | str | None] | None = None,
    *,
    playbook: Playbook | None = None,
) -> Outlook:
    """Who leans which way, and what a change of somebody's stance would do.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people and their ties.
    changes : mapping of str to Stance, str or None, optional
        Stances to assume by id or unique name, in a word of any accepted language;
        "unknown" or None for unknown, "left" for somebody who leaves: nobody hears
        them any longer, and they no longer count. Without changes the outlook is a
        forecast. Whoever is named here holds on to their stance, before the change as
        after it.
    playbook : Playbook, optional
        A company's own tables; its `tie_weights` say which ties carry influence.

    Returns
    -------
    Outlook

    Raises
    ------
    UnknownPersonError
        When nobody has one of these ids or names.
    ModelError
        When a stance is none, or somebody is named twice.

    Examples
    --------
    >>> from powermap.model import Stakeholder, Tie
    >>> people = [Stakeholder("Ana", stance="neutral"), Stakeholder("Ben", power=8)]
    >>> center = BuyingCenter("ERP", people, [Tie("ana", "ben")])
    >>> outlook = sway(center, {"Ana": "champion"})
    >>> outlook.support_before, round(outlook.support, 3)
    (0.0, 0.8)
    >>> print(outlook.moved[1].because)
    Ben: Neutral (0.00) → Champion (+0.80), mainly through Ana.

    Notes
    -----
    The model of Friedkin and Johnsen, see `powermap.network.opinion_model`: stances
    are opinions (`OPINION`), the links that end at a person carry their shares of
    others' opinions, and what they do not carry stays with the person:
    y = Σ share · other + (1 − Σ share) · own. Shares are scaled down only where they
    add up to more than 1. Who is of unknown stance starts as neutral; while nobody
    with a stance influences them they are listed as unknown. Power is measured from
    the low end of the scale; a word counts as the center of its half.

    Where fewer than half of the stances are known, such a model orders people but
    does not tell on which side they are. The sentences then only say who leans more
    or less in favor than most (`Opinion.leaning`), and no stance is expected; the
    numbers serve to compare two changes.
    """
    center = center_of(subject)
    graph = graph_of(subject, playbook)

    assumed = _assumed_stances(center, changes or {})
    entered = []
    stances = []
    for person in graph.people:
        entered.append(person.stance)
        stances.append(assumed.get(person.id, person.stance))

    gone = {graph.nodes[id] for id in _leavers(center, changes or {})}
    fixed = {graph.nodes[id] for id in assumed} - gone
    mixture = Mixture(graph, fixed)
    before = mixture.settle(entered)
    # Without changes the same answer twice would cost twice the time.
    after = before
    if gone:
        after = Mixture(graph, fixed, gone).settle(stances)
    elif stances != entered:
        after = mixture.settle(stances)
    return Comparison(
        graph, mixture.links, stances, before, after, gone, held=fixed
    ).outlook()


def _assumed_stances(
    center: BuyingCenter, changes: Mapping[str, Stance | str | None]
) -> dict[str, Stance | None]:
    assumed: dict[str, Stance | None] = {}
    for who, stance in changes.items():
        person = center.find(who)
        if person.id in assumed:
            # Under the id and under the name: which of the two was meant?
            name = Quoted(person.name)
            raise ModelError(Reason("message.network.changed_twice", name=name))
        assumed[person.id] = None
        if not (stance is None or _means("left", stance) or _means("unknown", stance)):
            assumed[person.id] = parse(Stance, stance)
    return assumed


def _leavers(
    center: BuyingCenter, changes: Mapping[str, Stance | str | None]
) -> list[str]:
    leaving = []
    for who, stance in changes.items():
        if _means("left", stance):
            leaving.append(center.find(who).id)
    return leaving


def _means(meaning: str, stance: object) -> bool:
    """Whether a word in place of a stance says that somebody left, or nothing."""
    if not isinstance(stance, str) or isinstance(stance, Stance):
        return False
    return fold(stance) in {fold(word) for word in words_for(meaning)}
