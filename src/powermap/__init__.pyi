"""The public names; the package loads each of them when first asked for."""

from . import (
    charts as charts,
    frames as frames,
    network as network,
    plan as plan,
    proposals as proposals,
    tables as tables,
)
from .accounts import (
    batch as batch,
    portfolio as portfolio,
)
from .charts import (
    Chart as Chart,
    Style as Style,
    influence as influence,
    quadrant as quadrant,
)
from .compare import (
    diff as diff,
)
from .demo import (
    northwind as northwind,
    northwind_plan as northwind_plan,
)
from .errors import (
    FormatError as FormatError,
    ModelError as ModelError,
    PowermapError as PowermapError,
    PowermapWarning as PowermapWarning,
)
from .exchange import (
    from_frame as from_frame,
    inspect as inspect,
    read as read,
    read_playbook as read_playbook,
    template as template,
    to_frame as to_frame,
    write as write,
)
from .judgment.assessment import (
    assess as assess,
)
from .judgment.findings import (
    check as check,
)
from .judgment.judge import (
    Judgment as Judgment,
    judge as judge,
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
from .judgment.worlds.ask import (
    ask as ask,
)
from .judgment.worlds.must_hold import (
    must_hold as must_hold,
)
from .judgment.worlds.robust import (
    robust as robust,
)
from .language import (
    Language as Language,
    Reason as Reason,
)
from .live import (
    board as board,
)
from .merging import (
    merge as merge,
)
from .model import (
    AccountPlan as AccountPlan,
    BuyingCenter as BuyingCenter,
    Contact as Contact,
    Involvement as Involvement,
    Power as Power,
    Role as Role,
    Scale as Scale,
    Stakeholder as Stakeholder,
    Stance as Stance,
    Tie as Tie,
    TieKind as TieKind,
)
from .model.playbook import (
    Playbook as Playbook,
)
from .proposals import (
    apply as apply,
)
from .redaction import (
    redact as redact,
)
from .reporting import (
    report as report,
)

__version__: str
