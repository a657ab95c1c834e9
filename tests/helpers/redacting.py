"""A text as a partner reads it."""

from __future__ import annotations

import re
import warnings
from functools import partial

import powermap as pm
from powermap import redaction

KEY = "a key for the tests"
PEOPLE = {"falk": "Robert Falk", "mjo": "Mary-Jane O'Neill", "ana": "Ana Ruiz"}
redact = partial(redaction.redact, key=KEY)


def redacted(text, people=PEOPLE):
    """A text for a partner, with `<id>` for each pseudonym, and what may be a name in it."""
    stakeholders = [pm.Stakeholder(name, id=id) for id, name in people.items()]
    center = pm.BuyingCenter("ERP", stakeholders)
    plan = pm.AccountPlan("Acme", center=center, objective=text)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        left = redact(plan, "partner").objective
    told = [str(each.message) for each in caught if "may be names" in str(each.message)]
    doubts = re.findall(r"'((?:[^']|'\w)+)' \(objective\)", " ".join(told))
    names = redaction.pseudonyms(center, "partner", key=KEY)
    for id, pseudonym in names.items():
        left = left.replace(pseudonym.name, f"<{id}>")
    return left, doubts
