"""Findings of other packages, which stand beside powermap's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from powermap.errors import ModelError, PluginError, PowermapError
from powermap.frozen import FrozenMapping
from powermap.language import Quoted, Reason
from powermap.model.playbook.checks import check_kinds
from powermap.model.playbook.defaults import finding_kinds
from powermap.model.playbook.rules import FindingKind
from powermap.plugins import Plugin, leave_out, plugins, try_out

__all__ = ["load_kinds", "own_and_plugged"]


def own_and_plugged() -> Mapping[str, FindingKind]:
    """Powermap's findings and those of plug-ins that work, by code."""
    return _with_plugged(plugins("findings"))


def load_kinds(plugin: Plugin) -> Mapping[str, FindingKind]:
    """The findings of a plug-in by code.

    Its entry point names a `FindingKind`, several of them, or a function that returns
    them.

    Raises
    ------
    PluginError
        When it cannot be imported, or is no finding.
    """
    value = plugin.load_value()
    every = [value] if isinstance(value, FindingKind) else _listed(plugin, value)
    kinds: dict[str, FindingKind] = {}
    for kind in every:
        if kind.code in kinds:
            raise plugin.refuse(Reason("message.plugins.twice", code=kind.code))
        kinds[kind.code] = kind
    try:
        check_kinds(kinds)
    except ModelError as error:
        raise plugin.refuse(error.args[0]) from error
    return {code: _protected(plugin, kind) for code, kind in kinds.items()}


@cache
def _with_plugged(found: tuple[Plugin, ...]) -> Mapping[str, FindingKind]:
    kinds = dict(finding_kinds())
    for plugin in found:
        for code, kind in (try_out(plugin, load_kinds) or {}).items():
            if code in kinds:
                leave_out(plugin.refuse(_taken(code)))
                continue
            kinds[code] = kind
    return FrozenMapping(kinds)


def _listed(plugin: Plugin, value: Any) -> list[FindingKind]:
    if isinstance(value, Mapping):
        value = value.values()
    if not isinstance(value, Iterable):
        raise plugin.refuse_type(value, "FindingKind")
    every: list[Any] = plugin.run(list, value)
    for kind in every:
        if not isinstance(kind, FindingKind):
            raise plugin.refuse_type(kind, "FindingKind")
    return every


def _taken(code: str) -> Reason:
    return Reason("message.plugins.taken", code=code)


def _protected(plugin: Plugin, kind: FindingKind) -> FindingKind:
    """The kind with a rule that cannot stop a check."""
    return replace(kind, rule=_Rule(plugin, kind.rule or _no_hits))


def _no_hits(_: Any) -> Iterable[Iterable[str]]:
    return ()


@dataclass(frozen=True, slots=True)
class _Rule:
    """The rule of a plug-in; where it fails, it is named and finds nothing."""

    plugin: Plugin
    rule: Callable[[Any], Iterable[Iterable[str]]]

    def __call__(self, judgment: Any) -> list[list[str]]:
        try:
            hits = self.plugin.run(self._hits, judgment)
            self._check(hits, judgment)
        except PluginError as error:
            leave_out(error)
        except PowermapError as error:
            leave_out(self.plugin.refuse(error.args[0]))
        else:
            return hits
        return []

    def _hits(self, judgment: Any) -> list[list[str]]:
        # Whole, or it would fail later, in the hands of whoever reads the hits.
        return [list(ids) for ids in self.rule(judgment)]

    def _check(self, hits: Iterable[Iterable[str]], judgment: Any) -> None:
        for ids in hits:
            for id in ids:
                # What is no text may not be hashable either.
                if not isinstance(id, str) or id not in judgment.roles:
                    raise self.plugin.refuse(
                        Reason("message.plugins.no_such_id", id=Quoted(id))
                    )
