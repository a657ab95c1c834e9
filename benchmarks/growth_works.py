"""What `growth.py` measures: how a map is made, what is done with it, what is asked."""

from __future__ import annotations

import random
import tempfile
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import powermap as pm
from powermap.judgment.judge import judge
from powermap.language import Language
from powermap.views.page import STANDARD
from powermap.views.people import shown_people
from powermap.views.score_layout import Plot

Prepare = Callable[[int, int], Any]
"""A subject for a size and a round, which is not timed."""
START = 98.0
"""Where the plot of scores begins under a heading of two lines, in points."""
ROOM = 540.0
"""What is left for it on the standard page."""
_FOLDER = tempfile.TemporaryDirectory()
_SYLLABLES = "ba be bo da de du fa fe ga ka ke la le lo ma me mi na ne no ra re ri sa se ta te to va vi za".split()
_TITLES = "CFO,Head of Procurement,Plant Manager,IT Security Officer,VP Supply Chain,Legal Counsel".split(
    ","
)


@dataclass(frozen=True)
class Work:
    """Something that people wait for.

    ``bounds`` are milliseconds by size; ``exponent`` is for what a docstring names with
    a bound of its own; ``most`` is the largest size.
    """

    name: str
    prepare: Prepare
    run: Callable[[Any], object]
    bounds: Mapping[int, float] = field(default_factory=dict)
    exponent: float | None = None
    most: int = 10_000


@dataclass(frozen=True)
class Memory:
    """Something whose peak of memory is measured, with KiB for each person."""

    name: str
    prepare: Prepare
    run: Callable[[Any], object]
    bound: float
    size: int = 1_000


def clean_up() -> None:
    """Take the files away."""
    _FOLDER.cleanup()


def _name(dice: random.Random) -> str:
    """A made-up name that hardly ever comes twice."""
    parts = []
    for _ in range(2):
        length = dice.randint(2, 4)
        parts.append("".join(dice.choices(_SYLLABLES, k=length)).capitalize())
    return " ".join(parts)


def people(count: int, turn: int, *, words: bool = False) -> list[pm.Stakeholder]:
    """People of whom most is known, with scores or words."""
    dice = random.Random(f"{count} {turn} {words}")
    return [_person(number, dice, words=words) for number in range(count)]


def _person(number: int, dice: random.Random, *, words: bool) -> pm.Stakeholder:
    power: object = round(dice.uniform(0, 10), 1)
    involvement: object = dice.choice([round(dice.uniform(0, 10), 1)] * 7 + [None])
    if words:
        power = dice.choice([*pm.Power])
        involvement = dice.choice([*pm.Involvement, None])
    return pm.Stakeholder(
        _name(dice),
        id=f"p{number}",
        title=dice.choice(_TITLES),
        department=dice.choice(["Finance", "IT", "Operations", "Purchasing"]),
        power=power,
        involvement=involvement,
        stance=dice.choice([*pm.Stance, None]),
        contact=dice.choice([*pm.Contact]),
        covered_by=dice.choice([(), ("Kim Ode",), ("Kim Ode", "Lee Alder")]),
        note=f"Met {_name(dice)} in {_name(dice)}" if number % 3 == 0 else None,
    )


def ties(count: int, turn: int) -> list[pm.Tie]:
    """A reporting tree, and two more ties for each person."""
    dice = random.Random(f"ties {count} {turn}")
    made = []
    for number in range(1, count):
        boss = (number - 1) // 4
        made.append(pm.Tie(f"p{number}", f"p{boss}", "reports_to"))
    kinds = ("influences",) * 5 + ("listens_to", "conflicts_with", "friend_of")
    for number in range(2 * count):
        one = number % count
        other = dice.randrange(count)
        if other != one:
            strength = dice.choice([1, 2, 3, None])
            made.append(pm.Tie(f"p{one}", f"p{other}", dice.choice(kinds), strength))
    return made


def center(count: int, turn: int, *, words: bool = False) -> pm.BuyingCenter:
    """A buying center of any size."""
    return pm.BuyingCenter(
        f"{count} people, {turn}",
        people(count, turn, words=words),
        ties(count, turn),
        as_of="2026-11-20",
    )


def plan(count: int, turn: int) -> pm.AccountPlan:
    """The demo's plan with another buying center."""
    demo = pm.northwind_plan()
    return pm.AccountPlan(
        demo.account,
        center=center(count, turn),
        team=demo.team,
        rivals=demo.rivals,
    )


def team_plan(count: int, turn: int) -> pm.AccountPlan:
    """The same with everybody covered by a colleague of their own."""
    start = plan(count, turn)
    covered = [
        person.revised(covered_by=f"Colleague {number}")
        for number, person in enumerate(start.center)
    ]
    return start.revised(center=start.center.revised(stakeholders=covered))


def deciders_plan(count: int, turn: int) -> pm.AccountPlan:
    """Deciders on no side, so that each of them may lead to another strategy."""
    decider = {"power": "decider", "stance": "neutral"}
    neutral = [person.revised(**decider) for person in people(count, turn)]
    return pm.AccountPlan("Northwind", center=pm.BuyingCenter("ERP", neutral))


def champions_plan(count: int, turn: int) -> pm.AccountPlan:
    """Champions only, each of whom was tested once."""
    start = plan(count, turn)
    champions = [person.revised(stance="champion") for person in start.center]
    tests = [
        pm.plan.Action(f"Test {number}", test_of=person.id, done_on="2026-10-01")
        for number, person in enumerate(champions)
    ]
    everybody = start.center.revised(stakeholders=champions)
    return start.revised(center=everybody, actions=tests)


def _two(count: int, turn: int) -> tuple[pm.BuyingCenter, pm.BuyingCenter]:
    """A center and the same a quarter later: one in four was judged anew."""
    old = center(count, turn)
    dice = random.Random(turn)
    later = []
    for person in old:
        changes: dict[str, object] = {}
        if dice.random() < 0.25:
            changes = {"power": round(dice.uniform(0, 10), 1), "stance": "neutral"}
        later.append(person.revised(**changes))
    return old, old.revised(stakeholders=later)


def _two_deals(count: int, turn: int) -> list[pm.AccountPlan]:
    """Two plans about half of the people each, a quarter judged anew."""
    demo = pm.northwind_plan()
    plans = []
    for center in _two(count // 2, turn):
        plans.append(pm.AccountPlan(demo.account, center=center, team=demo.team))
    return plans


def _edit_each(start: pm.BuyingCenter) -> pm.BuyingCenter:
    for person in start.stakeholders:
        start = start.replace(person.id, note="Met twice")
    return start


def _add_each(parts: tuple[list[pm.Stakeholder], list[pm.Tie]]) -> pm.BuyingCenter:
    result = pm.BuyingCenter("ERP")
    for person in parts[0]:
        result = result.add(person)
    return result


def _look_up(start: pm.BuyingCenter) -> int:
    ids = [f"p{number}" for number in range(len(start))]
    return sum(id in start and start[id].power is not None for id in ids)


def _written(suffix: str, count: int, turn: int) -> Path:
    path = Path(_FOLDER.name) / f"{count}-{turn}.{suffix}"
    return Path(pm.write(center(count, turn), path))


def _write(suffix: str, subject: pm.BuyingCenter) -> object:
    path = Path(_FOLDER.name) / f"new.{suffix}"
    path.unlink(missing_ok=True)
    return pm.write(subject, path)


def _frame(count: int, turn: int) -> Any:
    return pm.to_frame(center(count, turn), backend="polars")


def _redact(subject: pm.BuyingCenter) -> object:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pm.redact(subject, "partner", key="a key to measure with")


def _board(count: int, turn: int, *, words: bool) -> Any:
    placement = "cells" if words else "scores"
    board = pm.board(center(count, turn, words=words), placement=placement)
    return board, f"p{turn + 1}"


def _drop(started: tuple[Any, str]) -> object:
    """One person dropped elsewhere, as the page asks for it."""
    board, id = started
    request = {"n": 1, "do": "set", "id": id, "field": "power", "value": "influencer"}
    if board.chart.scene.metrics["placement"] == "scores":
        request |= {"value": 3.7}
    board.set_state({"_requests": [request]})
    return board.get_state("_picture")


def _accounts(count: int, turn: int) -> list[Path]:
    """Files of as many accounts as hold so many people, twelve each."""
    paths = []
    for number in range(max(1, count // 12)):
        path = Path(_FOLDER.name) / f"{count}-{turn}-{number}.yaml"
        subject = center(12, 1_000 * turn + number)
        paths.append(Path(pm.write(subject, path)))
    return paths


def _portfolio(paths: list[Path]) -> int:
    return sum(len(pm.check(pm.read(path))) for path in paths)


def _scene(count: int, turn: int) -> Any:
    return pm.quadrant(center(count, turn, words=True), placement="cells").scene


def _plot(count: int, turn: int) -> Plot:
    """Everybody on the map of scores, before anything is laid out."""
    judgment = judge(center(count, turn))
    language = Language("en")
    people = shown_people(judgment.center, judgment.roles, language)
    on_map = [each for each in people if each.person.involvement is not None]
    return Plot(judgment, language, on_map, STANDARD, START)


def _deciding(subject: pm.BuyingCenter) -> object:
    return pm.network.paths_to(subject, "p0")


def _cells(subject: pm.BuyingCenter) -> pm.Chart:
    return pm.quadrant(subject, placement="cells")


def _on_slide(subject: pm.BuyingCenter) -> object:
    return pm.quadrant(subject, placement="cells", size="slide").scene


def _coverage_on_slide(subject: pm.AccountPlan) -> object:
    return pm.charts.coverage(subject, size="slide").scene


def _one_page(subject: pm.AccountPlan) -> str:
    return pm.report(subject, one_page=True).markdown()


words_center = partial(center, words=True)
WORKS = [
    Work(
        "make a center",
        lambda n, turn: (people(n, turn), ties(n, turn)),
        lambda parts: pm.BuyingCenter("ERP", *parts),
    ),
    Work("look everybody up", center, _look_up),
    Work("replace, everybody once", center, _edit_each, {1_000: 500}),
    Work("add, one after another", lambda n, t: (people(n, t), []), _add_each),
    Work("read JSON", partial(_written, "json"), pm.read),
    Work("read YAML", partial(_written, "yaml"), pm.read),
    Work("read CSV", partial(_written, "csv"), pm.read),
    Work("read XLSX", partial(_written, "xlsx"), pm.read),
    Work("write JSON", center, partial(_write, "json")),
    Work("write YAML", center, partial(_write, "yaml")),
    Work("write CSV", center, partial(_write, "csv")),
    Work("write XLSX", center, partial(_write, "xlsx")),
    Work("from_frame", _frame, lambda frame: pm.from_frame(frame, name="ERP")),
    Work("to_frame", center, lambda c: pm.to_frame(c, backend="polars")),
    Work("classify", center, pm.classify),
    Work("check", center, pm.check, {30: 10, 100: 40, 300: 150}),
    Work("recommend", plan, pm.recommend),
    Work("coverage", team_plan, lambda p: judge(p).coverage),
    Work("must_hold", plan, pm.must_hold),
    Work("must_hold, defend", plan, lambda p: pm.must_hold(p, "defend")),
    Work("what_if", deciders_plan, lambda p: judge(p).what_if),
    Work("findings of tests", champions_plan, lambda p: judge(p).findings),
    # Of 3,000 people the worlds take some seconds.
    Work("ask", plan, pm.ask, most=3_000),
    Work("compare two deals", _two_deals, pm.plan.compare_deals, most=1_000),
    # More people than `scores.MOST` are refused, which bounds the growth with them.
    Work(
        "labels at scores",
        _plot,
        lambda plot: plot.choose_layout(ROOM),
        {30: 5, 100: 100, 300: 500},
        exponent=2.0,
        most=300,
    ),
    # Labels with all else: roles, texts behind the marks, legend and tray.
    Work(
        "scores, whole picture",
        center,
        lambda c: pm.quadrant(c, placement="scores").scene,
        {100: 100, 300: 500},
        most=300,
    ),
    Work("cells", words_center, lambda c: pm.quadrant(c, placement="cells").scene),
    Work("svg of cells", _scene, lambda scene: pm.Chart(scene).svg()),
    Work("faults of cells", _scene, pm.charts.faults),
    Work("influence", center, lambda c: pm.influence(c).scene),
    Work(
        "report, HTML",
        plan,
        lambda p: pm.report(p).html(),
        {30: 150, 100: 600, 300: 2_000},
        most=300,
    ),
    Work("report, slides", plan, lambda p: pm.report(p).pptx(), most=300),
    Work(
        "report, Markdown",
        plan,
        lambda p: pm.report(p).markdown(),
        {300: 1_500},
        most=1_000,
    ),
    Work("report, Word", plan, lambda p: pm.report(p).docx(), most=300),
    Work("report, PDF", plan, lambda p: pm.report(p).pdf(), most=300),
    Work("report, one page", plan, _one_page, most=1_000),
    Work("page of cells, HTML", words_center, lambda c: _cells(c).html()),
    Work("slides of cells", words_center, lambda c: _cells(c).pptx(), most=3_000),
    # 100 people are on a few pages, 300 on the most: beyond, `Pages` says how it grows.
    Work("cells on a slide", words_center, _on_slide, exponent=1.4, most=3_000),
    Work("coverage on a slide", plan, _coverage_on_slide, exponent=1.4, most=3_000),
    Work("diff", _two, lambda pair: pm.diff(*pair)),
    Work("redact for a partner", center, _redact),
    Work("estimate_power", center, pm.network.estimate_power),
    Work("brokers", center, pm.network.brokers, exponent=2.0),
    Work("paths_to", center, _deciding),
    Work("who_next", center, pm.network.who_next),
    Work("win_first", center, pm.network.win_first),
    Work("robust", plan, pm.robust),
    Work("reach", center, pm.network.reach, exponent=2.0),
    Work("sway", center, pm.network.sway),
    Work("to_networkx", center, pm.network.to_networkx),
    Work("board drop, cells", partial(_board, words=True), _drop, {150: 16}, most=300),
    Work(
        "board drop, scores", partial(_board, words=False), _drop, {150: 16}, most=300
    ),
    Work("portfolio: read and check", _accounts, _portfolio, most=3_000),
]
"""In the order of the table."""
BESIDE = [("read YAML", "read JSON", 3.0)]
"""Works whose time is compared with another's at every size, and the most."""
MEMORY = [
    Memory(
        "a center",
        lambda n, turn: (n, turn),
        lambda asked: center(*asked),
        8,
    ),
    Memory("reading YAML", partial(_written, "yaml"), pm.read, 24),
    Memory("judging", center, lambda c: judge(c).findings, 16),
    Memory("an SVG of cells", words_center, lambda c: pm.quadrant(c).svg(), 40),
]
