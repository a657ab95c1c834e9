"""The public names; the package loads each of them when first asked for."""

from .charts import (
    Chart as Chart,
)
from .charts import (
    appraisal as appraisal,
)
from .charts import (
    coverage as coverage,
)
from .charts import (
    difference as difference,
)
from .charts import (
    funnel as funnel,
)
from .charts import (
    influence as influence,
)
from .charts import (
    needs as needs,
)
from .charts import (
    quadrant as quadrant,
)
from .charts import (
    relationship as relationship,
)
from .charts import (
    scorecard as scorecard,
)
from .charts import (
    to_graphviz as to_graphviz,
)
from .charts import (
    tornado as tornado,
)
from .compare import (
    Difference as Difference,
)
from .compare import (
    diff as diff,
)
from .demo import (
    northwind as northwind,
)
from .demo import (
    northwind_plan as northwind_plan,
)
from .errors import (
    FormatError as FormatError,
)
from .errors import (
    MissingDependencyError as MissingDependencyError,
)
from .errors import (
    ModelError as ModelError,
)
from .errors import (
    PowermapError as PowermapError,
)
from .errors import (
    PowermapWarning as PowermapWarning,
)
from .errors import (
    Problem as Problem,
)
from .errors import (
    TableError as TableError,
    UnknownPersonError as UnknownPersonError,
)
from .exchange import (
    from_frame as from_frame,
)
from .exchange import (
    read as read,
)
from .exchange import (
    read_plan as read_plan,
)
from .exchange import (
    template as template,
)
from .exchange import (
    ties_to_frame as ties_to_frame,
)
from .exchange import (
    to_frame as to_frame,
)
from .exchange import (
    to_mermaid as to_mermaid,
)
from .exchange import (
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
)
from .judgment.findings import (
    check as check,
)
from .judgment.judge import (
    Judgment as Judgment,
)
from .judgment.judge import (
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
)
from .judgment.relationship import (
    relationships as relationships,
)
from .judgment.roles import (
    GRID as GRID,
)
from .judgment.roles import (
    Assignment as Assignment,
)
from .judgment.roles import (
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
)
from .language import (
    Reason as Reason,
)
from .live import (
    board as board,
)
from .model import (
    QUESTIONS as QUESTIONS,
)
from .model import (
    AccountPlan as AccountPlan,
)
from .model import (
    Action as Action,
)
from .model import (
    Answer as Answer,
)
from .model import (
    Assessment as Assessment,
)
from .model import (
    BuyingCenter as BuyingCenter,
)
from .model import (
    Contact as Contact,
)
from .model import (
    Criterion as Criterion,
)
from .model import (
    ExtraCriterion as ExtraCriterion,
)
from .model import (
    Goal as Goal,
)
from .model import (
    Involvement as Involvement,
)
from .model import (
    Member as Member,
)
from .model import (
    OrganizationNeed as OrganizationNeed,
)
from .model import (
    PersonalNeed as PersonalNeed,
)
from .model import (
    Power as Power,
)
from .model import (
    Prospect as Prospect,
)
from .model import (
    Question as Question,
)
from .model import (
    Rating as Rating,
)
from .model import (
    Relationship as Relationship,
)
from .model import (
    Role as Role,
)
from .model import (
    Scale as Scale,
)
from .model import (
    Source as Source,
)
from .model import (
    Stage as Stage,
)
from .model import (
    Stakeholder as Stakeholder,
)
from .model import (
    Stance as Stance,
)
from .model import (
    State as State,
)
from .model import (
    Strategy as Strategy,
)
from .model import (
    Tie as Tie,
)
from .model import (
    TieKind as TieKind,
)
from .model import (
    json_schema as json_schema,
)
from .model import (
    plan_schema as plan_schema,
)
from .model.playbook import (
    Playbook as Playbook,
)
from .model.playbook import (
    Severity as Severity,
)
from .network import (
    CARRIES as CARRIES,
)
from .network import (
    Broker as Broker,
)
from .network import (
    Chain as Chain,
)
from .network import (
    Disagreement as Disagreement,
)
from .network import (
    Estimate as Estimate,
)
from .network import (
    Link as Link,
)
from .network import (
    Move as Move,
)
from .network import (
    Opinion as Opinion,
)
from .network import (
    Outlook as Outlook,
)
from .network import (
    Reach as Reach,
)
from .network import (
    Visit as Visit,
)
from .network import (
    brokers as brokers,
)
from .network import (
    disagreements as disagreements,
)
from .network import (
    estimate_power as estimate_power,
)
from .network import (
    from_networkx as from_networkx,
)
from .network import (
    paths_to as paths_to,
)
from .network import (
    reach as reach,
)
from .network import (
    sway as sway,
)
from .network import (
    to_networkx as to_networkx,
)
from .network import (
    who_next as who_next,
)
from .redaction import (
    pseudonyms as pseudonyms,
)
from .redaction import (
    redact as redact,
)
from .reporting import (
    Report as Report,
)
from .reporting import (
    report as report,
)
from .scene import (
    Scene as Scene,
)
from .scene import (
    faults as faults,
)

__version__: str
