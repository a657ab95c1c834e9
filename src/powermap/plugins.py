"""What other packages add to powermap, by the entry points that they name.

A plug-in is found by its group and loaded when it is first needed. One that does not
work is named in a warning and left out, so that it stops nobody's work.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, EntryPoint, distribution, distributions
from typing import Any, TypeVar

from powermap.errors import Note, PluginError, PowermapError
from powermap.language import Quoted, Reason
from powermap.language.values import Value
from powermap.notes import warn

__all__ = [
    "GROUPS",
    "SWITCH",
    "Plugin",
    "PluginError",
    "leave_out",
    "plugins",
    "plugins_in_use",
    "try_out",
]

T = TypeVar("T")
GROUPS = ("readers", "writers", "charts", "findings", "playbooks")
"""What a plug-in can add; each entry-point group is ``powermap.`` and one of these."""
SWITCH = "POWERMAP_PLUGINS"
"""The environment variable that leaves out all plug-ins when it is ``off``."""
_DAMAGED = (AttributeError, KeyError, OSError, TypeError, ValueError)
"""What Python raises about files of packages that it cannot read."""
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
        try:
            return self.run(point.load)
        except PluginError:
            raise
        except PowermapError as error:
            # There is no file yet that this could be about.
            raise self.refuse(error.args[0]) from error

    def load_value(self) -> Any:
        """The object that the entry point names, or what it returns if it is a function.

        Raises
        ------
        PluginError
            When it does not work, whatever it raises.
        """
        value = self.load()
        if not callable(value):
            return value
        try:
            return self.run(value)
        except PluginError:
            raise
        except PowermapError as error:
            raise self.refuse(error.args[0]) from error

    def run(self, call: Callable[..., T], *given: Any, **options: Any) -> T:
        """What a function of the plug-in returns.

        Raises
        ------
        PluginError
            When it fails, whatever it raises.
        """
        try:
            with _QUIET:
                return call(*given, **options)
        except PowermapError:
            # Said by the plug-in on purpose, about the file of the user.
            raise
        # Foreign code raises whatever it likes, and may even end the program.
        except (Exception, SystemExit) as error:
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


class _Quiet:
    """Sends to standard error what foreign code prints, which is not our answer.

    Counted, since threads may enter before others leave.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._stdout = sys.stdout

    def __enter__(self) -> None:
        with self._lock:
            if not self._inside:
                self._stdout = sys.stdout
                sys.stdout = sys.stderr
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside:
                sys.stdout = self._stdout


_QUIET = _Quiet()


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


def plugins_in_use() -> str:
    """All plug-ins with their packages and versions, as a kept answer depends on them."""
    return repr([plugins(group) for group in GROUPS])


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
    warn(note, stacklevel=3)


@cache
def _installed() -> tuple[Plugin, ...]:
    found: dict[Plugin, None] = {}
    for dist in distributions():
        # What is damaged is no plug-in of ours; pip says more about it.
        with suppress(*_DAMAGED):
            if _names_a_group(dist):
                found.update(dict.fromkeys(_plugins_of(dist)))
    return tuple(sorted(found, key=_order))


def _order(plugin: Plugin) -> tuple[str, str, str]:
    return plugin.package, plugin.name, plugin.place


def _names_a_group(dist: Distribution) -> bool:
    """Whether a package has plug-ins; to read all lists whole would take far longer."""
    text = dist.read_text("entry_points.txt")
    return text is not None and "[powermap." in text


def _plugins_of(dist: Distribution) -> Iterator[Plugin]:
    package = _package(dist)
    if package:
        # Of a package that is on the path twice Python imports the first.
        dist = distribution(dist.name)
        package = _package(dist)
    for group in GROUPS:
        for point in dist.entry_points.select(group=f"powermap.{group}"):
            yield Plugin(group, point.name, package or point.value, point.value)


def _package(dist: Distribution) -> str:
    """Name and version of a package; nothing when it has no metadata."""
    # Python gives None for a name that is not there, or an error, by its version.
    with suppress(*_DAMAGED):
        if dist.name:
            return f"{dist.name} {dist.version}"
    return ""
