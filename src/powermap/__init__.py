"""Who decides at a large customer: buying centers modelled, judged and drawn.

>>> import powermap as pm
>>> center = pm.BuyingCenter("Northwind ERP", [pm.Stakeholder("Ana Ruiz", power="decider", involvement="low")])
>>> pm.classify(center)["ana-ruiz"].role
<Role.APPROVER: 'approver'>
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from powermap.charts import (
        Chart,
        appraisal,
        coverage,
        difference,
        funnel,
        influence,
        needs,
        quadrant,
        relationship,
        scorecard,
        to_graphviz,
        tornado,
    )
    from powermap.demo import (
        northwind,
        northwind_plan,
    )
    from powermap.errors import (
        FormatError,
        MissingDependencyError,
        ModelError,
        PowermapError,
        PowermapWarning,
        Problem,
        TableError,
    )
    from powermap.exchange import (
        from_frame,
        read,
        read_plan,
        template,
        ties_to_frame,
        to_frame,
        to_mermaid,
        write,
    )
    from powermap.live import (
        board,
    )
    from powermap.method import (
        GRID,
        Assignment,
        Difference,
        Finding,
        Severity,
        account_relationship,
        appraise,
        assess,
        check,
        classify,
        diff,
        levers,
        pipeline,
        pseudonyms,
        recommend,
        redact,
        relationships,
        steps,
    )
    from powermap.model import (
        QUESTIONS,
        AccountPlan,
        Action,
        Answer,
        Assessment,
        BuyingCenter,
        Contact,
        Criterion,
        ExtraCriterion,
        Goal,
        Involvement,
        Member,
        OrganizationNeed,
        PersonalNeed,
        Power,
        Prospect,
        Question,
        Rating,
        Relationship,
        Role,
        Scale,
        Source,
        Stage,
        Stakeholder,
        Stance,
        State,
        Strategy,
        Tie,
        TieKind,
        json_schema,
        plan_schema,
    )
    from powermap.network import (
        CARRIES,
        Broker,
        Chain,
        Disagreement,
        Estimate,
        Link,
        Move,
        Opinion,
        Outlook,
        Reach,
        Visit,
        brokers,
        disagreements,
        estimate_power,
        from_networkx,
        paths_to,
        reach,
        sway,
        to_networkx,
        who_next,
    )
    from powermap.reporting import (
        Report,
        report,
    )
    from powermap.scene import (
        Scene,
        faults,
    )
    from powermap.words import (
        HouseWords,
    )

__version__ = "0.1.0"

_ROOMS = {
    "charts": [
        "Chart", "appraisal", "coverage", "difference", "funnel", "influence", "needs", "quadrant",
        "relationship", "scorecard", "to_graphviz", "tornado",
    ],
    "demo": ["northwind", "northwind_plan"],
    "errors": [
        "FormatError", "MissingDependencyError", "ModelError", "PowermapError", "PowermapWarning", "Problem",
        "TableError",
    ],
    "exchange": ["from_frame", "read", "read_plan", "template", "ties_to_frame", "to_frame", "to_mermaid", "write"],
    "live": ["board"],
    "method": [
        "GRID", "Assignment", "Difference", "Finding", "Severity", "account_relationship", "appraise", "assess",
        "check", "classify", "diff", "levers", "pipeline", "pseudonyms", "recommend", "redact", "relationships",
        "steps",
    ],
    "model": [
        "QUESTIONS", "AccountPlan", "Action", "Answer", "Assessment", "BuyingCenter", "Contact", "Criterion",
        "ExtraCriterion", "Goal", "Involvement", "Member", "OrganizationNeed", "PersonalNeed", "Power",
        "Prospect", "Question", "Rating", "Relationship", "Role", "Scale", "Source", "Stage", "Stakeholder",
        "Stance", "State", "Strategy", "Tie", "TieKind", "json_schema", "plan_schema",
    ],
    "network": [
        "CARRIES", "Broker", "Chain", "Disagreement", "Estimate", "Link", "Move", "Opinion", "Outlook", "Reach",
        "Visit", "brokers", "disagreements", "estimate_power", "from_networkx", "paths_to", "reach", "sway",
        "to_networkx", "who_next",
    ],
    "reporting": ["Report", "report"],
    "scene": ["Scene", "faults"],
    "words": ["HouseWords"],
}  # fmt: skip
_HOMES = {name: room for room, names in _ROOMS.items() for name in names}

__all__ = [  # noqa: RUF022, plain order
    "AccountPlan",
    "Action",
    "Answer",
    "Assessment",
    "Assignment",
    "Broker",
    "BuyingCenter",
    "CARRIES",
    "Chain",
    "Chart",
    "Contact",
    "Criterion",
    "Difference",
    "Disagreement",
    "Estimate",
    "ExtraCriterion",
    "Finding",
    "FormatError",
    "GRID",
    "Goal",
    "HouseWords",
    "Involvement",
    "Link",
    "Member",
    "MissingDependencyError",
    "ModelError",
    "Move",
    "Opinion",
    "OrganizationNeed",
    "Outlook",
    "PersonalNeed",
    "Power",
    "PowermapError",
    "PowermapWarning",
    "Problem",
    "Prospect",
    "QUESTIONS",
    "Question",
    "Rating",
    "Reach",
    "Relationship",
    "Report",
    "Role",
    "Scale",
    "Scene",
    "Severity",
    "Source",
    "Stage",
    "Stakeholder",
    "Stance",
    "State",
    "Strategy",
    "TableError",
    "Tie",
    "TieKind",
    "Visit",
    "account_relationship",
    "appraisal",
    "appraise",
    "assess",
    "board",
    "brokers",
    "check",
    "classify",
    "coverage",
    "diff",
    "difference",
    "disagreements",
    "estimate_power",
    "faults",
    "from_frame",
    "from_networkx",
    "funnel",
    "influence",
    "json_schema",
    "levers",
    "needs",
    "northwind",
    "northwind_plan",
    "paths_to",
    "pipeline",
    "plan_schema",
    "pseudonyms",
    "quadrant",
    "reach",
    "read",
    "read_plan",
    "recommend",
    "redact",
    "relationship",
    "relationships",
    "report",
    "scorecard",
    "steps",
    "sway",
    "template",
    "ties_to_frame",
    "to_frame",
    "to_graphviz",
    "to_mermaid",
    "to_networkx",
    "tornado",
    "who_next",
    "write",
]


def __getattr__(name: str) -> object:
    """Load a room when somebody first asks for what lives there, so that importing powermap stays light."""
    if name not in _HOMES:
        raise AttributeError(f"module 'powermap' has no attribute {name!r}")
    return getattr(import_module(f"powermap.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
