"""What the ties say: who sways whom, read as a network. The only room that imports networkx."""

from .graph import from_networkx, to_networkx
from .links import CARRIES, Carries, Link, links

__all__ = ["CARRIES", "Carries", "Link", "from_networkx", "links", "to_networkx"]
