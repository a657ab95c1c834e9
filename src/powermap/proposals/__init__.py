"""From notes to a reviewed change set: proposals, and how they are applied.

>>> import powermap as pm
>>> change = pm.proposals.Change(field="objective", value="Sign in May")
>>> pm.apply(pm.AccountPlan("Northwind"), pm.proposals.Proposal([change])).plan.objective
'Sign in May'
"""

from powermap.proposals.applying import Applied, Outcome, apply
from powermap.proposals.context_text import context
from powermap.proposals.proposal import Change, Proposal
from powermap.proposals.reading import (
    parse_proposal,
    proposal_schema,
    read_notes,
    read_proposal,
)
from powermap.proposals.undo import changes_between

__all__ = [
    "Applied",
    "Change",
    "Outcome",
    "Proposal",
    "apply",
    "changes_between",
    "context",
    "parse_proposal",
    "proposal_schema",
    "read_notes",
    "read_proposal",
]


def __dir__() -> list[str]:
    return __all__
