"""In which line of a plan as YAML or JSON each person stands."""

from __future__ import annotations

from typing import Any

from powermap.model.sheet_titles import keys_of

__all__ = ["lines_of_people"]


def lines_of_people(text: str) -> list[int]:
    r"""The line, from 1, in which each person begins, in the order of the text.

    Empty where the text is laid out in a way in which no line can be told.

    Examples
    --------
    >>> lines_of_people("name: ERP\nstakeholders:\n- name: Ana Ruiz\n- name: Ben Ode\n")
    [3, 4]
    """
    root = _compose(text)
    entries = root
    if root is not None and root.id == "mapping":
        entries = _people_of(root)
    if entries is None or entries.id != "sequence":
        return []
    return [item.start_mark.line + 1 for item in entries.value]


def _compose(text: str) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        # JSON is YAML too; nothing is made of what the text says but its places.
        return yaml.compose(text, Loader=loader)
    except (yaml.YAMLError, RecursionError):
        return None


def _people_of(root: Any) -> Any:
    keys = keys_of("people")
    found = None
    for key, value in root.value:
        # `people` may also name a file of people.
        if key.value in keys and value.id == "sequence":
            found = value
    return found
