"""The public names of the network."""

from .broker import (
    Broker as Broker,
)
from .broker import (
    brokers as brokers,
)
from .coalition import (
    Reach as Reach,
)
from .coalition import (
    reach as reach,
)
from .disagreement import (
    Disagreement as Disagreement,
)
from .disagreement import (
    disagreements as disagreements,
)
from .graph import (
    from_networkx as from_networkx,
)
from .graph import (
    to_networkx as to_networkx,
)
from .link import (
    CARRIES as CARRIES,
)
from .link import (
    Carries as Carries,
)
from .link import (
    Link as Link,
)
from .link import (
    links as links,
)
from .opinion import (
    Move as Move,
)
from .opinion import (
    Opinion as Opinion,
)
from .opinion import (
    Outlook as Outlook,
)
from .opinion import (
    Settled as Settled,
)
from .opinion import (
    settle as settle,
)
from .opinion import (
    sway as sway,
)
from .paths import (
    Chain as Chain,
)
from .paths import (
    Visit as Visit,
)
from .paths import (
    paths_to as paths_to,
)
from .paths import (
    who_next as who_next,
)
from .power import (
    Estimate as Estimate,
)
from .power import (
    estimate_power as estimate_power,
)
from .spring_layout import (
    cloud as cloud,
)
