"""The records that an account plan holds beside its buying center."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import (
    AfterValidator,
    BeforeValidator,
    model_validator,
)

from powermap.errors import ModelError
from powermap.language import Listed, Quoted, Reason
from powermap.model.entry import (
    Day,
    Line,
    Name,
    Number,
    Prose,
    Truth,
    parse_word,
)
from powermap.model.plan_values import (
    Amount,
    parse_answer_of_criterion,
    parse_criterion,
    parse_names,
    parse_weight,
    refuse_known_criterion,
)
from powermap.model.record import Record
from powermap.model.vocabulary import (
    Answer,
    Criterion,
    Question,
    Source,
    Stage,
    State,
)


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
    """A criterion that a company adds to a question.

    Parameters
    ----------
    name : str
        As assessments name it; not a word for one of the nineteen.
    question : Question or str
        The question that it answers.
    """

    name: Annotated[Name, AfterValidator(refuse_known_criterion)]
    question: Annotated[Question, parse_word(Question)]

    def __init__(self, name: str, question: Question | str) -> None:
        super().__init__(name=name, question=question)


class Assessment(Record):
    """One answer to one criterion, for us or for a rival, at one time.

    Parameters
    ----------
    criterion : Criterion or str
        One of the nineteen, or the name of an extra criterion of the plan.
    answer : Answer or str
        +, - or ?, or a word that answers the criterion: clear, strong, 好, 明确 …
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
    >>> Assessment("风险度", "低").answer
    <Answer.PLUS: '+'>
    """

    criterion: Annotated[Criterion | str, BeforeValidator(parse_criterion)]
    answer: Annotated[Answer, BeforeValidator(parse_answer_of_criterion)]
    rival: Line = None
    evidence: Prose = None
    as_of: Day = None
    weight: Annotated[Number | None, BeforeValidator(parse_weight)] = None

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
    state: Annotated[State, parse_word(State)] = State.OPEN

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
    test_of : str, optional
        Id of the person whom the action asks for something: it shows whether this
        person works for us.
    passed : bool, optional
        Whether the person has done what the test asked for.
    done_on : date or ISO str, optional
        When it was done, or when the test was passed or failed.

    Examples
    --------
    >>> ask = Action("Introduce us to the CFO", test_of="ben", passed=True, done_on="2026-11-02")
    >>> ask.test_of, ask.is_live
    ('ben', False)
    """

    name: Name
    who: Line = None
    with_people: Annotated[tuple[str, ...], BeforeValidator(parse_names)] = ()
    due: Day = None
    state: Annotated[State, parse_word(State)] = State.OPEN
    test_of: Line = None
    passed: Truth = None
    done_on: Day = None

    def __init__(
        self,
        name: str,
        *,
        who: str | None = None,
        with_people: str | Iterable[str] = (),
        due: date | str | None = None,
        state: State | str = State.OPEN,
        test_of: str | None = None,
        passed: bool | None = None,
        done_on: date | str | None = None,
    ) -> None:
        super().__init__(
            name=name,
            who=who,
            with_people=with_people,
            due=due,
            state=state,
            test_of=test_of,
            passed=passed,
            done_on=done_on,
        )

    @model_validator(mode="after")
    def _check_test(self) -> Action:
        if self.passed is not None and self.test_of is None:
            raise ModelError(
                Reason("message.model.test_of_nobody", action=Quoted(self.name))
            )
        return self

    @property
    def is_live(self) -> bool:
        """Whether it is still to be done: neither done, dropped nor decided."""
        is_settled = self.done_on is not None or self.passed is not None
        return self.state in {State.OPEN, State.UNDER_WAY} and not is_settled


class Prospect(Record):
    """One opportunity in the pipeline.

    Parameters
    ----------
    name : str
        Customer and matter.
    stage : Stage or str
        potential, prospect, closing, won, lost.
    amount : float, optional
        What it is worth, 0 or more, in the currency of the company.
    key_account : bool, optional
        Whether the customer is a key account.
    potential_on, prospect_on, closing_on, closed_on : date or ISO str, optional
        When it came into each stage, and when it was won or lost.
    """

    name: Name
    stage: Annotated[Stage, parse_word(Stage)]
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
    def _check_order_of_days(self) -> Prospect:
        days = [self.potential_on, self.prospect_on, self.closing_on, self.closed_on]
        # Any date may be missing, so neighbors are compared among those that are there.
        known = [day for day in days if day is not None]
        if known != sorted(known):
            order = [day.isoformat() for day in known]
            raise ModelError(
                Reason(
                    "message.model.stages_go_back",
                    name=Quoted(self.name),
                    days=Listed(order),
                )
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
    lower_is_better : bool, optional
        Whether a lower result is better, as for complaints.
    by : str, optional
        Who says so.
    comment : str, optional
        In words.
    """

    source: Annotated[Source, parse_word(Source)]
    name: Name
    target: Amount = None
    actual: Amount = None
    lower_is_better: Truth = None
    by: Line = None
    comment: Prose = None

    def __init__(
        self,
        source: Source | str,
        name: str,
        *,
        target: float | None = None,
        actual: float | None = None,
        lower_is_better: bool | None = None,
        by: str | None = None,
        comment: str | None = None,
    ) -> None:
        super().__init__(
            source=source,
            name=name,
            target=target,
            actual=actual,
            lower_is_better=lower_is_better,
            by=by,
            comment=comment,
        )
