"""What-ifs of the pipeline, as rows of a playbook."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from powermap.errors import ModelError
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.language.values import Value
from powermap.model.fields import field_book
from powermap.model.vocabulary import Stage, fold, parse

__all__ = ["Improvement", "group_of"]

# The four levers of the course; charts group the bars by them.
GROUPS = ("success", "order", "efficiency", "prospects")
KINDS = ("rate", "key_account", "repeat", "amount", "cycle", "prospects")
# WIN is no gate but the way out: nothing is lost behind it.
GATES = ("TOP", "IN", "BEST")
OPEN_STAGES = (Stage.POTENTIAL, Stage.PROSPECT, Stage.CLOSING)


@dataclass(frozen=True, slots=True)
class Improvement:
    """One thing that could be done better, as a what-if of the pipeline.

    Parameters
    ----------
    name : str
        A key under ``lever.name`` in the words, or a company's own text.
    group : {"success", "order", "efficiency", "prospects"}
        Which of the four levers it belongs to.
    kind : {"rate", "key_account", "repeat", "amount", "cycle", "prospects"}
        What changes: a rate by points (0.1 is ten), key accounts and repeat orders of
        customers we have won by a number, amounts, cycle or number of prospects by a share.
    by : float
        How much.
    gate : str, optional
        For a rate: TOP, IN or BEST.
    stages : tuple of Stage, optional
        Where further prospects, key accounts or repeat orders are: potential, prospect or closing.

    Raises
    ------
    ModelError
        When a value is not allowed.

    Examples
    --------
    >>> Improvement("Bigger deals", "order", "amount", 0.2).by
    0.2
    """

    name: str
    group: str
    kind: str
    by: float
    gate: str | None = None
    stages: tuple[Stage, ...] = ()

    def __post_init__(self) -> None:
        stages = tuple(parse(Stage, stage) for stage in self.stages)
        object.__setattr__(self, "stages", stages)
        object.__setattr__(self, "group", group_of(self.group))
        self._check_choice("group", GROUPS)
        self._check_choice("kind", KINDS)
        # A rate belongs to a gate, the other kinds do not; a useless key is not worth
        # refusing.
        if self.kind == "rate":
            self._check_choice("gate", GATES)
        if self.kind in {"prospects", "key_account", "repeat"}:
            self._check_stages()
        self._check_amount()

    def _check_choice(self, field: str, allowed: Sequence[str]) -> None:
        value = getattr(self, field)
        if value not in allowed:
            hint = Nearest(str(value), tuple(allowed))
            raise self._wrong(field, Listed(allowed), hint)

    def _check_stages(self) -> None:
        if not self.stages or not set(self.stages) <= set(OPEN_STAGES):
            raise self._wrong("stages", Listed([each.value for each in OPEN_STAGES]))

    def _check_amount(self) -> None:
        if not _is_number(self.by):
            raise self._wrong("by", Reason("message.playbook.number"))
        # A cycle that is shorter by all of it would have no length.
        if self.kind == "cycle" and self.by >= 1:
            raise self._wrong("by", Reason("message.playbook.number_below_1"))
        if self.kind in {"amount", "prospects"} and self.by < -1:
            raise self._wrong("by", Reason("message.playbook.number_from_minus_1"))

    def _wrong(self, field: str, allowed: Value, hint: Value = None) -> ModelError:
        return ModelError(
            Reason(
                "message.playbook.improvement",
                name=Quoted(self.name),
                field=field,
                value=Quoted(getattr(self, field)),
                allowed=allowed,
                hint=hint,
            )
        )


def group_of(word: str) -> str:
    """The group that a word of the course means; the word itself if it means none.

    Examples
    --------
    >>> group_of("平均订单成交额"), group_of("order")
    ('order', 'order')
    """
    for group, words in field_book()["levers"].items():
        if fold(str(word)) in map(fold, words):
            return str(group)
    return word


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return math.isfinite(value)
