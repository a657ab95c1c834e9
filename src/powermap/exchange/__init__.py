"""Plans in and out, cleaned at the border: YAML, JSON, CSV, Excel, frames, graphs."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
