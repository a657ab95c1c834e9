"""The public names; the package loads each of them when first asked for."""

from .charts import (
    Chart as Chart,
    appraisal as appraisal,
    coverage as coverage,
    difference as difference,
    funnel as funnel,
    influence as influence,
    needs as needs,
    quadrant as quadrant,
    relationship as relationship,
    scorecard as scorecard,
    to_graphviz as to_graphviz,
    tornado as tornado,
)
from .compare import (
    Difference as Difference,
    diff as diff,
)
from .demo import (
    northwind as northwind,
    northwind_plan as northwind_plan,
)
from .errors import (
    FormatError as FormatError,
    MissingDependencyError as MissingDependencyError,
    ModelError as ModelError,
    PowermapError as PowermapError,
    PowermapWarning as PowermapWarning,
    Problem as Problem,
    TableError as TableError,
    UnknownPersonError as UnknownPersonError,
)
from .exchange import (
    from_frame as from_frame,
    read as read,
    read_playbook as read_playbook,
    template as template,
    ties_to_frame as ties_to_frame,
    to_frame as to_frame,
    to_mermaid as to_mermaid,
    write as write,
)
from .judgment.appraisal import (
    appraise as appraise,
)
from .judgment.assessment import (
    assess as assess,
)
from .judgment.findings import (
    Finding as Finding,
    check as check,
)
from .judgment.judge import (
    Judgment as Judgment,
    judge as judge,
)
from .judgment.levers import (
    levers as levers,
)
from .judgment.pipeline import (
    pipeline as pipeline,
)
from .judgment.relationship import (
    account_relationship as account_relationship,
    relationships as relationships,
)
from .judgment.roles import (
    Assignment as Assignment,
    classify as classify,
)
from .judgment.steps import (
    steps as steps,
)
from .judgment.strategy.recommendation import (
    recommend as recommend,
)
from .language import (
    Language as Language,
    Reason as Reason,
)
from .live import (
    board as board,
)
from .model import (
    QUESTIONS as QUESTIONS,
    AccountPlan as AccountPlan,
    Action as Action,
    Answer as Answer,
    Assessment as Assessment,
    BuyingCenter as BuyingCenter,
    Contact as Contact,
    Criterion as Criterion,
    ExtraCriterion as ExtraCriterion,
    Goal as Goal,
    Involvement as Involvement,
    Member as Member,
    OrganizationNeed as OrganizationNeed,
    PersonalNeed as PersonalNeed,
    Power as Power,
    Prospect as Prospect,
    Question as Question,
    Rating as Rating,
    Relationship as Relationship,
    Role as Role,
    Scale as Scale,
    Source as Source,
    Stage as Stage,
    Stakeholder as Stakeholder,
    Stance as Stance,
    State as State,
    Strategy as Strategy,
    Tie as Tie,
    TieKind as TieKind,
    json_schema as json_schema,
    plan_schema as plan_schema,
)
from .model.playbook import (
    Playbook as Playbook,
    Severity as Severity,
)
from .network import (
    Broker as Broker,
    Chain as Chain,
    Disagreement as Disagreement,
    Estimate as Estimate,
    Link as Link,
    Move as Move,
    Opinion as Opinion,
    Outlook as Outlook,
    Reach as Reach,
    Visit as Visit,
    brokers as brokers,
    disagreements as disagreements,
    estimate_power as estimate_power,
    from_networkx as from_networkx,
    paths_to as paths_to,
    reach as reach,
    sway as sway,
    to_networkx as to_networkx,
    who_next as who_next,
)
from .redaction import (
    pseudonyms as pseudonyms,
    redact as redact,
)
from .reporting import (
    Report as Report,
    report as report,
)
from .scene import (
    Scene as Scene,
    faults as faults,
)

__version__: str
