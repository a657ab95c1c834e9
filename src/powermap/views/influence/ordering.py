"""In which order people stand from the top, and who is connected with whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush

from powermap.model import BuyingCenter, TieKind
from powermap.model.axes import power_score
from powermap.views.influence.component import NumberedTie, is_reporting

JUST_BELOW = 1e-9
"""Puts people of unknown power below those at the cut, and above all others."""


def order(center: BuyingCenter, ties: Sequence[NumberedTie]) -> dict[str, int]:
    """Everyone's place from the top: by power, with no boss below a report.

    People of one boss who have the same power stand together.
    """
    boss_of: dict[str, str] = {}
    reports: defaultdict[str, list[str]] = defaultdict(list)
    for _, tie in ties:
        if is_reporting(tie):
            boss_of[tie.source] = tie.target
            reports[tie.target].append(tie.source)
    place_in_file = {person.id: at for at, person in enumerate(center)}
    for team in reports.values():
        team.sort(key=place_in_file.__getitem__)
    top = [person.id for person in center if person.id not in boss_of]
    walk = _walk_small_teams_first(top, reports)
    superiors = _superiors(boss_of, ties)
    power = _effective_power(center, walk, boss_of, superiors)
    ranked = _rank(walk, superiors, power)
    return {id: place for place, id in enumerate(ranked)}


def _superiors(
    boss_of: Mapping[str, str], ties: Sequence[NumberedTie]
) -> dict[str, list[str]]:
    """The boss of each person and those whom a dotted line leads to.

    A dotted line to somebody below is left out: a circle has no top.
    """
    superiors: defaultdict[str, list[str]] = defaultdict(list)
    for report, boss in boss_of.items():
        superiors[report].append(boss)
    for _, tie in ties:
        is_dotted = tie.kind is TieKind.DOTTED_TO
        if is_dotted and not _stands_above(tie.source, tie.target, superiors):
            superiors[tie.source].append(tie.target)
    return superiors


def _stands_above(
    upper: str, lower: str, superiors: Mapping[str, Sequence[str]]
) -> bool:
    above = [lower]
    # The list grows while it is read, until nobody above is new.
    for id in above:
        for superior in superiors.get(id, ()):
            if superior not in above:
                above.append(superior)
    return upper in above


def _rank(
    walk: Sequence[str],
    superiors: Mapping[str, Sequence[str]],
    power: Mapping[str, float],
) -> list[str]:
    """Everyone from the top: by power, then as in the walk, after all superiors."""
    place = {id: at for at, id in enumerate(walk)}
    missing = {id: len(superiors.get(id, ())) for id in walk}
    below = _turned(superiors)
    ready = [(-power[id], place[id], id) for id in walk if not missing[id]]
    heapify(ready)
    ranked = []
    while ready:
        _, _, id = heappop(ready)
        ranked.append(id)
        for lower in below.get(id, ()):
            missing[lower] -= 1
            if not missing[lower]:
                heappush(ready, (-power[lower], place[lower], lower))
    return ranked


def _turned(superiors: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """For each person those who have them as a superior."""
    below: defaultdict[str, list[str]] = defaultdict(list)
    for lower, uppers in superiors.items():
        for upper in uppers:
            below[upper].append(lower)
    return below


def _walk_small_teams_first(
    top: Sequence[str], reports: Mapping[str, Sequence[str]]
) -> list[str]:
    """Everyone after their boss, each boss's people together, small teams first."""
    size = _team_sizes(top, reports)
    walk: list[str] = []
    stack = list(reversed(top))
    while stack:
        boss = stack.pop()
        walk.append(boss)
        # Backward, since the stack gives back last what it took first: equal teams stay
        # in the order of the file.
        backward = reversed(reports.get(boss, ()))
        stack += sorted(backward, key=lambda report: -size[report])
    return walk


def _team_sizes(
    top: Sequence[str], reports: Mapping[str, Sequence[str]]
) -> dict[str, int]:
    """How many people stand at or below each; without recursion, for deep trees."""
    downward: list[str] = []
    stack = list(top)
    while stack:
        boss = stack.pop()
        downward.append(boss)
        stack += reports.get(boss, ())
    size = dict.fromkeys(downward, 1)
    for boss in reversed(downward):
        for report in reports.get(boss, ()):
            size[boss] += size[report]
    return size


def _effective_power(
    center: BuyingCenter,
    walk: Sequence[str],
    boss_of: Mapping[str, str],
    superiors: Mapping[str, Sequence[str]],
) -> dict[str, float]:
    """Power from 0 to 1, where a superior has at least as much as those below.

    Somebody of unknown power has what the boss has, or stands just below the cut.
    """
    scale = center.scale
    power: dict[str, float] = {}
    for person in center:
        score = power_score(person, scale)
        if score is not None:
            power[person.id] = scale.share(score)
    # Not at the bottom: unknown is not weak. Below the cut, so that nobody is drawn
    # among the deciders without a reason.
    unknown = scale.share(scale.middle) - JUST_BELOW
    for id in walk:
        power.setdefault(id, power.get(boss_of.get(id, ""), unknown))
    # From the bottom up, so that a superior also gets the power of reports of reports.
    for id in reversed(_rank(walk, superiors, dict.fromkeys(walk, 0.0))):
        for superior in superiors.get(id, ()):
            power[superior] = max(power[superior], power[id])
    return power


def connected_groups(
    ids: Sequence[str], ties: Sequence[NumberedTie]
) -> list[list[str]]:
    """People who are connected, the largest group first; others are groups of one."""
    neighbors: defaultdict[str, list[str]] = defaultdict(list)
    for _, tie in ties:
        neighbors[tie.source].append(tie.target)
        neighbors[tie.target].append(tie.source)
    groups: list[list[str]] = []
    # A dictionary keeps the order of the buying center, a set would not.
    unseen = dict.fromkeys(ids)
    while unseen:
        first = next(iter(unseen))
        del unseen[first]
        group = [first]
        # The group grows while it is read, until it has no new neighbors.
        for id in group:
            for neighbor in neighbors[id]:
                if neighbor in unseen:
                    del unseen[neighbor]
                    group.append(neighbor)
        groups.append(group)
    return sorted(groups, key=lambda group: -len(group))
