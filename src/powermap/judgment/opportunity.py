"""What the opportunity is worth, and which prospects of the pipeline are it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from powermap.model.vocabulary import Stage

if TYPE_CHECKING:
    from powermap.model import AccountPlan, Prospect

__all__ = ["prospects_of", "value_of"]


def value_of(plan: AccountPlan) -> float | None:
    """What the opportunity is worth: by the plan, else by its prospect in the pipeline.

    None when there is no such prospect, or when there are several: which of them is
    meant, or whether all are, nobody has said.

    Examples
    --------
    >>> from powermap.model import AccountPlan, Prospect
    >>> deal = Prospect("Northwind: ERP", "prospect", amount=900_000)
    >>> plan = AccountPlan("Northwind", opportunity="ERP", pipeline=[deal])
    >>> value_of(plan), value_of(plan.revised(value=850_000))
    (900000, 850000)
    """
    if plan.value is not None:
        return plan.value
    open_prospects = [
        each for each in prospects_of(plan) if each.stage is not Stage.LOST
    ]
    if len(open_prospects) != 1:
        return None
    return open_prospects[0].amount


def prospects_of(plan: AccountPlan) -> list[Prospect]:
    """The prospects of this opportunity, by their names.

    Those that name account and opportunity, else the account, else those that are
    called like the opportunity.
    """
    account = [each for each in plan.pipeline if _names(each, plan.account)]
    opportunity = plan.opportunity
    if not opportunity:
        return account
    both = [each for each in account if _names(each, opportunity)]
    same = []
    for each in plan.pipeline:
        if each.name.casefold() == opportunity.casefold():
            same.append(each)
    # From the surest match to the loosest, as sellers name deals freely.
    return both or account or same


def _names(prospect: Prospect, name: str) -> bool:
    """Whether a prospect's name holds another one whole, not as part of a word."""
    escaped = re.escape(name)
    # Not \b: between two Chinese characters there is no word boundary, and 北方银行ERP has
    # to be found.
    whole = f"(?<![A-Za-z0-9]){escaped}(?![A-Za-z0-9])"
    match = re.search(whole, prospect.name, re.IGNORECASE)
    return match is not None
