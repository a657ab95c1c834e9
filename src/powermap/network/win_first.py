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
from powermap.network.opinion_model import SOLVED_FIRST
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
NOTHING_OWN = 1 - 1e-9
"""At most so much is taken on from others: a closed group keeps a source."""
MOST_ROUNDS = 200
"""Rounds in which influence is followed through a large network."""


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
    first. In networks of more than 1,000 people what comes back to a person through
    others is neglected.
    """
    check_most(most)
    center = center_of(subject)
    graph = graph_of(subject, playbook)
    wins = []
    for node, gain in enumerate(_gains(graph)):
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


def _gains(graph: InfluenceGraph) -> list[float]:
    """What one step of each person moves in support."""
    from powermap.network.many_graphs import one_graph

    [gains] = gains_by_world(one_graph(graph)).tolist()
    values: list[float] = gains
    return values


def gains_by_world(graphs: ManyGraphs) -> Values:
    """What one step of each person (column) moves in support in each world (row)."""
    import numpy as np

    from powermap.network.many_graphs import STANCES

    power = np.nan_to_num(graphs.power)
    carried = np.zeros_like(power)
    carry = _carried if power.shape[1] <= SOLVED_FIRST else _carried_in_rounds
    for batch in graphs.batches():
        carried[batch] = carry(power[batch], graphs, batch)
    # The vote of a supporter is ours already; what others take on from them is not.
    is_supporter = graphs.stance == STANCES.index(Stance.SUPPORTER)
    carried -= np.where(is_supporter, power, 0.0)
    total = power.sum(axis=1, keepdims=True)
    # Without any power nothing moves.
    gains = STEP * carried / np.where(total > 0, total, np.inf)
    return np.asarray(gains, dtype=np.float64)


def order_by_world(graphs: ManyGraphs) -> tuple[Values, Places]:
    """Scores, and the people by score, of each world; who is not to be won has 0.

    The order is that of `win_first`: of equals the friendlier first.
    """
    import numpy as np

    from powermap.network.many_graphs import STANCES

    gains = gains_by_world(graphs)
    efforts = np.array(
        [[_effort(stance, each) for each in graphs.contacts] for stance in STANCES]
    ).reshape(len(STANCES), -1)
    people = np.arange(gains.shape[1])
    scores = np.round(gains / efforts[graphs.stance, people], DECIMALS)
    is_won = graphs.stance == STANCES.index(Stance.CHAMPION)
    scores[is_won | (np.round(gains, DECIMALS) <= 0)] = 0.0
    # The last place is that of champions, who have no score here.
    friendliest = [*FRIENDLIEST_FIRST, Stance.CHAMPION]
    places = np.array([friendliest.index(stance) for stance in STANCES])
    order = np.lexsort((places[graphs.stance], -scores), axis=1)
    return scores, order


def _carried(power: Values, graphs: ManyGraphs, batch: slice) -> Values:
    """The power that follows each person who holds on to an opinion, by world."""
    import numpy as np

    from powermap.network.inverses import inverse

    worlds, people = power.shape
    kept = np.zeros((worlds, people, people))
    kept[:, graphs.target, graphs.source] = graphs.share[batch]
    total = kept.sum(axis=2, keepdims=True)
    openness = np.minimum(total, NOTHING_OWN)
    # In place, since these are half a million numbers: one less what is taken on.
    kept *= -openness / np.where(total > 0, total, 1.0)
    nodes = np.arange(people)
    kept[:, nodes, nodes] += 1.0
    back = inverse(kept)
    # Divided by what comes back to the person themselves, who does not follow.
    followed = (power[:, None, :] @ back)[:, 0, :]
    alone = np.diagonal(back, axis1=1, axis2=2)
    return np.asarray(followed / alone, dtype=np.float64)


def _carried_in_rounds(power: Values, graphs: ManyGraphs, batch: slice) -> Values:
    """The same by rounds of following, where the equations are too many.

    What comes back to the people themselves is neglected.
    """
    import numpy as np

    people = power.shape[1]
    rows = []
    for own, share in zip(power, graphs.share[batch], strict=True):
        total = np.bincount(graphs.target, share, people)
        openness = np.minimum(total, NOTHING_OWN)
        flow = share * (openness / np.where(total > 0, total, 1.0))[graphs.target]
        carried = own
        for _ in range(MOST_ROUNDS):
            followers = flow * carried[graphs.target]
            further = own + np.bincount(graphs.source, followers, people)
            if np.allclose(further, carried, rtol=1e-9):
                break
            carried = further
        rows.append(carried)
    return np.array(rows)


def _is_supporter(person: Stakeholder) -> bool:
    return person.stance is Stance.SUPPORTER
