"""The public names of the network."""

from .broker import (
    Broker as Broker,
    brokers as brokers,
)
from .disagreement import (
    Disagreement as Disagreement,
    disagreements as disagreements,
)
from .links import (
    Link as Link,
    links as links,
)
from .networkx_graph import (
    from_networkx as from_networkx,
    to_networkx as to_networkx,
)
from .opinion_model import (
    Settled as Settled,
    settle as settle,
)
from .outlook import (
    Move as Move,
    Opinion as Opinion,
    Outlook as Outlook,
)
from .paths import (
    Chain as Chain,
    paths_to as paths_to,
)
from .power import (
    Estimate as Estimate,
    estimate_power as estimate_power,
)
from .reach import (
    Reach as Reach,
    reach as reach,
)
from .resilience import (
    Loss as Loss,
    resilience as resilience,
)
from .sway import (
    sway as sway,
)
from .trust import (
    trust_in_ties as trust_in_ties,
)
from .visits import (
    Visit as Visit,
    who_next as who_next,
)
from .win_first import (
    Win as Win,
    win_first as win_first,
)
