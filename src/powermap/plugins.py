"""What other packages add to powermap, by the entry points that they name.

A plug-in is found by its group and loaded when it is first needed. One that does not
work is named in a warning and left out, so that it stops nobody's work.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any, TypeVar

from powermap.errors import Note, PluginError, PowermapError, PowermapWarning
from powermap.language import Quoted, Reason
from powermap.language.values import Value

__all__ = [
    "GROUPS",
    "SWITCH",
    "Plugin",
    "PluginError",
    "leave_out",
    "plugins",
    "try_out",
]

T = TypeVar("T")
GROUPS = ("readers", "writers", "charts", "findings", "playbooks")
"""What a plug-in can add; each entry-point group is ``powermap.`` and one of these."""
SWITCH = "POWERMAP_PLUGINS"
"""The environment variable that leaves out all plug-ins when it is ``off``."""
_LONGEST = 200
"""Characters of a reason that another package gives."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """One thing that an installed package adds.

    Parameters
    ----------
    group : str
        One of `GROUPS`.
    name : str
        What it is called: a suffix, a chart, a playbook.
    package : str
        The package that brings it, with its version.
    place : str
        The module and the name in it, as ``acme_maps:read_notes``.
    """

    group: str
    name: str
    package: str
    place: str

    def load_function(self) -> Callable[..., Any]:
        """The function that the entry point names.

        Raises
        ------
        PluginError
            When it cannot be imported, or is no function.
        """
        function = self.load()
        if not callable(function):
            raise self.refuse_type(function, "function")
        return function  # type: ignore[no-any-return]

    def load(self) -> Any:
        """The object that the entry point names.

        Raises
        ------
        PluginError
            When it cannot be imported, whatever it raises.
        """
        point = EntryPoint(self.name, self.place, f"powermap.{self.group}")
        return self.run(point.load)

    def run(self, call: Callable[..., T], *given: Any, **options: Any) -> T:
        """What a function of the plug-in returns.

        Raises
        ------
        PluginError
                When it fails, whatever it raises.
        """
        try:
            return call(*given, **options)
        except PowermapError:
            # Said by the plug-in on purpose, about the file of the user.
            raise
        except Exception as error:  # foreign code raises whatever it likes
            fault = f"{type(error).__name__}: {error}"[:_LONGEST]
            raise self.refuse(fault) from error

    def refuse_type(self, value: object, wanted: str) -> PluginError:
        """The error that the plug-in brings something else than it should."""
        return self.refuse(
            Reason(
                "message.plugins.wrong_type",
                place=self.place,
                value=Quoted(type(value).__name__),
                type=wanted,
            )
        )

    def refuse(self, reason: Value) -> PluginError:
        """The error that the plug-in does not work."""
        return PluginError(
            Reason(
                "message.plugins.broken",
                name=Quoted(self.name),
                group=Reason(f"message.plugins.{self.group}"),
                package=self.package,
                reason=reason,
            )
        )


def plugins(group: str) -> tuple[Plugin, ...]:
    """The plug-ins of a group by name, of which none is loaded.

    Examples
    --------
    >>> all(plugin.group == "charts" for plugin in plugins("charts"))
    True
    """
    if os.environ.get(SWITCH, "").lower() == "off":
        return ()
    return tuple(plugin for plugin in _installed() if plugin.group == group)


def try_out(plugin: Plugin, load: Callable[[Plugin], T]) -> T | None:
    """What a plug-in adds; None and a warning where it does not work."""
    try:
        return load(plugin)
    except PluginError as error:
        leave_out(error)
        return None


def leave_out(error: PluginError) -> None:
    """Warn of a plug-in that does not work."""
    note = Note(Reason("message.plugins.left_out", fault=error.args[0]))
    warnings.warn(PowermapWarning(note), stacklevel=3)


@cache
def _installed() -> tuple[Plugin, ...]:
    found: dict[Plugin, None] = {}
    points = entry_points()
    for group in GROUPS:
        for point in points.select(group=f"powermap.{group}"):
            found[Plugin(group, point.name, _package(point), point.value)] = None
    # A package that is on the path twice is found twice.
    return tuple(sorted(found, key=lambda each: (each.name, each.package, each.place)))


def _package(point: EntryPoint) -> str:
    dist = getattr(point, "dist", None)
    if dist is None:
        return point.value
    return f"{dist.name} {dist.version}"
