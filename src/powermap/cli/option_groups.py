"""Options that several commands take in place of one parameter."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection
from functools import wraps
from typing import Any, TypeVar

__all__ = ["options_of", "replace_parameter"]

R = TypeVar("R")


def options_of(pack: Callable[..., Any]) -> tuple[inspect.Parameter, ...]:
    """The parameters of a function, which typer reads as options."""
    return tuple(inspect.signature(pack, eval_str=True).parameters.values())


def replace_parameter(
    command: Callable[..., R],
    name: str,
    pack: Callable[..., Any],
    *,
    last: Collection[str] = (),
) -> Callable[..., R]:
    """A command that takes the options of `pack` in place of one parameter.

    It is called with what `pack` makes of them. `last` are options that --help
    shows after all others.
    """
    options = options_of(pack)
    signature = inspect.signature(command, eval_str=True)
    parameters: list[inspect.Parameter] = []
    for parameter in signature.parameters.values():
        if parameter.name == name:
            parameters += [each for each in options if each.name not in last]
        else:
            parameters.append(parameter)
    parameters += [each for each in options if each.name in last]

    @wraps(command)
    def run(**given: Any) -> R:
        packed = {each.name: given.pop(each.name) for each in options}
        return command(**given, **{name: pack(**packed)})

    # typer reads the signature to find the options.
    run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run
