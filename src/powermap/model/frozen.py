"""The frozen mapping under the name by which the model's users find it."""

from powermap.frozen import FrozenMapping

__all__ = ["FrozenMapping"]
