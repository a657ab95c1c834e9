"""The account plan: one opportunity at one customer, its buying center, and all that the selling method asks about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ValidationInfo,
    field_validator,
    model_validator,
)

from powermap.errors import SHOWN, ModelError, nearest, shown
from powermap.model.center import BuyingCenter, json_schema
from powermap.model.record import Record, a_list, of_kind, printable
from powermap.model.stakeholder import Day, Id, Line, Name, Number, Prose, Truth, number
from powermap.model.vocabulary import (
    Answer,
    Criterion,
    Question,
    Source,
    Stage,
    State,
    Strategy,
    parse,
)

QUESTIONS: Mapping[Question, tuple[Criterion, ...]] = MappingProxyType(
    {
        Question.OPPORTUNITY: tuple(Criterion)[:5],
        Question.COMPETE: tuple(Criterion)[5:10],
        Question.WIN: tuple(Criterion)[10:14],
        Question.WORTH: tuple(Criterion)[14:],
    }
)
"""Which criteria answer which question."""


def _amount(value: object) -> int | float | None:
    if value is None:
        return None
    amount = number(value)
    if amount < 0:
        raise ModelError(f"{shown(value)} is below nothing; allowed: 0 or more")
    return amount


def _weight(value: object) -> int | float | None:
    weight = _amount(value)
    if weight == 0:
        raise ModelError(
            f"{shown(value)} weighs nothing; allowed: above 0, or leave it out"
        )
    return weight


def _criterion(value: object) -> str:
    """One of the nineteen by any of its words, else the text: a house may have criteria of its own."""
    try:
        return parse(Criterion, value)
    except ModelError:
        if not isinstance(value, str) or not value.strip():
            raise
        return value.strip()


def _own_criterion(name: str) -> str:
    known = _criterion(name)
    if isinstance(known, Criterion):
        raise ModelError(
            f"{shown(name)} is one of the nineteen criteria ({known.value}); give a criterion of your own"
        )
    return name


def _names(value: object) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            printable(each)
            for each in ([value] if isinstance(value, str) else a_list(value))
        )
    )


def _code(value: str) -> str:
    if ";" in value or "；" in value:
        raise ModelError(
            f"{shown(value)} is not a code; give a list of codes without ';' in them"
        )
    return value


Amount = Annotated[Number | None, BeforeValidator(_amount)]
Codes = Annotated[
    tuple[Annotated[Name, AfterValidator(_code)], ...], BeforeValidator(_names)
]


class Member(Record):
    """Somebody of our own team.

    Parameters
    ----------
    name : str
        As `covered_by` and actions name them.
    title : str, optional
        What they do for us.
    """

    name: Name
    title: Line = None

    def __init__(self, name: str, title: str | None = None) -> None:
        super().__init__(name=name, title=title)


class ExtraCriterion(Record):
    """A criterion that a house adds to a question.

    Parameters
    ----------
    name : str
        As assessments name it; no word for one of the nineteen.
    question : Question or str
        The question that it answers.
    """

    name: Annotated[Name, AfterValidator(_own_criterion)]
    question: Annotated[Question, BeforeValidator(lambda value: parse(Question, value))]

    def __init__(self, name: str, question: Question | str) -> None:
        super().__init__(name=name, question=question)


class Assessment(Record):
    """One answer to one criterion, for us or for a rival, at one time.

    Parameters
    ----------
    criterion : Criterion or str
        One of the nineteen, or the name of an extra criterion of the plan.
    answer : Answer or str
        +, - or ?.
    rival : str, optional
        Whom it is about; us when not given.
    evidence : str, optional
        What it rests on.
    as_of : date or ISO str, optional
        When it was judged.
    weight : float, optional
        Above 0; 1 when not given.

    Examples
    --------
    >>> Assessment("内应", "有利", evidence="Shared the evaluation plan").criterion
    <Criterion.INSIDER: 'insider'>
    """

    criterion: Annotated[Criterion | str, BeforeValidator(_criterion)]
    answer: Annotated[Answer, BeforeValidator(lambda value: parse(Answer, value))]
    rival: Line = None
    evidence: Prose = None
    as_of: Day = None
    weight: Annotated[Number | None, BeforeValidator(_weight)] = None

    def __init__(
        self,
        criterion: Criterion | str,
        answer: Answer | str,
        *,
        rival: str | None = None,
        evidence: str | None = None,
        as_of: date | str | None = None,
        weight: float | None = None,
    ) -> None:
        super().__init__(
            criterion=criterion,
            answer=answer,
            rival=rival,
            evidence=evidence,
            as_of=as_of,
            weight=weight,
        )


class Goal(Record):
    """One stage on the way to the objective.

    Parameters
    ----------
    name : str
        What is reached.
    due : date or ISO str, optional
        By when.
    state : State or str, default "open"
        open, under_way, done, dropped.
    """

    name: Name
    due: Day = None
    state: Annotated[State, BeforeValidator(lambda value: parse(State, value))] = (
        State.OPEN
    )

    def __init__(
        self, name: str, due: date | str | None = None, state: State | str = State.OPEN
    ) -> None:
        super().__init__(name=name, due=due, state=state)


class Action(Record):
    """One step of the action plan.

    Parameters
    ----------
    name : str
        What is done.
    who : str, optional
        Name of a member of our team.
    with_people : str or iterable of str
        Ids of people of the buying center.
    due : date or ISO str, optional
        By when.
    state : State or str, default "open"
        open, under_way, done, dropped.
    """

    name: Name
    who: Line = None
    with_people: Annotated[tuple[str, ...], BeforeValidator(_names)] = ()
    due: Day = None
    state: Annotated[State, BeforeValidator(lambda value: parse(State, value))] = (
        State.OPEN
    )

    def __init__(
        self,
        name: str,
        *,
        who: str | None = None,
        with_people: str | Iterable[str] = (),
        due: date | str | None = None,
        state: State | str = State.OPEN,
    ) -> None:
        super().__init__(
            name=name, who=who, with_people=with_people, due=due, state=state
        )


class Prospect(Record):
    """One opportunity in the pipeline.

    Parameters
    ----------
    name : str
        Customer and matter.
    stage : Stage or str
        potential, prospect, closing, won, lost.
    amount : float, optional
        What it is worth, 0 or more, in the currency of the house.
    key_account : bool, optional
        Whether the customer is a key account.
    potential_on, prospect_on, closing_on, closed_on : date or ISO str, optional
        When it came into each stage, and when it was won or lost.
    """

    name: Name
    stage: Annotated[Stage, BeforeValidator(lambda value: parse(Stage, value))]
    amount: Amount = None
    key_account: Truth = None
    potential_on: Day = None
    prospect_on: Day = None
    closing_on: Day = None
    closed_on: Day = None

    def __init__(
        self,
        name: str,
        stage: Stage | str,
        *,
        amount: float | None = None,
        key_account: bool | None = None,
        potential_on: date | str | None = None,
        prospect_on: date | str | None = None,
        closing_on: date | str | None = None,
        closed_on: date | str | None = None,
    ) -> None:
        super().__init__(
            name=name,
            stage=stage,
            amount=amount,
            key_account=key_account,
            potential_on=potential_on,
            prospect_on=prospect_on,
            closing_on=closing_on,
            closed_on=closed_on,
        )

    @model_validator(mode="after")
    def _in_time(self) -> Prospect:
        days = [
            day
            for day in (
                self.potential_on,
                self.prospect_on,
                self.closing_on,
                self.closed_on,
            )
            if day
        ]
        if days != sorted(days):
            raise ModelError(
                f"the stages of {shown(self.name)} go back in time: {', '.join(map(str, days))}"
            )
        return self


class Rating(Record):
    """One line of a seller's appraisal.

    Parameters
    ----------
    source : Source or str
        reports, targets, development, colleagues, customers.
    name : str
        What is appraised.
    target, actual : float, optional
        What was asked and what was reached, 0 or more.
    by : str, optional
        Who says so.
    comment : str, optional
        In words.
    """

    source: Annotated[Source, BeforeValidator(lambda value: parse(Source, value))]
    name: Name
    target: Amount = None
    actual: Amount = None
    by: Line = None
    comment: Prose = None

    def __init__(
        self,
        source: Source | str,
        name: str,
        *,
        target: float | None = None,
        actual: float | None = None,
        by: str | None = None,
        comment: str | None = None,
    ) -> None:
        super().__init__(
            source=source,
            name=name,
            target=target,
            actual=actual,
            by=by,
            comment=comment,
        )


PARTS: Mapping[str, type[Record]] = MappingProxyType(
    {
        "team": Member,
        "assessments": Assessment,
        "extra_criteria": ExtraCriterion,
        "goals": Goal,
        "actions": Action,
        "pipeline": Prospect,
        "appraisal": Rating,
    }
)
"""The lists of records that a plan holds."""


class AccountPlan(Record):
    """All that is known and intended about one opportunity at one customer.

    Parameters
    ----------
    account : str
        The customer.
    opportunity : str, optional
        What they may buy.
    center : BuyingCenter, optional
        Who decides; empty when not given.
    team : iterable of Member
        Our own people.
    rivals : str or iterable of str
        Whom we compete with.
    assessments : iterable of Assessment
        Answers to the criteria, ours and each rival's, of every review.
    extra_criteria : iterable of ExtraCriterion
        What the house asks beside the nineteen.
    objective, solution : str, optional
        What we want to sell, and with what.
    strategy : Strategy or str, optional
        The one that was chosen.
    goals : iterable of Goal
        Stages on the way.
    actions : iterable of Action
        Who does what, with whom, by when.
    pipeline : iterable of Prospect
        The seller's opportunities.
    seller : str, optional
        Whose pipeline and appraisal it is.
    appraisal : iterable of Rating
        How the seller is judged.
    select : str or iterable of str
        Codes, or beginnings of codes, of the only findings that are wanted; all of them when empty.
    ignore : str or iterable of str
        Codes, or beginnings of codes, of findings that are not wanted.
    as_of : date or ISO str, optional
        Day for which all this holds.

    Raises
    ------
    ModelError
        On an assessment of a rival never named or of a criterion that does not exist, two answers of one day to one
        criterion, an action with nobody's id or by nobody of the team, two rivals or members of one name.

    Examples
    --------
    >>> from .stakeholder import Stakeholder
    >>> plan = AccountPlan("Northwind", center=BuyingCenter("ERP", [Stakeholder("Ana")]), rivals=["Contoso"])
    >>> plan.revised(objective="Renew the ERP").objective
    'Renew the ERP'
    """

    account: Name
    opportunity: Line = None
    center: BuyingCenter
    team: tuple[Member, ...] = ()
    rivals: Annotated[tuple[Name, ...], BeforeValidator(_names)] = ()
    assessments: tuple[Assessment, ...] = ()
    extra_criteria: tuple[ExtraCriterion, ...] = ()
    objective: Prose = None
    solution: Prose = None
    strategy: Annotated[
        Strategy | None,
        BeforeValidator(lambda v: None if v is None else parse(Strategy, v)),
    ] = None
    goals: tuple[Goal, ...] = ()
    actions: tuple[Action, ...] = ()
    pipeline: tuple[Prospect, ...] = ()
    seller: Line = None
    appraisal: tuple[Rating, ...] = ()
    select: Codes = ()
    ignore: Codes = ()
    as_of: Day = None

    def __init__(
        self,
        account: str,
        *,
        opportunity: str | None = None,
        center: BuyingCenter | None = None,
        team: Iterable[Member] = (),
        rivals: str | Iterable[str] = (),
        assessments: Iterable[Assessment] = (),
        extra_criteria: Iterable[ExtraCriterion] = (),
        objective: str | None = None,
        solution: str | None = None,
        strategy: Strategy | str | None = None,
        goals: Iterable[Goal] = (),
        actions: Iterable[Action] = (),
        pipeline: Iterable[Prospect] = (),
        seller: str | None = None,
        appraisal: Iterable[Rating] = (),
        select: str | Iterable[str] = (),
        ignore: str | Iterable[str] = (),
        as_of: date | str | None = None,
    ) -> None:
        given: dict[str, Any] = {
            key: value
            for key, value in locals().items()
            if key not in {"self", "__class__"}
        }
        given["center"] = (
            center if center is not None else BuyingCenter(opportunity or account)
        )
        super().__init__(**given)

    @field_validator(*PARTS, mode="before")
    @classmethod
    def _several(cls, value: object, info: ValidationInfo) -> tuple[Any, ...]:
        return a_list(value, PARTS[str(info.field_name)])

    @field_validator("center", mode="before")
    @classmethod
    def _people(cls, value: object) -> object:
        return of_kind(value, BuyingCenter)

    @model_validator(mode="after")
    def _consistent(self) -> AccountPlan:
        faults = [fault for rule in RULES for fault in rule(self)]
        if faults:
            more = f"; … and {len(faults) - SHOWN} more" if len(faults) > SHOWN else ""
            raise ModelError("; ".join(faults[:SHOWN]) + more)
        return self

    def questions(self) -> Mapping[Question, tuple[str, ...]]:
        """The criteria of each question, the house's own after the nineteen."""
        return MappingProxyType(
            {
                question: (
                    *known,
                    *(
                        each.name
                        for each in self.extra_criteria
                        if each.question is question
                    ),
                )
                for question, known in QUESTIONS.items()
            }
        )


def _twice(plan: AccountPlan) -> Iterator[str]:
    for what, names in (
        ("rival", plan.rivals),
        ("member of the team", [member.name for member in plan.team]),
        ("extra criterion", [each.name for each in plan.extra_criteria]),
    ):
        for name, count in Counter(names).items():
            if count > 1:
                yield f"{count} times {what} {shown(name)}; name each once"


def _unknown_criteria(plan: AccountPlan) -> Iterator[str]:
    extra = {each.name for each in plan.extra_criteria}
    for name in dict.fromkeys(each.criterion for each in plan.assessments):
        if not isinstance(name, Criterion) and name not in extra:
            hint = nearest(name, [*Criterion, *extra])
            yield f"{shown(name)} is no criterion; allowed: {', '.join(Criterion)}, or an extra criterion{hint}"


def _unknown_rivals(plan: AccountPlan) -> Iterator[str]:
    for name in dict.fromkeys(each.rival for each in plan.assessments if each.rival):
        if name not in plan.rivals:
            yield f"an assessment of {shown(name)}, who is no rival of the plan{nearest(name, plan.rivals)}"


def _answered_twice(plan: AccountPlan) -> Iterator[str]:
    counts = Counter(
        (each.criterion, each.rival, each.as_of) for each in plan.assessments
    )
    for (criterion, rival, day), count in counts.items():
        if count > 1:
            yield f"{criterion} is answered {count} times for {rival or 'us'} as of {day or 'no day'}; keep one answer"


def _actions_with_nobody(plan: AccountPlan) -> Iterator[str]:
    ids: Sequence[Id] = [person.id for person in plan.center]
    team = [member.name for member in plan.team]
    for action in plan.actions:
        for id in action.with_people:
            if id not in ids:
                yield f"action {shown(action.name)} is with {shown(id)}, nobody's id{nearest(id, ids)}"
        if action.who and team and action.who not in team:
            hint = nearest(action.who, team)
            yield f"action {shown(action.name)} is for {shown(action.who)}, nobody of the team{hint}"


RULES = (
    _twice,
    _unknown_criteria,
    _unknown_rivals,
    _answered_twice,
    _actions_with_nobody,
)


def plan_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of an account plan as YAML and JSON files hold it.

    The buying center's keys stand beside the plan's; `as_of` is the buying center's, `plan_as_of` the plan's where it
    is another.

    Returns
    -------
    dict
        Ready for ``json.dumps``.

    Examples
    --------
    >>> sorted(plan_schema()["properties"])[:3]
    ['account', 'actions', 'appraisal']
    """
    schema, people = AccountPlan.model_json_schema(mode="validation"), json_schema()
    own, defs = schema["properties"], schema["$defs"] | people["$defs"]
    del own["center"], defs["BuyingCenter"]
    day = own.pop("as_of") | {"title": "Plan As Of"}
    own["plan_as_of"] = day | {"anyOf": [*day["anyOf"], {"const": "unknown"}]}
    own["team"]["items"] = {"anyOf": [{"type": "string"}, own["team"]["items"]]}
    for each in defs.values():
        each["description"] = each.get("description", "").partition("\n")[0]
    return {
        **schema,
        "$defs": dict(sorted(defs.items())),
        "$schema": people["$schema"],
        "anyOf": [{"required": ["account"]}, {"required": ["name"]}],
        "description": schema["description"].partition("\n")[0],
        "properties": own | people["properties"],
        "required": [],
        "title": "powermap account plan",
    }
