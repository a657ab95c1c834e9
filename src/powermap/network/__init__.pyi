"""The public names of the network."""

from .broker import (
    Broker as Broker,
    brokers as brokers,
)
from .coalition import (
    Reach as Reach,
    reach as reach,
)
from .disagreement import (
    Disagreement as Disagreement,
    disagreements as disagreements,
)
from .graph import (
    from_networkx as from_networkx,
    to_networkx as to_networkx,
)
from .link import (
    CARRIES as CARRIES,
    Carries as Carries,
    Link as Link,
    links as links,
)
from .opinion import (
    Move as Move,
    Opinion as Opinion,
    Outlook as Outlook,
    Settled as Settled,
    settle as settle,
    sway as sway,
)
from .paths import (
    Chain as Chain,
    Visit as Visit,
    paths_to as paths_to,
    who_next as who_next,
)
from .power import (
    Estimate as Estimate,
    estimate_power as estimate_power,
)
from .spring_layout import (
    cloud as cloud,
)
