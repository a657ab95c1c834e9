"""What the ties say: who sways whom, read as a network. The only room that imports networkx."""

from typing import TYPE_CHECKING

from powermap.rooms import furnish

if TYPE_CHECKING:
    from .brokers import Broker, brokers
    from .cloud import cloud
    from .disagreements import Disagreement, disagreements
    from .graph import from_networkx, to_networkx
    from .links import CARRIES, Carries, Link, links
    from .paths import Chain, Visit, paths_to, who_next
    from .power import Estimate, estimate_power
    from .reach import Reach, reach
    from .sway import Move, Opinion, Outlook, Settled, settle, sway

furnish(
    __name__,
    {
        "brokers": ["Broker", "brokers"],
        "cloud": ["cloud"],
        "disagreements": ["Disagreement", "disagreements"],
        "graph": ["from_networkx", "to_networkx"],
        "links": ["CARRIES", "Carries", "Link", "links"],
        "paths": ["Chain", "Visit", "paths_to", "who_next"],
        "power": ["Estimate", "estimate_power"],
        "reach": ["Reach", "reach"],
        "sway": ["Move", "Opinion", "Outlook", "Settled", "settle", "sway"],
    },
)

__all__ = [
    "CARRIES",
    "Broker",
    "Carries",
    "Chain",
    "Disagreement",
    "Estimate",
    "Link",
    "Move",
    "Opinion",
    "Outlook",
    "Reach",
    "Settled",
    "Visit",
    "brokers",
    "cloud",
    "disagreements",
    "estimate_power",
    "from_networkx",
    "links",
    "paths_to",
    "reach",
    "settle",
    "sway",
    "to_networkx",
    "who_next",
]
