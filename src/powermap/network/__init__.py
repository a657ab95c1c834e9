"""What the ties say: who influences whom. The only package that imports networkx."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
