"""The account plan: one opportunity at one customer, and all that the method asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ValidationInfo,
    field_validator,
    model_validator,
)

from powermap.errors import ModelError
from powermap.frozen import FrozenMapping
from powermap.language import Quoted, Reason
from powermap.model.by_rival import rivals_named
from powermap.model.center import BuyingCenter
from powermap.model.contradictions import first_faults
from powermap.model.custom import Custom, CustomOfPlan, CustomValue
from powermap.model.entry import Day, Line, Name, Prose, Truth, parse_word
from powermap.model.plan_contradictions import plan_contradictions
from powermap.model.plan_parts import (
    Action,
    Assessment,
    ExtraCriterion,
    Goal,
    Member,
    Prospect,
    Rating,
)
from powermap.model.plan_values import Amount, parse_names
from powermap.model.record import (
    Record,
    check_type,
    list_names,
    refuse_unknown,
    to_tuple,
)
from powermap.model.vocabulary import QUESTIONS, Question, Strategy


def _refuse_semicolons(code: str) -> str:
    # Files separate codes by semicolons.
    if ";" in code or "；" in code:
        raise ModelError(Reason("message.model.code_with_semicolon", code=Quoted(code)))
    return code


Codes = Annotated[
    tuple[Annotated[Name, AfterValidator(_refuse_semicolons)], ...],
    BeforeValidator(parse_names),
]

PARTS: Mapping[str, type[Record]] = FrozenMapping(
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
    value : float, optional
        What that is worth, 0 or more, in the currency of the company.
    close_on : date or ISO str, optional
        By when the customer is expected to sign.
    center : BuyingCenter, optional
        Who decides; empty when not given.
    team : iterable of Member
        Our own people.
    rivals : str or iterable of str
        Whom we compete with; when not given, those toward whom people have a stance
        or contact.
    assessments : iterable of Assessment
        Answers to the criteria, ours and each rival's, of every review.
    extra_criteria : iterable of ExtraCriterion
        What the company asks beside the nineteen.
    objective, solution : str, optional
        What we want to sell, and with what.
    cost_of_waiting : str, optional
        What it costs the customer to leave everything as it is.
    deciding_event : str, optional
        What forces the customer to decide, such as a contract that ends.
    event_on : date or ISO str, optional
        Day of that event.
    supplier_in_place : bool, optional
        Whether we already supply what the opportunity is about.
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
        How the seller is appraised.
    seller_has_skills, seller_has_solution : bool, optional
        Whether the seller has the skills for key accounts, and can provide a solution.
    select : str or iterable of str
        Codes, or beginnings of codes, of the only findings that are wanted; all of them when empty.
    ignore : str or iterable of str
        Codes, or beginnings of codes, of findings that are not wanted.
    as_of : date or ISO str, optional
        Day for which all this holds.
    custom : mapping of str to str, number, bool or date
        Fields beside powermap's own.

    Raises
    ------
    ModelError
        On an assessment of, or a stance toward, a rival never named, one of a criterion that does not exist, two answers
        of one day to one criterion, an action with an unknown id or owner, two rivals or members of one name.

    Examples
    --------
    >>> from .stakeholder import Stakeholder
    >>> plan = AccountPlan("Northwind", center=BuyingCenter("ERP", [Stakeholder("Ana")]), rivals=["Contoso"])
    >>> plan.revised(objective="Renew the ERP").objective
    'Renew the ERP'
    """

    account: Name
    opportunity: Line = None
    value: Amount = None
    close_on: Day = None
    center: BuyingCenter
    team: tuple[Member, ...] = ()
    rivals: Annotated[tuple[Name, ...], BeforeValidator(parse_names)] = ()
    assessments: tuple[Assessment, ...] = ()
    extra_criteria: tuple[ExtraCriterion, ...] = ()
    objective: Prose = None
    solution: Prose = None
    cost_of_waiting: Prose = None
    deciding_event: Line = None
    event_on: Day = None
    supplier_in_place: Truth = None
    strategy: Annotated[Strategy | None, parse_word(Strategy)] = None
    goals: tuple[Goal, ...] = ()
    actions: tuple[Action, ...] = ()
    pipeline: tuple[Prospect, ...] = ()
    seller: Line = None
    appraisal: tuple[Rating, ...] = ()
    seller_has_skills: Truth = None
    seller_has_solution: Truth = None
    select: Codes = ()
    ignore: Codes = ()
    as_of: Day = None
    custom: CustomOfPlan = Custom()

    if TYPE_CHECKING:

        def __init__(
            self,
            account: str,
            *,
            opportunity: str | None = None,
            value: float | None = None,
            close_on: date | str | None = None,
            center: BuyingCenter | None = None,
            team: Iterable[Member] = (),
            rivals: str | Iterable[str] = (),
            assessments: Iterable[Assessment] = (),
            extra_criteria: Iterable[ExtraCriterion] = (),
            objective: str | None = None,
            solution: str | None = None,
            cost_of_waiting: str | None = None,
            deciding_event: str | None = None,
            event_on: date | str | None = None,
            supplier_in_place: bool | None = None,
            strategy: Strategy | str | None = None,
            goals: Iterable[Goal] = (),
            actions: Iterable[Action] = (),
            pipeline: Iterable[Prospect] = (),
            seller: str | None = None,
            appraisal: Iterable[Rating] = (),
            seller_has_skills: bool | None = None,
            seller_has_solution: bool | None = None,
            select: str | Iterable[str] = (),
            ignore: str | Iterable[str] = (),
            as_of: date | str | None = None,
            custom: Mapping[str, CustomValue] | None = None,
        ) -> None: ...

    else:
        # Fields are named once, above, so that a new one is one attribute.
        def __init__(self, account: str, **values: Any) -> None:
            refuse_unknown(AccountPlan, values)
            # Every plan has a center, so no caller has to ask whether there is one.
            if values.get("center") is None:
                name = values.get("opportunity") or account
                values["center"] = BuyingCenter(name)
            # A file of people alone names its rivals beside their stances.
            if not values.get("rivals") and isinstance(values["center"], BuyingCenter):
                values["rivals"] = rivals_named(values["center"])
            super().__init__(account=account, **values)

    @field_validator(*PARTS, mode="before")
    @classmethod
    def _check_lists(cls, value: object, info: ValidationInfo) -> tuple[Any, ...]:
        return to_tuple(value, PARTS[str(info.field_name)])

    # Around pydantic's own check, which would look at everybody once more.
    @field_validator("center", mode="wrap")
    @classmethod
    def _check_center(cls, value: object, _: object) -> object:
        return check_type(value, BuyingCenter)

    @model_validator(mode="after")
    def _check_consistency(self) -> AccountPlan:
        faults = list(plan_contradictions(self))
        if faults:
            raise ModelError(first_faults(faults))
        return self

    def __repr__(self) -> str:
        return f"<AccountPlan {self.account!r}, {len(self.center)} people>"

    __str__ = __repr__

    def with_center(self, center: BuyingCenter) -> AccountPlan:
        """The plan with another version of its people.

        Whoever is not there anymore is taken out of the actions; what was a test of
        them is an action like any other.

        Parameters
        ----------
        center : BuyingCenter
            The people as they are now.

        Returns
        -------
        AccountPlan

        Raises
        ------
        ModelError
            When the result would contradict itself.

        Examples
        --------
        >>> from powermap.model import Stakeholder
        >>> center = BuyingCenter("ERP", [Stakeholder("Ana")])
        >>> visit = Action("Visit Ana", with_people=["ana"])
        >>> plan = AccountPlan("Northwind", center=center, actions=[visit])
        >>> plan.with_center(center.without("ana")).actions[0].with_people
        ()
        """
        # The usual case on a live board that was not edited; checking a whole plan
        # again is slow.
        if center == self.center:
            return self
        ids = {person.id for person in center}
        actions = []
        for action in self.actions:
            # The action itself stays: it may still be due, with other people.
            people = [id for id in action.with_people if id in ids]
            changes: dict[str, Any] = {"with_people": people}
            if action.test_of not in ids:
                changes |= {"test_of": None, "passed": None}
            actions.append(action.revised(**changes))
        return self.revised(center=center, actions=actions)

    def questions(self) -> Mapping[Question, tuple[str, ...]]:
        """The criteria of each question, added ones after the nineteen."""
        criteria: dict[Question, list[str]] = {}
        for question, known in QUESTIONS.items():
            criteria[question] = list(known)
        for extra in self.extra_criteria:
            criteria[extra.question].append(extra.name)
        return FrozenMapping({key: tuple(names) for key, names in criteria.items()})


AccountPlan.__signature__ = list_names(AccountPlan, "account")
