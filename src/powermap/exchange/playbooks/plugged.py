"""Playbooks that other packages bring, by the names of their entry points."""

from __future__ import annotations

from powermap.model.playbook import Playbook
from powermap.plugins import Plugin, plugins

__all__ = ["load_playbook_of", "playbook_names", "plugged_playbook"]


def playbook_names() -> tuple[str, ...]:
    """The playbooks of plug-ins.

    Examples
    --------
    >>> isinstance(playbook_names(), tuple)
    True
    """
    return tuple(dict.fromkeys(plugin.name for plugin in plugins("playbooks")))


def plugged_playbook(name: str) -> Playbook | None:
    """The playbook of a plug-in; None when no plug-in has one with this name.

    Raises
    ------
    PluginError
        When it does not work.
    """
    for plugin in plugins("playbooks"):
        if plugin.name == name:
            return load_playbook_of(plugin)
    return None


def load_playbook_of(plugin: Plugin) -> Playbook:
    """The playbook of a plug-in.

    Its entry point names a `Playbook`, or a function that returns one.

    Raises
    ------
    PluginError
        When it cannot be imported, or is no playbook.
    """
    value = plugin.load_value()
    if not isinstance(value, Playbook):
        raise plugin.refuse_type(value, "Playbook")
    return value
