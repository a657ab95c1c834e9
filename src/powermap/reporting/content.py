"""What a report says, section by section, before it is written as a page or as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from powermap.charts import (
    Chart,
    appraisal as appraised,
    coverage,
    funnel,
    influence,
    quadrant,
    relationship,
    scorecard,
    tornado,
)
from powermap.judgment.answers import signed_answer
from powermap.judgment.findings import Findings, Severity
from powermap.judgment.judge import Judgment
from powermap.judgment.strategy.recommendation import (
    Advice,
    LedBy,
)
from powermap.judgment.strategy.scoring import stronger
from powermap.language import (
    Capitalized,
    Listed,
    Money,
    Percent,
    label,
    say,
    text as str_of,
)
from powermap.model import AccountPlan, Answer, Power, Stakeholder, Strategy, TieKind
from powermap.model.axes import power_of
from powermap.model.playbook import Tactics
from powermap.network.visits import who_next

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headers."""

    headers: tuple[str, ...]
    rows: Rows


@dataclass(frozen=True, slots=True)
class Group:
    """Points under a heading of their own, or without one."""

    points: tuple[str, ...]
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a report: sentences, then points, then pictures, then a table, each where there is one.

    `instead` stands for the pictures where they cannot be drawn.
    """

    key: str
    title: str
    sentences: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    pictures: tuple[Chart, ...] = ()
    table: Table | None = None
    instead: Table | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """The plan, in which language and as of when it is told, and the tables of the house by which it is judged."""

    judgment: Judgment
    lang: str

    @property
    def plan(self) -> AccountPlan:
        """The plan that is reported."""
        return self.judgment.plan

    @property
    def tactics(self) -> Mapping[Strategy, Tactics]:
        """Guidelines and ways of each strategy."""
        return self.judgment.playbook.tactics

    def say(self, key: str, **values: object) -> str:
        """A sentence of the report."""
        return say(self.lang, f"report.{key}", **values)

    def name(self, id: str) -> str:
        """Somebody's name."""
        return self.plan.center[id].name

    @property
    def quiet(self) -> bool:
        """Whether no finding is wanted: the plan is for other eyes, and what is not in it is left out in silence."""
        return not self.plan.select and any(
            each.strip().upper() in {"P", "PM"} for each in self.plan.ignore
        )

    @property
    def nobody(self) -> str:
        """That there are no people."""
        return say(self.lang, "common.nobody") + say(self.lang, "common.stop").rstrip()

    def known(self, *fields: str) -> bool:
        """Whether any of these is known of anybody."""
        return any(
            getattr(person, field) not in (None, ())
            for person in self.plan.center
            for field in fields
        )

    def names(self, ids: Iterable[str]) -> str:
        """Several names in one line."""
        return say(self.lang, "list.comma").join(map(self.name, ids))

    def table(
        self, columns: Sequence[str], rows: Iterable[Sequence[str]]
    ) -> Table | None:
        """A table, or nothing when it has no rows."""
        listed = tuple(map(tuple, rows))
        return (
            Table(tuple(self.say(f"column.{name}") for name in columns), listed)
            if listed
            else None
        )


def sections(ground: Ground) -> tuple[Section, ...]:
    """Every section of a report, in reading order.

    None is left out, each says so when it has nothing to say; but a plan for other eyes, which wants no findings, has
    only the sections for which it holds something, and none that judges the plan itself.
    """
    shown = [
        make
        for make, holds in SECTIONS
        if (holds(ground) if ground.quiet else make is not _people)
    ]
    return tuple(make(ground) for make in shown)


def _summary(ground: Ground) -> Section:
    plan, people = ground.plan, ground.plan.center
    deciders = [
        person for person in people if power_of(person, people.scale) is Power.DECIDER
    ]
    if not len(people):
        parts = [ground.say("summary.nobody", account=plan.account)]
    elif ground.known("power"):
        parts = [
            ground.say(
                "summary.who",
                count=len(people),
                deciders=len(deciders),
                account=plan.account,
            )
        ]
    else:
        parts = [ground.say("summary.people", count=len(people), account=plan.account)]
    if ground.known("stance"):
        parts.append(ground.judgment.network.outlook.because.say(ground.lang))
    parts += [] if ground.quiet else _advice(ground)
    if ground.known("stance", "contact"):
        for visit in who_next(ground.judgment, most=1):
            because = visit.because.say(ground.lang)
            name = ground.name(visit.person)
            parts.append(ground.say("summary.next", name=name, because=because))
    return Section("summary", ground.say("title.summary"), (joined(parts),))


def _advice(ground: Ground) -> list[str]:
    """What the findings, the rules of strategy and the twelve steps say, a sentence or two each."""
    lang = ground.lang
    found = _found(ground)
    serious = Counter(each.severity for each in found)[Severity.SERIOUS]
    key = "summary.all_serious" if serious == len(found) else "summary.findings"
    parts = [
        ground.say(key, count=len(found)) if found else ground.say("nothing_found")
    ]
    if 0 < serious < len(found):
        parts.append(ground.say("summary.serious", count=serious))
    if found:
        parts.append(ground.say("summary.first", message=found[0].message))
    advice = _recommended(ground)
    if advice.strategy is not None and advice.clarity > 0:
        parts.append(
            ground.say("summary.strategy", strategy=label(advice.strategy, lang))
        )
    progress = ground.judgment.steps
    if progress.next is not None:
        count, total, next_one = progress.along, len(progress.steps), progress.next
        key = "summary.steps" if count else "summary.first_step"
        parts.append(
            ground.say(
                key,
                count=count,
                total=total,
                number=next_one.number,
                name=next_one.name,
            )
        )
    return parts


def _found(ground: Ground) -> Findings:
    return ground.judgment.findings


def _recommended(ground: Ground) -> Advice:
    return ground.judgment.strategy


def joined(sentences: Iterable[str]) -> str:
    """Sentences as a paragraph; after a full-width stop no space is needed.

    Examples
    --------
    >>> joined(["One.", "Two."]), joined(["一。", "二。"])
    ('One. Two.', '一。二。')
    """
    paragraph = ""
    for sentence in sentences:
        paragraph += (
            sentence if not paragraph or paragraph[-1] in "。！？；" else f" {sentence}"
        )
    return paragraph


def _board(ground: Ground) -> Section:
    return Section(
        "board",
        ground.say("title.board"),
        pictures=(quadrant(ground.judgment, lang=ground.lang),),
    )


def _people(ground: Ground) -> Section:
    """Who is there, for eyes that see no judgement of them: a picture would show only that nothing is known."""
    fields = [
        field
        for field in ("title", "department", "organization")
        if ground.known(field)
    ]
    bosses = {
        tie.source: ground.name(tie.target)
        for tie in ground.plan.center.ties
        if tie.kind is TieKind.REPORTS_TO
    }
    shown = ["name", *fields, *(["reports_to"] if bosses else [])]
    rows = []
    for person in ground.plan.center:
        row = [person.name, *(str(getattr(person, field) or "") for field in fields)]
        rows.append([*row, *([bosses.get(person.id, "")] if bosses else [])])
    return Section(
        "people", ground.say("title.people"), table=ground.table(shown, rows)
    )


def _influence(ground: Ground) -> Section:
    return Section(
        "influence",
        ground.say("title.influence"),
        pictures=(influence(ground.judgment, lang=ground.lang),),
    )


def _roles(ground: Ground) -> Section:
    found = ground.judgment.roles
    unknown = say(ground.lang, "table.none")
    rows = [
        (
            person.name,
            label(each.role, ground.lang) if each.role else unknown,
            str_of(each.because, ground.lang),
        )
        for person in ground.plan.center
        for each in (found[person.id],)
    ]
    nobody = () if rows else (ground.nobody,)
    return Section(
        "roles",
        ground.say("title.roles"),
        nobody,
        table=ground.table(("name", "role", "because"), rows),
    )


def _findings(ground: Ground) -> Section:
    found = _found(ground)
    rows = [
        (
            each.code,
            ground.say(f"severity.{each.severity}"),
            str_of(each.message, ground.lang),
            str_of(each.because, ground.lang),
            str_of(each.next_step, ground.lang),
        )
        for each in found
    ]
    columns = ("code", "severity", "finding", "because", "next_step")
    none = () if rows else (ground.say("nothing_found"),)
    day = str_of(found.day, ground.lang)
    return Section(
        "findings",
        ground.say("title.findings"),
        (*none, day),
        table=ground.table(columns, rows),
    )


def _assessment(ground: Ground) -> Section:
    verdicts = ground.judgment.verdicts[None]
    points = tuple(
        joined((label(question, ground.lang), str_of(each.because, ground.lang)))
        for question, each in verdicts.items()
    )
    sentences = () if ground.plan.assessments else (ground.say("no_assessment"),)
    return Section(
        "assessment",
        ground.say("title.assessment"),
        sentences,
        (Group(points),),
        (scorecard(ground.judgment, lang=ground.lang),),
        instead=_answers(ground),
    )


def _answers(ground: Ground) -> Table | None:
    """Every answer in rows, us beside each rival."""
    if not ground.plan.assessments:
        return None
    held = ground.judgment.verdicts
    ours, *theirs = [
        [each for verdict in held[who].values() for each in verdict.criteria]
        for who in held
    ]
    rows = [
        (
            str_of(mine.criterion, ground.lang),
            *(
                str_of(signed_answer(each.criterion, each.answer), ground.lang)
                for each in (mine, *others)
            ),
            mine.evidence or "",
            str(mine.as_of or ""),
        )
        for mine, *others in zip(ours, *theirs, strict=True)
    ]
    headers = [ground.say(f"column.{name}") for name in ("criterion", "us")]
    headers += [
        *ground.plan.rivals,
        *(ground.say(f"column.{name}") for name in ("evidence", "as_of")),
    ]
    return Table(tuple(headers), tuple(rows))


def _strategy(ground: Ground) -> Section:
    chosen, lang = ground.plan.strategy, ground.lang
    sentences = (
        [ground.say("chosen", strategy=label(chosen, lang))]
        if chosen is not None
        else []
    )
    led: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    shown = chosen
    if not ground.quiet:
        advice = _recommended(ground)
        best = stronger(advice.scores, chosen)
        if chosen and best:
            sentences = [
                ground.say(
                    "chosen_other", strategy=label(chosen, lang), best=label(best, lang)
                )
            ]
        sentences.append(joined(str_of(each, lang) for each in advice.because))
        led, change, shown = (
            _led_by(ground, advice.led_by),
            tuple(str_of(each, lang) for each in ground.judgment.what_if.because),
            chosen or advice.strategy,
        )
    groups = [
        Group(led, ground.say("led_by")),
        Group(change, ground.say("would_change")),
    ]
    tactics = ground.tactics.get(shown) if shown is not None else None
    if shown is not None and tactics is not None:
        name = label(shown, lang)
        groups = [
            Group(
                tuple(str_of(each, lang) for each in tactics.guideline_texts),
                ground.say("guidelines", strategy=name),
            ),
            Group(
                tuple(str_of(each, lang) for each in tactics.way_texts),
                ground.say("ways", strategy=name),
            ),
            *groups,
        ]
    kept = tuple(group for group in groups if group.points)
    return Section("strategy", ground.say("title.strategy"), tuple(sentences), kept)


def _led_by(ground: Ground, led: LedBy) -> tuple[str, ...]:
    """The answers and the people behind a recommendation, a point each."""
    answers = [
        ground.say(
            "answer_of" if one.rival else "answer",
            criterion=one.criterion,
            answer=signed_answer(one.criterion, one.answer),
            rival=one.rival,
        )
        for one in led.criteria
    ]
    return (
        *answers,
        *(
            [ground.say("people", people=ground.names(led.people))]
            if led.people
            else []
        ),
    )


def _relationship(ground: Ground) -> Section:
    whole = ground.judgment.account_relationship
    found = ground.judgment.relationships
    unknown = say(ground.lang, "common.unknown")
    blank = [person.id for person in ground.plan.center if _unmet(person)]
    rows = [
        (
            ground.name(id),
            label(each.relationship, ground.lang) if each.relationship else unknown,
            str_of(each.because, ground.lang),
        )
        for id, each in found.items()
        if id not in blank
    ]
    sentences = [str_of(whole.because, ground.lang)]
    if blank:
        sentences.append(ground.say("needs_unknown", people=ground.names(blank)))
    return Section(
        "relationship",
        ground.say("title.relationship"),
        tuple(sentences),
        pictures=(relationship(ground.judgment, lang=ground.lang),),
        table=ground.table(("name", "relationship", "because"), rows),
    )


def _unmet(person: Stakeholder) -> bool:
    return (
        person.meets_organization_needs is None and person.meets_personal_needs is None
    )


def _coverage(ground: Ground) -> Section:
    plan, lang = ground.plan, ground.lang
    gaps = ground.judgment.coverage.gaps
    roles = ground.judgment.roles
    unknown = say(lang, "table.none")
    rows = []
    for gap in gaps:
        role, person = roles[gap.person].role, plan.center[gap.person]
        present = label(gap.present, lang) if gap.present else unknown
        ours = say(lang, "list.comma").join(person.covered_by) or ground.say("nobody")
        rows.append(
            (
                person.name,
                label(role, lang) if role else unknown,
                present,
                label(gap.wanted, lang),
                ours,
            )
        )
    return Section(
        "coverage",
        ground.say("title.coverage"),
        (
            ground.say("gaps" if rows else "no_gaps")
            if len(plan.center)
            else ground.nobody,
        ),
        pictures=(coverage(ground.judgment, lang=lang),),
        table=ground.table(("name", "role", "contact", "wanted", "covered_by"), rows),
    )


def _goals(ground: Ground) -> Section:
    plan, lang = ground.plan, ground.lang
    sentences = [
        ground.say(key, text=text)
        for key, text in (("objective", plan.objective), ("solution", plan.solution))
        if text
    ]
    goals = tuple(
        _dated(goal.name, goal.due, label(goal.state, lang), lang)
        for goal in plan.goals
    )
    rows = [
        (
            each.name,
            each.who or "",
            ground.names(each.with_people),
            str(each.due or ""),
            label(each.state, lang),
        )
        for each in plan.actions
    ]
    nothing = () if sentences or goals or rows else (ground.say("no_goals"),)
    return Section(
        "goals",
        ground.say("title.goals"),
        (*sentences, *nothing),
        (Group(goals, ground.say("goals")),) if goals else (),
        table=ground.table(("what", "who", "with", "due", "state"), rows),
    )


def _dated(text: str, due: date | None, state: str, lang: str) -> str:
    parts = [str(due), state] if due else [state]
    return say(
        lang, "report.dated", text=text, facts=say(lang, "list.comma").join(parts)
    )


def _pipeline(ground: Ground) -> Section:
    found, lang = ground.judgment.pipeline, ground.lang
    if not ground.plan.pipeline:
        return Section(
            "pipeline", ground.say("title.pipeline"), (ground.say("no_pipeline"),)
        )
    rows = [
        (
            label(stage, lang),
            str(each.count),
            *_worth(each.amount, each.chance, each.expected, lang),
        )
        for stage, each in found.steps.items()
        if each.prospects
    ]
    brings = tuple(
        str_of(each.because, lang)
        for each in ground.judgment.levers
        if each.gain is not None
    )
    groups = (
        Group(
            tuple(str_of(each, lang) for each in found.missing), ground.say("missing")
        ),
        Group(brings, ground.say("levers")),
    )
    return Section(
        "pipeline",
        ground.say("title.pipeline"),
        (str_of(found.because, lang),),
        tuple(group for group in groups if group.points),
        (
            funnel(ground.judgment, lang=lang),
            *((tornado(ground.judgment, lang=lang),) if brings else ()),
        ),
        ground.table(("stage", "count", "amount", "chance", "expected"), rows),
    )


def _worth(
    amount: float | None, chance: float | None, expected: float | None, lang: str
) -> tuple[str, str, str]:
    """What stands at a stage in figures; nothing where a figure is not known or says nothing."""
    return (
        "" if amount is None else str_of(Money(amount), lang),
        "" if chance is None else str_of(Percent(chance), lang),
        "" if expected is None else str_of(Money(expected), lang),
    )


def _steps(ground: Ground) -> Section:
    progress = ground.judgment.steps
    rows = [
        (
            str(each.number),
            str_of(each.name, ground.lang),
            ground.say("reached" if each.reached else "not_reached"),
            str_of(Capitalized(Listed(each.lacks, "semicolon")), ground.lang),
        )
        for each in progress.steps
    ]
    columns = ("number", "step", "state", "lacks")
    return Section(
        "steps", ground.say("title.steps"), table=ground.table(columns, rows)
    )


def _appraisal(ground: Ground) -> Section:
    title = ground.say("title.appraisal")
    if not ground.plan.appraisal:
        return Section("appraisal", title, (ground.say("no_appraisal"),))
    found = ground.judgment.appraisal
    rows = [
        (
            label(source, ground.lang),
            str_of(each.because, ground.lang),
            each.rating.comment or "",
        )
        for source, judged in found.sources.items()
        for each in judged.ratings
    ]
    return Section(
        "appraisal",
        title,
        (str_of(found.because, ground.lang),),
        pictures=(appraised(ground.judgment, lang=ground.lang),),
        instead=ground.table(("source", "rating", "comment"), rows),
    )


def _unknown(ground: Ground) -> Section:
    people = ground.plan.center
    fields = ("power", "involvement", "stance", "contact")
    points = []
    for field in fields:
        ids = [person.id for person in people if getattr(person, field) is None]
        if ids:
            points.append(
                ground.say(
                    "unknown",
                    what=say(ground.lang, f"field.{field}"),
                    people=ground.names(ids),
                )
            )
    unnamed = [
        person.id
        for person in people
        if not (person.organization_needs or person.personal_needs)
    ]
    if unnamed:
        points.append(
            ground.say(
                "unknown",
                what=say(ground.lang, "field.needs"),
                people=ground.names(unnamed),
            )
        )
    open_criteria = [
        str_of(each.criterion, ground.lang)
        for verdict in ground.judgment.verdicts[None].values()
        for each in verdict.criteria
        if each.answer is Answer.UNKNOWN
    ]
    if ground.plan.assessments and open_criteria:
        listed = say(ground.lang, "list.comma").join(open_criteria)
        points.append(
            ground.say("unknown", what=ground.say("title.assessment"), people=listed)
        )
    nothing = ground.say("all_known") if len(people) else ground.nobody
    sentences = () if points else (nothing,)
    groups = (Group(tuple(points)),) if points else ()
    return Section("unknown", ground.say("title.unknown"), sentences, groups)


def _never(_: Ground) -> bool:
    return False


def _of_people(*fields: str) -> Callable[[Ground], bool]:
    return lambda ground: ground.known(*fields)


def _of_plan(*fields: str) -> Callable[[Ground], bool]:
    return lambda ground: any(getattr(ground.plan, field) for field in fields)


SECTIONS: tuple[tuple[Callable[[Ground], Section], Callable[[Ground], bool]], ...] = (
    (_summary, lambda _: True),
    (_board, _of_people("power", "involvement", "stance")),
    (_people, lambda ground: len(ground.plan.center) > 0 and not ground.known("power")),
    (
        _influence,
        lambda ground: bool(ground.plan.center.ties) and ground.known("power"),
    ),
    (_roles, _of_people("power", "involvement")),
    (_findings, _never),
    (_assessment, _of_plan("assessments")),
    (_strategy, _of_plan("strategy")),
    (_relationship, _of_people("meets_organization_needs", "meets_personal_needs")),
    (_coverage, _of_people("contact", "covered_by")),
    (_goals, _of_plan("objective", "solution", "goals", "actions")),
    (_steps, _never),
    (_unknown, _of_people("power", "involvement", "stance", "contact")),
    (_pipeline, _of_plan("pipeline")),
    (_appraisal, _of_plan("appraisal")),
)
"""Each section, and what a plan for other eyes must hold for it."""
