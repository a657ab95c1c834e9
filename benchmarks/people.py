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


SYLLABLES = (
    "ba be bo da de du fa fe ga ka ke la le lo ma me mi na ne no ra re ri sa se ta te"
)


def new_name(dice: random.Random) -> str:
    """A made-up name that hardly ever comes twice, of the usual length."""
    parts = []
    for _ in range(2):
        length = dice.randint(2, 3)
        parts.append("".join(dice.choices(SYLLABLES.split(), k=length)).capitalize())
    return " ".join(parts)


def center(
    count: int, shape: str, seed: int = 7, *, new_names: bool = False
) -> pm.BuyingCenter:
    """`count` people with continuous scores, whole scores 1 to 5, or words.

    New names are what a measurement takes: texts that were drawn before are kept, and
    nobody draws the same map twice.
    """
    dice = random.Random(f"{count} {shape} {seed}")
    people = [_person(number, shape, dice) for number in range(count)]
    if new_names:
        people = [person.revised(name=new_name(dice)) for person in people]
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


CHINESE = "王伟 李娜 张敏 刘洋 陈静 杨磊 赵婷 黄强 周芳 吴昊 徐丽 孙鹏 马超 朱琳 胡军 郭敏 林峰 何雪 高翔 罗兰"
CHINESE_TITLES = [
    "财务总监",
    "采购主管",
    "工厂经理",
    "信息安全官",
    "供应链副总裁",
    "法律顾问",
    None,
]
DEPARTMENTS = {
    "en": ["Finance", "IT", "Operations", "Purchasing"],
    "zh": ["财务部", "信息技术部", "运营部", "采购部"],
}


def account(count: int, lang: str, seed: int = 7) -> pm.AccountPlan:
    """The demo's plan with an organization of `count` people of whom most is known."""
    dice = random.Random(f"{count} {lang} {seed}")
    plan = pm.northwind_plan(lang)
    center = organization(count, 23 if count == 14 else 2 * count, seed)
    full = [_known(person, plan, lang, dice) for person in center]
    name = f"Northwind, {count} people"
    whole = pm.BuyingCenter(name, full, center.ties, as_of="2026-11-20")
    return pm.AccountPlan(
        plan.account,
        center=whole,
        team=plan.team,
        rivals=plan.rivals,
    )


def _known(
    person: pm.Stakeholder, plan: pm.AccountPlan, lang: str, dice: random.Random
) -> pm.Stakeholder:
    names = {}
    if lang == "zh":
        names = {
            "name": dice.choice(CHINESE.split()),
            "title": dice.choice(CHINESE_TITLES),
        }
    sellers = [member.name for member in plan.team]
    return person.revised(
        **names,
        department=dice.choice(DEPARTMENTS[lang]),
        involvement=dice.choice([round(dice.uniform(0, 10), 1)] * 7 + [None]),
        can_veto=dice.random() < 0.1 or None,
        covered_by=dice.sample(sellers, dice.choice([0, 1, 1, 2])),
        organization_needs=dice.choice([(), ("finance",), ("finance", "image")]),
        meets_organization_needs=dice.choice([True, False, None]),
        meets_personal_needs=dice.choice([True, False, None]),
        rival_stances={plan.rivals[0]: dice.choice([*pm.Stance])},
    )


def before(center: pm.BuyingCenter, seed: int = 7) -> pm.BuyingCenter:
    """The center a quarter ago: one in four had another stance or another score."""
    dice = random.Random(seed)
    old = center
    for person in center:
        if dice.random() < 0.25:
            power = round(dice.uniform(0, 10), 1)
            old = old.replace(person.id, power=power, stance=dice.choice([*pm.Stance]))
    return old
