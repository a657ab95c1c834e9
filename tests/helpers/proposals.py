"""Proposals of every kind for one plan, for hypothesis."""

from hypothesis import strategies as st

import powermap as pm
from powermap.model import Confidence
from powermap.model.fields import LISTS, fields_of
from powermap.proposals import Change
from powermap.proposals.records import path_of, records_in

LINES = [
    "Ana Ruiz is on our side now.",
    "Ben Ode has the budget for May.",
    "Contoso showed a cheaper offer.",
    "张伟说他们五月签合同。",
    "The pilot starts in Gary.",
]
NOTES = "\n".join(LINES)
WORDS = {
    "Stance": ["champion", "内线", "opponent", "neutral", "oponent"],
    "Contact": ["brief", "deep", "多次", "often"],
    "Power": ["decider", "影响者", 8, "7.5", "boss", 99],
    "Involvement": ["high", "低", 2, "some"],
    "Role": ["owner", "把关者", "king"],
    "State": ["done", "进行中", "open", "maybe"],
    "Stage": ["won", "即将成交", "closing", "x"],
    "TieKind": ["reports_to", "talks_to", "影响"],
    "Strategy": ["flanking", "防御", "x"],
    "OrganizationNeed": [["finance"], "image", ["x"]],
    "PersonalNeed": [["order", "security"], "achievement"],
    "Answer": ["+", "-", "?", "good", "x"],
    "Criterion": ["funding", "risk", "Politics"],
    "Question": ["win", "worth"],
    "Source": ["targets", "reports"],
    "Confidence": ["high", "低", "sure"],
}
KINDS = {
    "text": ["Kim", "CFO", "Contoso", "ana-ruiz", "ben-ode", "Sign in May"],
    "texts": [["Kim"], "Lee; Kim", ["Kim", "Max"], []],
    "yes": [True, False, "是", "no", "perhaps"],
    "date": ["2026-11-28", "2027-01-05", "soon"],
    "number": [3, 0.5, "12", "many"],
    "ids": [["ana-ruiz"], ["Ben Ode", "ana-ruiz"], "nobody"],
    "field": ["stance"],
    "claim": ["champion", "opponent"],
}


def whole_plan():
    """A plan that has something in every table."""
    said = pm.plan.Claim("stance", "neutral", said_by="Kim", day="2026-10-01")
    unnamed = pm.plan.Claim("stance", "opponent", day="2026-10-02")
    again = said.revised(evidence="Said so twice")
    people = [
        pm.Stakeholder("Ana Ruiz", title="CFO", power=8, stance="neutral", note="Met"),
        pm.Stakeholder(
            "Ben Ode", claims=[said, unnamed, again], custom={"Region": "South"}
        ),
        pm.Stakeholder("张伟", title="CIO", covered_by=["Kim"], as_of="2026-11-29"),
        pm.Stakeholder("Cleo Park", rival_stances={"Contoso": "champion"}),
    ]
    ties = [
        pm.Tie("ben-ode", "ana-ruiz", "reports_to"),
        pm.Tie("ben-ode", "ana-ruiz", "influences", 2, said_by="Kim"),
        # The second of this kind, as a file may have it.
        pm.Tie("ben-ode", "ana-ruiz", "influences", note="Again"),
        pm.Tie("张伟", "ben-ode", "friend_of", custom={"Since": 2020}),
        pm.Tie("cleo-park", "ana-ruiz", "talks_to", note="Weekly"),
    ]
    return pm.AccountPlan(
        "Northwind",
        center=pm.BuyingCenter("ERP", people, ties, as_of="2026-11-20"),
        team=[pm.plan.Member("Kim", "Account manager"), pm.plan.Member("Lee")],
        rivals=["Contoso", "Fabrikam"],
        extra_criteria=[pm.plan.ExtraCriterion("Politics", "win")],
        assessments=[
            pm.plan.Assessment("funding", "?", as_of="2026-10-05"),
            pm.plan.Assessment("funding", "+", as_of="2026-11-10", evidence="Plan"),
            pm.plan.Assessment("Politics", "-", rival="Contoso"),
        ],
        objective="Sign this year",
        goals=[pm.plan.Goal("Pilot", "2026-12-18"), pm.plan.Goal("Pilot")],
        actions=[
            pm.plan.Action("Visit Ana", who="Kim", with_people=["ana-ruiz", "ben-ode"]),
            pm.plan.Action("Introduce us", test_of="ben-ode", passed=True),
        ],
        pipeline=[pm.plan.Prospect("ERP · May", "closing", amount=10)],
        appraisal=[pm.plan.Rating("targets", "Orders", target=2)],
        as_of="2026-11-21",
        custom={"Code": "N7"},
    )


TABLES = ("people", "ties", "claims", *LISTS)
NEW = {
    "people": ["Dev Shah", "Ana Ruiz"],
    "ties": ["Ana Ruiz → 张伟, influences", "Dev Shah -> Ana Ruiz", "x → y"],
    "claims": ["Ana Ruiz, stance", "ben-ode, title, Lee, 2026-11-01"],
    "assessments": ["risk", "内应, Contoso", "x"],
}


def values_of(field):
    pool = WORDS[field.vocabulary.__name__] if field.vocabulary else KINDS[field.kind]
    return st.none() | st.sampled_from(pool)


@st.composite
def changes(draw, plan, quoted=None):
    """A change of anything that has a path in the plan, allowed or not."""
    table = draw(st.sampled_from(("plan", "about", *TABLES)))
    kind = draw(st.sampled_from(["set", "set", "add", "remove"]))
    change = {"kind": kind}
    fields = fields_of(table)
    if table in {"plan", "about"}:
        field = draw(st.sampled_from(fields))
        change |= {"field": field.name, "value": draw(values_of(field))}
    else:
        record = draw(st.sampled_from(records_in(plan, table)))
        number = draw(st.sampled_from([None, None, 1, 2]))
        change["path"] = path_of(table, record, number)
        if kind == "add" and draw(st.booleans()):
            name = draw(st.sampled_from(NEW.get(table, ["New one", "Contoso"])))
            change["path"] = f"{change['path'].partition(': ')[0]}: {name}"
            chosen = draw(st.lists(st.sampled_from(fields), max_size=3))
            change["value"] = {
                each.name: draw(values_of(each))
                for each in chosen
                if not each.by_rival and each.name not in {"name", "source", "target"}
            }
        elif kind != "remove" or draw(st.booleans()):
            field = draw(st.sampled_from(fields))
            name = f"{field.name}: Contoso" if field.by_rival else field.name
            change |= {"field": name, "value": draw(values_of(field))}
    if draw(st.booleans()) if quoted is None else quoted:
        change["quote"] = draw(st.sampled_from(LINES))
        change["source"] = draw(st.sampled_from(["Call with Ben", "Kim", None]))
        change["day"] = draw(st.sampled_from(["2026-11-28", "2026-09-01", None]))
        change["confidence"] = draw(st.none() | st.sampled_from(Confidence))
    return Change(**change)
