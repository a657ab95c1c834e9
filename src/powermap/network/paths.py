"""Chains of influence: from our people to somebody, and whom to see next through whom."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import heappop, heappush
from types import MappingProxyType

from powermap.language import label, say
from powermap.language.lists import chained, names, percent
from powermap.model import BuyingCenter, Contact, Involvement, Power, Stance
from powermap.model.axes import involvement_of, power_of
from powermap.model.subject import center_of
from powermap.network.link import CARRIES, Carries, Link
from powermap.network.walk import AGAINST, Steps, Web, at_least_one, web

Found = Mapping[int, tuple[float, int]]
"""For each place that is reached the cost of the strongest chain (−log of what gets across) and its steps."""

STANCE: Mapping[Stance | None, float] = MappingProxyType(
    {
        None: 1.0,  # whoever is not asked may be anything: nothing is worth more to know
        Stance.NEUTRAL: 0.9,  # can still be won, and by others too
        Stance.OPPONENT: 0.7,  # worth winning, but it takes more than one visit
        Stance.SUPPORTER: 0.4,  # with us; can be made a champion
        Stance.ENEMY: 0.2,  # works for a rival: a visit seldom changes that
        Stance.CHAMPION: 0.1,  # with us already
    }
)
"""How much there is to win by seeing somebody of a stance."""
CONTACT: Mapping[Contact | None, float] = MappingProxyType(
    {
        None: 1.0,
        Contact.NONE: 1.0,
        Contact.BRIEF: 0.8,
        Contact.SEVERAL: 0.4,
        Contact.DEEP: 0.2,
    }
)
"""How much is missing in what we know of somebody: a fifth visit brings less than the first."""
INVOLVEMENT: Mapping[Involvement | None, float] = MappingProxyType(
    {Involvement.HIGH: 1.0, None: 0.8, Involvement.LOW: 0.6}
)
"""How much a visit does now: who is closely involved acts on it, who is little involved later or not at all."""
DOOR: Mapping[Contact | None, float] = MappingProxyType(
    {
        Contact.DEEP: 1.0,
        Contact.SEVERAL: 0.8,
        Contact.BRIEF: 0.5,
        Contact.NONE: 0.3,
        None: 0.3,
    }
)
"""How likely the door opens when we knock ourselves: 0.3 is a cold call. A chain counts by its strength."""
VETO = 0.75
"""Worth of somebody who can stop the purchase: that of a decider in the middle of the upper half."""
UNKNOWN_POWER = 0.25
"""Worth of somebody whose power is unknown: may decide, but comes after all who are known to."""


@dataclass(frozen=True, slots=True)
class Chain:
    """Who passes something on to whom.

    Parameters
    ----------
    people : tuple of str
        Ids, from one of ours to the target.
    strength : float
        The product of the shares of its links: how much gets across.
    weakest : Link
        The link that carries least.
    because : str
        The chain in a sentence.
    """

    people: tuple[str, ...]
    strength: float
    weakest: Link
    because: str


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody to see next.

    Parameters
    ----------
    person : str
        Id.
    through : tuple of str
        Ids of those who lead there, from one of ours to the last before the person; empty when we knock ourselves.
    score : float
        0 to 1: worth × need × door, as `who_next` says.
    because : str
        The reason in words.
    """

    person: str
    through: tuple[str, ...]
    score: float
    because: str


def paths_to(
    center: BuyingCenter,
    target: str,
    from_: Iterable[str] | str | None = None,
    *,
    most: int = 5,
    carries: Carries = CARRIES,
    lang: str = "en",
) -> tuple[Chain, ...]:
    """The strongest chains of influence from our people to somebody, the strongest first.

    Parameters
    ----------
    center : BuyingCenter
        The people and their ties.
    target : str
        Id of who is to be reached.
    from_ : iterable of str, optional
        Ids where chains start. When not given our people: the champions; without champions the supporters; without
        those the people of several or deep contact who are not against us.
    most : int, default 5
        How many chains at most.
    carries : mapping of TieKind to (forwards, backwards)
        What each kind of tie carries; see `links`.
    lang : {"en", "zh"}
        Language of the reasons.

    Returns
    -------
    tuple of Chain
        For each start its strongest chain. Empty when nobody of ours reaches the target.

    Raises
    ------
    KeyError
        When nobody has one of these ids.
    ModelError
        When `most` is not a whole number from 1.

    Examples
    --------
    >>> from powermap.model import Stakeholder, Tie
    >>> people = [Stakeholder("Ana", stance="champion"), Stakeholder("Ben"), Stakeholder("Cleo", power="decider")]
    >>> center = BuyingCenter("ERP", people, [Tie("ana", "ben"), Tie("cleo", "ben", "reports_to")])
    >>> [chain] = paths_to(center, "cleo")
    >>> chain.because
    'Ana → Ben → Cleo: 40% gets across; the weakest step is Ben → Cleo (Cleo reports to Ben, 50%).'

    Notes
    -----
    The strongest chain is the shortest path by −log of the shares (Dijkstra 1959, A note on two problems in connexion
    with graphs), one search from the target for all starts. One chain per start, because what a seller chooses is whom
    to ask first. Opponents and enemies pass nothing on for us: chains run through them only where no other chain
    leads to the target at all, and then say so.
    """
    center = center_of(center)
    most = at_least_one(most)
    net = web(center, carries)
    goal = net.place[center[target].id]
    starts = [at for at in _starts(center, net, from_) if at != goal]
    for shut in (net.against, frozenset[int]()):
        found, via = _strongest(net.back, {goal: 0.0}, shut)
        reached = sorted(
            (at for at in starts if at in found), key=lambda at: (*found[at], at)
        )
        if reached:
            return tuple(
                _chain(net, _walk(via, net, at, onward=True), lang)
                for at in reached[:most]
            )
    return ()


def _starts(
    center: BuyingCenter, net: Web, from_: Iterable[str] | str | None
) -> list[int]:
    if from_ is None:
        return list(net.ours)
    ids = [from_] if isinstance(from_, str) else list(from_)
    return list(
        dict.fromkeys(
            net.place[id] if id in net.place else net.place[center[id].id] for id in ids
        )
    )


def _strongest(
    steps: Steps, starts: Mapping[int, float], shut: frozenset[int]
) -> tuple[dict[int, tuple[float, int]], dict[int, Link]]:
    """From starts with their costs the cheapest way to everybody, and the link by which each is reached.

    Nobody in `shut` is walked through. Costs are rounded so that equal products stay equal, whatever their order.
    """
    found: dict[int, tuple[float, int]] = {}
    best = {at: (cost, 0) for at, cost in starts.items()}
    via: dict[int, Link] = {}
    ahead = [(cost, 0, at) for at, cost in starts.items()]
    ahead.sort()
    while ahead:
        cost, count, at = heappop(ahead)
        if at in found:
            continue
        found[at] = cost, count
        if at in shut and at not in starts:
            continue
        for other, link in steps[at]:
            if other in found or (other in shut and other in starts):
                continue
            there = round(cost - math.log(link.share), 12), count + 1
            if other not in best or there < best[other]:
                best[other], via[other] = there, link
                heappush(ahead, (*there, other))
    return found, via


def _walk(
    via: Mapping[int, Link], net: Web, at: int, *, onward: bool
) -> tuple[Link, ...]:
    """The links of a chain in the direction of influence, followed from one end to the start of the search."""
    chain: list[Link] = []
    while at in via:
        chain.append(via[at])
        at = net.place[via[at].target if onward else via[at].source]
    return tuple(chain if onward else reversed(chain))


def _chain(net: Web, joined: tuple[Link, ...], lang: str) -> Chain:
    ids = (joined[0].source, *(link.target for link in joined))
    people = [net.people[net.place[id]] for id in ids]
    weakest = min(joined, key=lambda link: link.share)
    strength = math.prod(link.share for link in joined)
    because = say(
        lang,
        "chain.because" if len(joined) > 1 else "chain.direct",
        people=chained(people),
        strength=percent(strength),
        weakest=chained(
            net.people[net.place[id]] for id in (weakest.source, weakest.target)
        ),
        tie=_tie(net, weakest, lang),
        share=percent(weakest.share),
    )
    against = [person for person in people[1:-1] if person.stance in AGAINST]
    if against:
        because += say(lang, "chain.against", people=names(against, lang))
    return Chain(ids, strength, weakest, because)


def _tie(net: Web, link: Link, lang: str) -> str:
    """The tie of a link, as it was given."""
    source, target = (
        net.people[net.place[id]].name for id in (link.tie.source, link.tie.target)
    )
    return f"{source} {label(link.tie.kind, lang).lower()} {target}"


def who_next(
    center: BuyingCenter, *, most: int = 5, carries: Carries = CARRIES, lang: str = "en"
) -> tuple[Visit, ...]:
    """Whom to see next, why, and through whom, the most rewarding first.

    Parameters
    ----------
    center : BuyingCenter
        The people and their ties.
    most : int, default 5
        How many people at most.
    carries : mapping of TieKind to (forwards, backwards)
        What each kind of tie carries; see `links`.
    lang : {"en", "zh"}
        Language of the reasons.

    Returns
    -------
    tuple of Visit
        Champions of deep contact are never among them, nor people who, as far as is known, sway nobody who decides.

    Raises
    ------
    ModelError
        When `most` is not a whole number from 1.

    Examples
    --------
    >>> from powermap.model import Stakeholder, Tie
    >>> people = [Stakeholder("Ana", stance="champion", contact="deep"), Stakeholder("Cleo", power=9)]
    >>> [visit] = who_next(BuyingCenter("ERP", people, [Tie("ana", "cleo")]))
    >>> visit.person, visit.through, round(visit.score, 3)
    ('cleo', ('ana',), 0.576)
    >>> visit.because
    'Decides; stance not known, contact not known. Ana leads there (80%).'

    Notes
    -----
    The score is a product, and its tables are data of this module:

    - worth: for a decider the power, measured from the low end of the scale (0 to 1; for a word the centre of its
      half); for others the most that they sway of a decider's power over the strongest chain; at least `VETO` for
      somebody who can stop the purchase and `UNKNOWN_POWER` where power is unknown;
    - need: `STANCE` × `CONTACT` × `INVOLVEMENT`;
    - door: the larger of `DOOR`, by our own contact, and the strength of the strongest chain from our people (those of
      `paths_to`) around opponents and enemies. Whom we know well we see ourselves; to others a chain leads where there
      is one. A decider to whom nobody leads stays in the list, as a cold call, and the reason says so.
    """
    center = center_of(center)
    most = at_least_one(most)
    net = web(center, carries)
    visits = _Visits(net, lang)
    scores = {at: visits.score(at) for at in range(len(net.people))}
    order = sorted(
        (at for at, score in scores.items() if score > 0),
        key=lambda at: (-scores[at], at),
    )
    return tuple(
        Visit(net.people[at].id, visits.through(at), scores[at], visits.because(at))
        for at in order[:most]
    )


class _Visits:
    """Everything that `who_next` weighs, for one buying center."""

    def __init__(self, net: Web, lang: str) -> None:
        self.net, self.lang = net, lang
        self.ours = frozenset(net.ours)
        self.deciders = {at: -math.log(net.power(at) or 1.0) for at in net.deciders}
        self.sways, self.towards = _strongest(net.back, self.deciders, net.against)
        ours = dict.fromkeys(sorted(self.ours), 0.0)
        self.reached, self.via = _strongest(net.onward, ours, net.against)
        self.anyhow, _ = _strongest(net.onward, ours, frozenset())

    def score(self, at: int) -> float:
        """Worth × need × door."""
        person = self.net.people[at]
        if person.stance is Stance.CHAMPION and person.contact is Contact.DEEP:
            return 0.0
        involved = INVOLVEMENT[involvement_of(person, self.net.scale)]
        return (
            self._worth(at)
            * STANCE[person.stance]
            * CONTACT[person.contact]
            * involved
            * self._door(at)
        )

    def _worth(self, at: int) -> float:
        person = self.net.people[at]
        veto = VETO if person.can_veto else 0.0
        unknown = UNKNOWN_POWER if person.power is None else 0.0
        return max(self._swayed(at), veto, unknown)

    def _swayed(self, at: int) -> float:
        """The most that somebody decides or sways of a decider's power."""
        return math.exp(-self.sways[at][0]) if at in self.sways else 0.0

    def _door(self, at: int) -> float:
        return max(DOOR[self.net.people[at].contact], self._led(at))

    def _led(self, at: int) -> float:
        """Strength of the chain that leads to somebody, 0 when there is none or none is needed."""
        return math.exp(-self.reached[at][0]) if self._leads(at) else 0.0

    def _leads(self, at: int) -> bool:
        return at in self.reached and not self._known(at)

    def _known(self, at: int) -> bool:
        return at in self.ours or self.net.people[at].contact in {
            Contact.SEVERAL,
            Contact.DEEP,
        }

    def _chain(self, at: int) -> tuple[Link, ...]:
        """The chain to use: for somebody briefly known only when it opens the door wider than we do."""
        contact = self.net.people[at].contact
        if not self._leads(at) or (
            contact is Contact.BRIEF and self._led(at) <= DOOR[contact]
        ):
            return ()
        return _walk(self.via, self.net, at, onward=False)

    def through(self, at: int) -> tuple[str, ...]:
        """Ids of those who lead to somebody."""
        return tuple(link.source for link in self._chain(at))

    def because(self, at: int) -> str:
        """What somebody is worth, what is missing, and who leads there."""
        person = self.net.people[at]
        return say(
            self.lang,
            "visit.because",
            worth=self._why(at),
            stance=self._word("stance", person.stance),
            contact=self._word("contact", person.contact),
            way=self._way(at),
        )

    def _word(self, what: str, value: Stance | Contact | None) -> str:
        return say(self.lang, f"visit.{what}_{value.value if value else 'unknown'}")

    def _why(self, at: int) -> str:
        person, lang = self.net.people[at], self.lang
        reasons: list[str] = []
        if power_of(person, self.net.scale) is Power.DECIDER:
            reasons.append(say(lang, "visit.decides"))
        elif at in self.sways:
            joined = _walk(self.towards, self.net, at, onward=True)
            decider = self.net.people[self.net.place[joined[-1].target]]
            strength = percent(math.prod(link.share for link in joined))
            reasons.append(
                say(lang, "visit.sways", name=decider.name, strength=strength)
            )
        if person.can_veto:
            reasons.append(say(lang, "visit.veto"))
        if person.power is None:
            reasons.append(say(lang, "visit.power_unknown"))
        text = say(lang, "visit.and").join(reasons)
        return text[:1].upper() + text[1:]

    def _way(self, at: int) -> str:
        chain = self._chain(at)
        if chain:
            people = chained(
                self.net.people[self.net.place[link.source]] for link in chain
            )
            key = "visit.led" if len(chain) == 1 else "visit.led_on"
            return say(self.lang, key, people=people, strength=percent(self._led(at)))
        if at in self.ours and self.net.people[at].contact in {None, Contact.NONE}:
            return say(self.lang, "visit.on_our_side")
        if self._known(at) or self.net.people[at].contact is Contact.BRIEF:
            return say(self.lang, "visit.ourselves")
        return say(
            self.lang, "visit.only_against" if at in self.anyhow else "visit.nobody"
        )
