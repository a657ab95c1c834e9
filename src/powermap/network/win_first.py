"""Whom to win first: the most support for the effort."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap.frozen import FrozenMapping
from powermap.language import Capitalized, Reason, Signed
from powermap.language.results import ResultList, Row
from powermap.model import Contact, Stance
from powermap.model.playbook import Playbook
from powermap.model.subject import Subject, center_of
from powermap.network.influence_graph import (
    InfluenceGraph,
    check_most,
    graph_of,
)
from powermap.network.stance_words import contact_reason, stance_reason

if TYPE_CHECKING:
    from numpy import float64, intp
    from numpy.typing import NDArray

    from powermap.model import Stakeholder
    from powermap.network.many_graphs import ManyGraphs

    Values = NDArray[float64]
    Places = NDArray[intp]

__all__ = ["Win", "gains_by_world", "order_by_world", "win_first"]

# Judgments, not measurements; only their order is argued for.
CONTACT_MISSING: Mapping[Contact | None, int] = FrozenMapping(
    {
        None: 2,
        Contact.NONE: 2,
        Contact.BRIEF: 1,
        Contact.SEVERAL: 0,
        Contact.DEEP: 0,
    }
)
"""Steps of contact that are missing before somebody can be moved."""
STEP = 0.5
"""From one stance to the next on the way from −1 to +1."""
OUTER_STEPS = frozenset({Stance.SUPPORTER, Stance.ENEMY})
"""Whose next step is from agreeing to working for us, or from working for a rival."""
OUTER_EFFORT = 1
"""What such a step takes beyond a step of opinion."""
FRIENDLIEST_FIRST = (
    Stance.SUPPORTER,
    Stance.NEUTRAL,
    None,
    Stance.OPPONENT,
    Stance.ENEMY,
)
DECIMALS = 9
"""Scores that differ by less are equal, whatever order they were computed in."""


@dataclass(frozen=True, slots=True, repr=False)
class Win:
    """Somebody to win, and what it brings.

    Parameters
    ----------
    person : str
        Id.
    name : str
        What the person is called.
    gain : float
        How much support, weighted by power, moves when the person comes one step
        closer to us; of supporters only that of others, since theirs we have.
    effort : int
        1 for the step, 1 for each step of contact that is missing, and 1 more between
        agreeing with somebody and working for them.
    score : float
        Gain per unit of effort.
    because : Reason
        The reason.
    """

    person: str
    name: str
    gain: float
    effort: int
    score: float
    because: Reason

    def row(self) -> Row:
        """Its values by column."""
        return {"name": self.name, "because": self.because}

    def __repr__(self) -> str:
        return f"<Win {self.person}: {self.gain:+.2f} for {self.effort}>"


def win_first(
    subject: Subject, *, most: int = 5, playbook: Playbook | None = None
) -> ResultList[Win]:
    """Whom to win first: who moves most support per unit of effort.

    Parameters
    ----------
    subject : BuyingCenter, AccountPlan or Judgment
        The people and their ties.
    most : int, default 5
        How many people at most.
    playbook : Playbook, optional
        A company's own tables; its `tie_weights` say which ties carry influence.

    Returns
    -------
    ResultList of Win
        Champions are won already, and people who move no support are left out.

    Raises
    ------
    ModelError
        When `most` is not a whole number from 1.

    Examples
    --------
    >>> from powermap.model import BuyingCenter, Stakeholder, Tie
    >>> ben = Stakeholder("Ben", power=8, stance="enemy", contact="none")
    >>> people = [Stakeholder("Ana", stance="neutral", contact="deep"), ben]
    >>> [ana, ben] = win_first(BuyingCenter("ERP", people, [Tie("ana", "ben")]))
    >>> ana.person, round(ana.gain, 2), ana.effort, round(ben.gain, 2), ben.effort
    ('ana', 0.4, 1, 0.5, 4)

    Notes
    -----
    A step leads from one stance to the next one (enemy, opponent, neutral, supporter,
    champion), so nobody comes first for being far from us. What it brings follows
    from the model of `sway` with the person holding on to the new stance. A supporter
    is won already: a champion's vote counts no more than theirs, so only what others
    take on counts. To work for us asks more than to agree, and to stop working for a
    rival more than to change one's mind
    (docs/decisions/0017-what-experts-concluded.md). Of equals the friendlier comes
    first.
    """
    check_most(most)
    center = center_of(subject)
    graph = graph_of(subject, playbook)
    wins = []
    for node, gain in enumerate(_gains(graph, most)):
        stance = graph.people[node].stance
        if stance is not Stance.CHAMPION and round(gain, DECIMALS) > 0:
            wins.append(_win(graph, node, gain))

    def precedence(win: Win) -> tuple[float, int]:
        stance = center[win.person].stance
        return -round(win.score, DECIMALS), FRIENDLIEST_FIRST.index(stance)

    wins.sort(key=precedence)
    return ResultList(wins[:most])


def _win(graph: InfluenceGraph, node: int, gain: float) -> Win:
    person = graph.people[node]
    effort = _effort(person.stance, person.contact)
    return Win(
        person=person.id,
        name=person.name,
        gain=gain,
        effort=effort,
        score=gain / effort,
        because=Reason(
            "win.for_us" if _is_supporter(person) else "win.because",
            stance=Capitalized(stance_reason(person)),
            contact=contact_reason(person),
            gain=Signed(gain),
        ),
    )


def _effort(stance: Stance | None, contact: Contact | None) -> int:
    """1 for the step, more for one that asks more, and the contact that is missing."""
    effort = 1 + CONTACT_MISSING[contact]
    if stance in OUTER_STEPS:
        effort += OUTER_EFFORT
    return effort


def _gains(graph: InfluenceGraph, most: int) -> list[float]:
    """What one step of each person moves in support."""
    from powermap.network.many_graphs import one_graph

    [gains] = gains_by_world(one_graph(graph), most).tolist()
    values: list[float] = gains
    return values


def gains_by_world(graphs: ManyGraphs, most: int) -> Values:
    """What one step of each person (column) moves in support in each world (row).

    In large networks only for the `most` who are to be won first, 0 for the others.
    """
    import numpy as np

    from powermap.network.power_that_follows import (
        following_all,
        following_first,
        is_quick,
    )

    power = np.nan_to_num(graphs.power)
    if is_quick(power):
        return _gains_of(following_all(power, graphs), graphs, slice(None))

    def scored(carried: Values, batch: slice) -> Values:
        return _scores(_gains_of(carried, graphs, batch), graphs, batch)

    first = following_first(power, graphs, scored, most)
    gains = _gains_of(first, graphs, slice(None))
    return np.where(first > 0, gains, 0.0)


def _gains_of(carried: Values, graphs: ManyGraphs, batch: slice) -> Values:
    """What the steps move, from the power that follows each person."""
    import numpy as np

    from powermap.network.many_graphs import STANCES

    power = np.nan_to_num(graphs.power[batch])
    # The vote of a supporter is ours already; what others take on from them is not.
    is_supporter = graphs.stance[batch] == STANCES.index(Stance.SUPPORTER)
    moved = carried - np.where(is_supporter, power, 0.0)
    total = power.sum(axis=1, keepdims=True)
    # Without any power nothing moves.
    gains = STEP * moved / np.where(total > 0, total, np.inf)
    return np.asarray(gains, dtype=np.float64)


def _scores(gains: Values, graphs: ManyGraphs, batch: slice) -> Values:
    """Gains for the effort; 0 for whoever is not to be won."""
    import numpy as np

    from powermap.network.many_graphs import STANCES

    stance = graphs.stance[batch]
    efforts = np.array(
        [[_effort(stance, each) for each in graphs.contacts] for stance in STANCES]
    ).reshape(len(STANCES), -1)
    people = np.arange(gains.shape[1])
    scores = np.round(gains / efforts[stance, people], DECIMALS)
    is_won = stance == STANCES.index(Stance.CHAMPION)
    scores[is_won | (np.round(gains, DECIMALS) <= 0)] = 0.0
    return np.asarray(scores, dtype=np.float64)


def order_by_world(graphs: ManyGraphs, most: int) -> tuple[Values, Places]:
    """Scores, and the people by score, of each world; who is not to be won has 0.

    The order is that of `win_first`: of equals the friendlier first. In large networks
    all but the first `most` have 0.
    """
    import numpy as np

    from powermap.network.many_graphs import STANCES

    scores = _scores(gains_by_world(graphs, most), graphs, slice(None))
    # The last place is that of champions, who have no score here.
    friendliest = [*FRIENDLIEST_FIRST, Stance.CHAMPION]
    places = np.array([friendliest.index(stance) for stance in STANCES])
    order = np.lexsort((places[graphs.stance], -scores), axis=1)
    return scores, order


def _is_supporter(person: Stakeholder) -> bool:
    return person.stance is Stance.SUPPORTER
