"""Charts of other packages, by the names of their entry points."""

from __future__ import annotations

import inspect
from collections.abc import Mapping

from powermap.charts.chart import Chart
from powermap.model.subject import Subject
from powermap.plugins import Plugin, plugins

__all__ = ["chart_names", "draw_chart", "option_names"]


def chart_names() -> tuple[str, ...]:
    """The charts of plug-ins.

    Examples
    --------
    >>> isinstance(chart_names(), tuple)
    True
    """
    return tuple(dict.fromkeys(plugin.name for plugin in plugins("charts")))


def option_names(name: str) -> frozenset[str]:
    """The options that a chart of a plug-in takes.

    Raises
    ------
    PluginError
        When it does not work.
    """
    parameters = inspect.signature(_plugin(name).load_function()).parameters
    # The first is what is drawn.
    return frozenset(list(parameters)[1:])


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
    taken = option_names(name)
    given = {key: value for key, value in options.items() if key in taken}
    chart = plugin.run(function, subject, **given)
    if not isinstance(chart, Chart):
        raise plugin.refuse_type(chart, "Chart")
    return chart


def _plugin(name: str) -> Plugin:
    for plugin in plugins("charts"):
        if plugin.name == name:
            return plugin
    raise KeyError(name)
