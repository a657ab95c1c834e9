"""Charts of other packages, by the names of their entry points."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping

from powermap.charts.chart import Chart
from powermap.model.subject import Subject
from powermap.plugins import Plugin, plugins

__all__ = ["chart_names", "draw_chart", "options_taken"]

_ANY = inspect.Parameter.VAR_KEYWORD
_BY_NAME = (inspect.Parameter.KEYWORD_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


def chart_names() -> tuple[str, ...]:
    """The charts of plug-ins.

    Examples
    --------
    >>> isinstance(chart_names(), tuple)
    True
    """
    return tuple(dict.fromkeys(plugin.name for plugin in plugins("charts")))


def options_taken(name: str, offered: Iterable[str]) -> frozenset[str]:
    """Those of the options that a chart of a plug-in takes.

    Raises
    ------
    PluginError
        When it does not work.
    """
    plugin = _plugin(name)
    signature = plugin.run(inspect.signature, plugin.load_function())
    # The first is what is drawn.
    parameters = list(signature.parameters.values())[1:]
    if any(parameter.kind is _ANY for parameter in parameters):
        return frozenset(offered)
    named = {each.name for each in parameters if each.kind in _BY_NAME}
    return frozenset(named & set(offered))


def draw_chart(name: str, subject: Subject, options: Mapping[str, object]) -> Chart:
    """Draw a chart of a plug-in.

    Parameters
    ----------
    name : str
        One of `chart_names`.
    subject : BuyingCenter, AccountPlan or Judgment
        Handed to the function of the plug-in.
    options : mapping of str to object
        Those that the function does not take are not handed to it.

    Returns
    -------
    Chart

    Raises
    ------
    PluginError
        When it fails, or gives something else than a `Chart`.
    """
    plugin = _plugin(name)
    function = plugin.load_function()
    given = {key: options[key] for key in sorted(options_taken(name, options))}
    chart = plugin.run(function, subject, **given)
    if not isinstance(chart, Chart):
        raise plugin.refuse_type(chart, "Chart")
    # Marks that cannot be drawn are the plug-in's, and are found here.
    plugin.run(chart.svg)
    return chart


def _plugin(name: str) -> Plugin:
    for plugin in plugins("charts"):
        if plugin.name == name:
            return plugin
    raise KeyError(name)
