"""What of a redacted plan is written as tables: sheets, columns and words to choose from.

An empty column "Stance" would say that we judge people, and its list how.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from powermap.model import AccountPlan
from powermap.model.fields import Field, Table
from powermap.model.playbook import Playbook

if TYPE_CHECKING:
    from powermap.redaction.audience import AllowList

__all__ = ["AudienceView", "view_of"]

_EMPTY: tuple[object, ...] = (None, "", (), {})


class AudienceView:
    """The tables of a plan as those may see them for whom it was redacted.

    Parameters
    ----------
    allowed : AllowList or None
        What they may see; of an unknown audience nothing but what is filled in.
    """

    def __init__(self, allowed: AllowList | None) -> None:
        self.allowed = allowed

    def shows_table(self, table: Table, *, is_filled: bool) -> bool:
        """Whether a table is written."""
        # What a redacted plan holds may be seen, such as a goal that was kept.
        return is_filled or (
            self.allowed is not None and self.allowed.shows_table(table)
        )

    def columns(
        self, columns: Sequence[Field], rows: Sequence[Mapping[str, Any]]
    ) -> tuple[Field, ...]:
        """The columns that are written."""
        visible = []
        for field in columns:
            is_filled = any(row.get(field.name) not in _EMPTY for row in rows)
            if field.required or is_filled or self._shows(field):
                visible.append(field)
        return tuple(visible)

    def _shows(self, field: Field) -> bool:
        return self.allowed is not None and self.allowed.shows(field.table, field.name)

    def words(self, field: Field) -> Sequence[Any]:
        """The members of a field's vocabulary that may be chosen."""
        if self.allowed is None:
            return ()
        allowed = []
        for member in field.vocabulary or ():
            if self.allowed.shows_member(field.table, field.name, member.value):
                allowed.append(member)
        return allowed


def view_of(plan: AccountPlan, playbook: Playbook) -> AudienceView | None:
    """The view of those for whom a plan was redacted; None of a plan with everything."""
    audience = plan.center.audience
    if audience is None:
        return None
    from powermap.redaction.audience import LEVELS, allow_list

    if audience in LEVELS or audience in playbook.levels:
        return AudienceView(allow_list(audience, playbook))
    return AudienceView(None)
