"""A room shows what is in its modules and loads a module when somebody first asks for what lives there."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from types import ModuleType


class Room(ModuleType):
    """A package whose names live in modules that are loaded late."""

    _homes: Mapping[str, tuple[str, str]]

    def __getattr__(self, name: str) -> object:
        """Load the module of a name."""
        if name not in self._homes:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        module, own = self._homes[name]
        return getattr(import_module(f"{self.__name__}.{module}"), own)

    def __setattr__(self, name: str, value: object) -> None:
        """Python sets a module once it is loaded; where a function has its name, the function is meant."""
        if not (name in self._homes and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*self.__dict__, *self._homes})


def furnish(package: str, modules: Mapping[str, Sequence[str]]) -> None:
    """Make a package a room: the names of each of its modules, written ``new=old`` where the room calls one anew."""
    homes = {}
    for module, names in modules.items():
        for each in names:
            name, _, own = each.partition("=")
            homes[name] = (module, own or name)
    room = sys.modules[package]
    room.__dict__["_homes"] = homes
    room.__class__ = Room
