"""What a report says, section by section, before it is written as a page or as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from powermap.charts import Chart, coverage, funnel, influence, quadrant, relationship, scorecard
from powermap.method import (
    Severity,
    account_relationship,
    assess,
    check,
    classify,
    pipeline,
    recommend,
    relationships,
    steps,
)
from powermap.method import coverage as covered
from powermap.model import AccountPlan, Power
from powermap.model.halves import power_of
from powermap.network import sway, who_next
from powermap.words import label, say

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headers."""

    headers: tuple[str, ...]
    rows: Rows


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report: sentences, then points, then a picture, then a table, each where there is one."""

    key: str
    title: str
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    picture: Chart | None = None
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """The plan, in which language and as of when it is told."""

    plan: AccountPlan
    lang: str
    today: date | None

    def say(self, key: str, **values: object) -> str:
        """A sentence of the report."""
        return say(self.lang, f"report.{key}", **values)

    def name(self, id: str) -> str:
        """Somebody's name."""
        return self.plan.center[id].name

    def names(self, ids: Iterable[str]) -> str:
        """Several names in one line."""
        return say(self.lang, "board.separator").join(map(self.name, ids))

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table | None:
        """A table, or nothing when it has no rows."""
        listed = tuple(map(tuple, rows))
        return Table(tuple(self.say(f"column.{name}") for name in columns), listed) if listed else None


def sections(ground: Ground) -> tuple[Section, ...]:
    """Every section of a report, in reading order; none is left out, each says so when it has nothing to say."""
    return tuple(make(ground) for make in SECTIONS)


def _summary(ground: Ground) -> Section:
    plan, lang = ground.plan, ground.lang
    people = plan.center
    deciders = [person for person in people if power_of(person, people.scale) is Power.DECIDER]
    parts = [ground.say("summary.who", people=len(people), deciders=len(deciders), account=plan.account)]
    outlook = sway(people, lang=lang)
    if len(people):
        parts.append(outlook.because)
    found = check(plan, today=ground.today, lang=lang)
    counts = Counter(each.severity for each in found)
    parts.append(ground.say("summary.findings", count=len(found), serious=counts[Severity.SERIOUS]))
    if found:
        parts.append(ground.say("summary.first", message=found[0].message))
    advice = recommend(plan, lang=lang)
    if advice.strategy is not None and advice.clarity > 0:
        parts.append(ground.say("summary.strategy", strategy=label(advice.strategy, lang)))
    progress = steps(plan, lang=lang)
    if progress.next is not None:
        parts.append(
            ground.say("summary.steps", along=progress.along, number=progress.next.number, name=progress.next.name)
        )
    visits = who_next(people, most=1, lang=lang) if len(people) else ()
    if visits:
        parts.append(ground.say("summary.next", name=ground.name(visits[0].person), because=visits[0].because))
    return Section("summary", ground.say("title.summary"), (joined(parts),))


def joined(sentences: Iterable[str]) -> str:
    """Sentences as a paragraph; after a full-width stop no space is needed.

    Examples
    --------
    >>> joined(["One.", "Two."]), joined(["一。", "二。"])
    ('One. Two.', '一。二。')
    """
    paragraph = ""
    for sentence in sentences:
        paragraph += sentence if not paragraph or paragraph[-1] in "。！？；" else f" {sentence}"
    return paragraph


def _board(ground: Ground) -> Section:
    return Section("board", ground.say("title.board"), picture=quadrant(ground.plan.center, lang=ground.lang))


def _influence(ground: Ground) -> Section:
    return Section("influence", ground.say("title.influence"), picture=influence(ground.plan.center, lang=ground.lang))


def _roles(ground: Ground) -> Section:
    found = classify(ground.plan.center, lang=ground.lang)
    unknown = say(ground.lang, "table.none")
    rows = [
        (person.name, label(each.role, ground.lang) if each.role else unknown, each.because)
        for person in ground.plan.center
        for each in (found[person.id],)
    ]
    return Section("roles", ground.say("title.roles"), table=ground.table(("name", "role", "because"), rows))


def _findings(ground: Ground) -> Section:
    found = check(ground.plan, today=ground.today, lang=ground.lang)
    rows = [
        (each.code, ground.say(f"severity.{each.severity}"), each.message, each.because, each.next_step)
        for each in found
    ]
    columns = ("code", "severity", "finding", "because", "next_step")
    none = () if rows else (ground.say("nothing_found"),)
    return Section("findings", ground.say("title.findings"), none, table=ground.table(columns, rows))


def _assessment(ground: Ground) -> Section:
    verdicts = assess(ground.plan, lang=ground.lang)
    points = tuple(f"{label(question, ground.lang)} {each.because}" for question, each in verdicts.items())
    return Section(
        "assessment", ground.say("title.assessment"), points=points, picture=scorecard(ground.plan, lang=ground.lang)
    )


def _strategy(ground: Ground) -> Section:
    advice = recommend(ground.plan, lang=ground.lang)
    chosen = ground.plan.strategy
    sentences = [*advice.because]
    if chosen is not None:
        sentences.insert(0, ground.say("chosen", strategy=label(chosen, ground.lang)))
    points = [*advice.guidelines, *advice.would_change]
    return Section("strategy", ground.say("title.strategy"), tuple(sentences), tuple(points))


def _relationship(ground: Ground) -> Section:
    whole = account_relationship(ground.plan.center, lang=ground.lang)
    found = relationships(ground.plan.center, lang=ground.lang)
    unknown = say(ground.lang, "board.unknown")
    rows = [
        (ground.name(id), label(each.relationship, ground.lang) if each.relationship else unknown, each.because)
        for id, each in found.items()
    ]
    return Section(
        "relationship",
        ground.say("title.relationship"),
        (whole.because,),
        picture=relationship(ground.plan, lang=ground.lang),
        table=ground.table(("name", "relationship", "because"), rows),
    )


def _coverage(ground: Ground) -> Section:
    gaps = covered(ground.plan, lang=ground.lang).gaps
    rows = [(ground.name(gap.person), gap.because) for gap in gaps]
    return Section(
        "coverage",
        ground.say("title.coverage"),
        () if rows else (ground.say("no_gaps"),),
        picture=coverage(ground.plan, lang=ground.lang),
        table=ground.table(("name", "because"), rows),
    )


def _goals(ground: Ground) -> Section:
    plan, lang = ground.plan, ground.lang
    sentences = [ground.say(key, text=text) for key, text in
                 (("objective", plan.objective), ("solution", plan.solution)) if text]  # fmt: skip
    points = tuple(_dated(goal.name, goal.due, label(goal.state, lang)) for goal in plan.goals)
    rows = [
        (each.name, each.who or "", ground.names(each.with_people), str(each.due or ""), label(each.state, lang))
        for each in plan.actions
    ]
    nothing = () if sentences or points or rows else (ground.say("no_goals"),)
    return Section(
        "goals",
        ground.say("title.goals"),
        (*sentences, *nothing),
        points,
        table=ground.table(("what", "who", "with", "due", "state"), rows),
    )


def _dated(text: str, due: date | None, state: str) -> str:
    return f"{text} ({', '.join(part for part in (str(due) if due else '', state) if part)})"


def _pipeline(ground: Ground) -> Section:
    found = pipeline(ground.plan, lang=ground.lang)
    rows = [
        (label(stage, ground.lang), str(len(each.prospects)), each.because)
        for stage, each in found.steps.items()
        if each.prospects
    ]
    sentences = (found.because,) if ground.plan.pipeline else (ground.say("no_pipeline"),)
    table = ground.table(("stage", "count", "because"), rows)
    picture = funnel(ground.plan, lang=ground.lang) if rows else None
    missing = found.missing if rows else ()
    return Section("pipeline", ground.say("title.pipeline"), sentences, missing, picture, table)


def _steps(ground: Ground) -> Section:
    progress = steps(ground.plan, lang=ground.lang)
    rows = [
        (str(each.number), each.name, ground.say("reached" if each.reached else "not_reached"), each.because)
        for each in progress.steps
    ]
    columns = ("number", "step", "state", "because")
    return Section("steps", ground.say("title.steps"), table=ground.table(columns, rows))


def _unknown(ground: Ground) -> Section:
    people = ground.plan.center
    fields = ("power", "involvement", "stance", "contact")
    points = []
    for field in fields:
        ids = [person.id for person in people if getattr(person, field) is None]
        if ids:
            points.append(ground.say("unknown", what=say(ground.lang, f"board.{field}"), people=ground.names(ids)))
    sentences = () if points else (ground.say("all_known"),)
    return Section("unknown", ground.say("title.unknown"), sentences, tuple(points))


SECTIONS: tuple[Callable[[Ground], Section], ...] = (
    _summary, _board, _influence, _roles, _findings, _assessment, _strategy, _relationship, _coverage, _goals,
    _steps, _pipeline, _unknown,
)  # fmt: skip
