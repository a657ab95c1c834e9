"""Buying centers of any size in the three shapes of data, seeded: fictional names, no real person meant."""

from __future__ import annotations

import random

import powermap as pm

FIRST = "Ana Ben Carla Dev Elif Femi Greta Hugo Ines Jonas Keiko Luca Mara Nils Olga Pavel Rosa Samir Tara Viktor"
LAST = "Abel Brandt Castillo Dorn Eklund Ferreira Gruber Haddad Ivanov Jansen Kimura Lindqvist Moreau Novak Okafor"
TITLES = [
    "CFO",
    "Head of Procurement",
    "Plant Manager",
    "IT Security Officer",
    "VP Supply Chain",
    "Legal Counsel",
    None,
]
SHAPES = ("continuous", "whole", "words")


def center(count: int, shape: str, seed: int = 7) -> pm.BuyingCenter:
    """`count` people with continuous scores, whole scores 1 to 5, or words."""
    dice = random.Random(f"{count} {shape} {seed}")
    people = [_person(number, shape, dice) for number in range(count)]
    scale = pm.Scale(1, 5) if shape == "whole" else pm.Scale()
    return pm.BuyingCenter(
        f"{count} people, {shape}", people, scale=scale, as_of="2026-11-20"
    )


def _person(number: int, shape: str, dice: random.Random) -> pm.Stakeholder:
    power, involvement = {
        "continuous": lambda: (
            round(dice.uniform(0, 10), 2),
            round(dice.uniform(0, 10), 2),
        ),
        "whole": lambda: (dice.randint(1, 5), dice.randint(1, 5)),
        "words": lambda: (
            dice.choice(["decider", "influencer"]),
            dice.choice(["high", "low", None]),
        ),
    }[shape]()
    return pm.Stakeholder(
        f"{dice.choice(FIRST.split())} {dice.choice(LAST.split())}",
        id=f"p{number}",
        title=dice.choice(TITLES),
        power=power,
        involvement=involvement,
        stance=dice.choice([*pm.Stance, None]),
        contact=dice.choice([*pm.Contact]),
    )


KINDS = ("influences",) * 5 + ("listens_to", "conflicts_with", "friend_of")


def organization(count: int, ties: int, seed: int = 7) -> pm.BuyingCenter:
    """`count` people in a reporting tree and further ties up to `ties` in all.

    Of the further ties four in ten join somebody with their boss, one in seven with the boss's boss, one in five with
    a peer under the same boss, the rest with anybody: influence runs mostly along the organisation, and not only.
    """
    dice = random.Random(f"{count} {ties} {seed}")
    boss, level = _tree(count, dice)
    peers = {n: [m for m in boss if boss[m] == boss[n] and m != n] for n in boss}
    made = [pm.Tie(f"p{n}", f"p{above}", "reports_to") for n, above in boss.items()]
    taken: set[tuple[int, int]] = set()
    while len(made) < ties:
        one, where = dice.randrange(count), dice.random()
        if where < 0.4:
            other = boss.get(one)
        elif where < 0.55:
            other = boss.get(boss.get(one))
        elif where < 0.75:
            other = dice.choice(peers[one]) if peers.get(one) else None
        else:
            other = dice.randrange(count)
        if other is not None and other != one and (one, other) not in taken:
            taken.add((one, other))
            made.append(
                pm.Tie(
                    f"p{one}",
                    f"p{other}",
                    dice.choice(KINDS),
                    dice.choice([1, 2, 3, None]),
                )
            )
    people = [_member(n, level[n], dice) for n in range(count)]
    return pm.BuyingCenter(
        f"{count} people, {ties} ties", people, made, as_of="2026-11-20"
    )


def _tree(count: int, dice: random.Random) -> tuple[dict[int, int], dict[int, int]]:
    """Everybody's boss, two to five reports each, and how deep they are."""
    boss: dict[int, int] = {}
    level = {0: 0}
    row, next_one = [0], 1
    while next_one < count:
        below = []
        for above in row:
            for _ in range(dice.randint(2, 5)):
                if next_one < count:
                    boss[next_one], level[next_one] = above, level[above] + 1
                    below.append(next_one)
                    next_one += 1
        row = below
    return boss, level


def _member(number: int, level: int, dice: random.Random) -> pm.Stakeholder:
    power = min(max(9.5 - 2.3 * level + dice.uniform(-1.5, 1.5), 0), 10)
    return pm.Stakeholder(
        f"{dice.choice(FIRST.split())} {dice.choice(LAST.split())}",
        id=f"p{number}",
        title=dice.choice(TITLES),
        power=round(power, 1),
        involvement=dice.choice([2, 7, None]),
        stance=dice.choice([*pm.Stance, None]),
        contact=dice.choice([*pm.Contact]),
    )
