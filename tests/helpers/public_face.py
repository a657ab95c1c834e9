"""What the public face offers, for the tests of all of it."""

from __future__ import annotations

import inspect

import powermap as pm

NAMESPACES = (pm.charts, pm.frames, pm.network, pm.plan, pm.proposals, pm.tables)
PEOPLE = pm.BuyingCenter(
    "ERP",
    [pm.Stakeholder("Ana Ruiz", power=8, involvement=3), pm.Stakeholder("Ben Ode")],
    [pm.Tie("ben-ode", "ana-ruiz")],
)
PLAN = pm.AccountPlan("Northwind", center=PEOPLE)
OPTIONS = {
    pm.network.paths_to: {"target": "Ana Ruiz"},
    pm.redact: {"level": "partner"},
    pm.write: {"path": "deal.yaml"},
    pm.diff: {"new": PLAN},
    pm.apply: {"proposal": pm.proposals.Proposal()},
    pm.proposals.changes_between: {"new": PLAN},
    pm.charts.difference: {"new": PLAN},
}
"""What a function needs beside its subject."""
OTHER = {
    pm.batch,
    pm.charts.faults,
    pm.charts.grid,
    *(getattr(pm.frames, name) for name in pm.frames.__all__),
    pm.from_frame,
    pm.inspect,
    pm.merge,
    pm.plan.combine,
    pm.plan.compare_deals,
    pm.plan.history,
    pm.plan.save_history,
    pm.plan.calibrate,
    pm.charts.timeline,
    pm.network.from_networkx,
    pm.northwind,
    pm.northwind_plan,
    pm.portfolio,
    pm.tables.pseudonyms,
    pm.read,
    pm.read_playbook,
    pm.template,
    pm.proposals.parse_proposal,
    pm.proposals.proposal_schema,
    pm.proposals.read_notes,
    pm.proposals.read_proposal,
    pm.tables.json_schema,
    pm.tables.plan_schema,
    pm.tables.read_deals,
    pm.tables.write_mapping,
    pm.tables.playbook_schema,
    pm.tables.write_playbook,
    pm.charts.new_deck,
    pm.charts.deck_bytes,
    pm.network.settle,
}
"""Functions whose first argument is not an account."""


def public_functions():
    functions = {}
    for space in (pm, *NAMESPACES):
        for name in space.__all__:
            value = getattr(space, name)
            if inspect.isfunction(value):
                functions[value] = name
    return functions


def of_accounts():
    return [each for each in public_functions() if each not in OTHER]
