"""Buying centers of any size in the three shapes of data, seeded: fictional names, no real person meant."""

from __future__ import annotations

import random

import powermap as pm

FIRST = (
    "Ana Ben Carla Dev Elif Femi Greta Hugo Ines Jonas Keiko Luca Mara Nils Olga Pavel Rosa Samir Tara Viktor".split()
)
LAST = (
    "Abel Brandt Castillo Dorn Eklund Ferreira Gruber Haddad Ivanov Jansen Kimura Lindqvist Moreau Novak Okafor".split()
)
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
    return pm.BuyingCenter(f"{count} people, {shape}", people, scale=scale, as_of="2026-11-20")


def _person(number: int, shape: str, dice: random.Random) -> pm.Stakeholder:
    power, involvement = {
        "continuous": lambda: (round(dice.uniform(0, 10), 2), round(dice.uniform(0, 10), 2)),
        "whole": lambda: (dice.randint(1, 5), dice.randint(1, 5)),
        "words": lambda: (dice.choice(["decider", "influencer"]), dice.choice(["high", "low", None])),
    }[shape]()
    return pm.Stakeholder(
        f"{dice.choice(FIRST)} {dice.choice(LAST)}",
        id=f"p{number}",
        title=dice.choice(TITLES),
        power=power,
        involvement=involvement,
        stance=dice.choice([*pm.Stance, None]),
        contact=dice.choice([*pm.Contact]),
    )
