"""What would be lost, in words."""

from __future__ import annotations

from powermap.language import Reason, Signed, sentences
from powermap.language.lists import some_of
from powermap.network.damage import Damage
from powermap.network.influence_graph import InfluenceGraph

__all__ = ["loss_reason"]

NOTICEABLE = 0.005
"""A smaller change of support would be shown as 0.00."""


def loss_reason(
    damage: Damage,
    support_change: float | None,
    graph: InfluenceGraph,
    *,
    several_places: bool,
    has_levels: bool,
) -> Reason:
    """Everything that is lost, the worst first."""
    parts = _access_lost(damage, graph)
    if damage.champion:
        parts.append(Reason("loss.champion"))
    if damage.places and several_places:
        parts.append(Reason("loss.places", places=some_of(damage.places)))
    elif damage.places:
        parts.append(Reason("loss.no_contact"))
    parts += _touch_lost(damage, graph)
    if damage.actions:
        parts.append(Reason("loss.actions", count=len(damage.actions)))
    if support_change is not None and abs(support_change) >= NOTICEABLE:
        parts.append(_support_changed(support_change, has_levels=has_levels))
    if not parts:
        parts.append(Reason("loss.nothing"))
    return sentences(parts)


def _access_lost(damage: Damage, graph: InfluenceGraph) -> list[Reason]:
    if not damage.deciders:
        return []
    people = graph.names(damage.deciders)
    if len(damage.deciders) == damage.reached:
        lost = Reason("loss.all_deciders", people=people, count=damage.reached)
    else:
        everybody = Reason("reach.deciders", count=damage.reached)
        count = len(damage.deciders)
        lost = Reason("loss.deciders", people=people, count=count, all=everybody)
    if not damage.only_together:
        return [lost]
    together = graph.names(damage.only_together)
    return [lost, Reason("loss.only_together", people=together)]


def _touch_lost(damage: Damage, graph: InfluenceGraph) -> list[Reason]:
    """Whom we know well and lose, then others whom nobody covers any longer."""
    parts = []
    if damage.threads:
        if damage.leavers.issuperset(damage.threads):
            parts.append(Reason("loss.known_well", count=len(damage.threads)))
        else:
            people = graph.names(damage.threads)
            parts.append(Reason("loss.threads", people=people))
    others = [node for node in damage.uncovered if node not in damage.threads]
    if others:
        people = graph.names(others)
        parts.append(Reason("loss.uncovered", people=people))
    return parts


def _support_changed(change: float, *, has_levels: bool) -> Reason:
    if has_levels:
        return Reason("loss.support", change=Signed(change))
    return Reason("loss.support_up" if change > 0 else "loss.support_down")
