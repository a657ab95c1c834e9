"""The demo account: a fictional steel maker that renews its ERP system.

All people and companies in it are invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

from powermap.demo.versions import northwind_versions
from powermap.errors import ModelError
from powermap.exchange import read
from powermap.language.refusals import not_allowed

if TYPE_CHECKING:
    from powermap.model import AccountPlan, BuyingCenter

__all__ = [
    "northwind",
    "northwind_changes",
    "northwind_notes",
    "northwind_plan",
    "northwind_register",
    "northwind_versions",
]

_FILES = {"en": "northwind.yaml", "zh": "northwind-zh.yaml"}
_NOTES = {"en": "notes.md", "zh": "notes-zh.md"}
_CHANGES = {"en": "changes.json", "zh": "changes-zh.json"}
_REGISTERS = {"en": "register.csv", "zh": "register-zh.csv"}


def northwind(lang: str = "en") -> BuyingCenter:
    """The demo buying center of fourteen fictional people.

    Parameters
    ----------
    lang : {"en", "zh"}
        As of `northwind_plan`, with the same error.

    Returns
    -------
    BuyingCenter
        With scores and ties, two people whose involvement is unknown, and one whose
        declared role differs from the assigned one.

    Examples
    --------
    >>> len(northwind())
    14
    >>> northwind("zh").name
    '北风钢铁 · ERP 更新'
    """
    return northwind_plan(lang).center


def northwind_plan(lang: str = "en") -> AccountPlan:
    """The demo account plan, with everything that a plan can hold.

    Parameters
    ----------
    lang : {"en", "zh"}
        Language of its names and texts; every part of the demo is there in both.

    Returns
    -------
    AccountPlan

    Raises
    ------
    ModelError
        When there is no demo in this language.

    Examples
    --------
    >>> northwind_plan().strategy
    <Strategy.FLANKING: 'flanking'>
    """
    if lang not in _FILES:
        raise ModelError(not_allowed("language", lang, _FILES))
    return _read_demo(_FILES[lang])


def northwind_register(lang: str = "en") -> str:
    """Some of the same people in a stakeholder register, as a project keeps one.

    Parameters
    ----------
    lang : {"en", "zh"}
        As of `northwind_plan`, with the same error.

    Returns
    -------
    str
        CSV with title rows above the header, and levels in words.

    Examples
    --------
    >>> import io
    >>> from powermap.exchange import inspect
    >>> shown = inspect(io.StringIO(northwind_register()))
    >>> len(shown.center), len(shown.unplaced)
    (9, 1)
    """
    return _read_text(_REGISTERS, lang)


def northwind_notes(lang: str = "en") -> str:
    """Notes of a call about the demo account.

    Parameters
    ----------
    lang : {"en", "zh"}
        As of `northwind_plan`, with the same error.

    Returns
    -------
    str
        Markdown, with a sentence that tries to give orders to whoever reads it.

    Examples
    --------
    >>> northwind_notes().splitlines()[0]
    '# Call with Ines Duarte, 27 Nov 2026'
    """
    return _read_text(_NOTES, lang)


def northwind_changes(lang: str = "en") -> str:
    """What somebody read in the notes, as a proposal.

    Parameters
    ----------
    lang : {"en", "zh"}
        As of `northwind_plan`, with the same error.

    Returns
    -------
    str
        JSON.

    Examples
    --------
    >>> from powermap.proposals import apply, parse_proposal
    >>> proposal = parse_proposal(northwind_changes())
    >>> apply(northwind_plan(), proposal, source_text=northwind_notes())
    <Applied: 7 accepted, 0 refused>
    """
    return _read_text(_CHANGES, lang)


def _read_text(names: Mapping[str, str], lang: str) -> str:
    if lang not in names:
        raise ModelError(not_allowed("language", lang, names))
    file = files(__package__).joinpath(names[lang])
    return file.read_text(encoding="utf-8")


@cache
def _read_demo(name: str) -> AccountPlan:
    """A demo plan, read once: plans do not change, and parsing YAML is slow."""
    with as_file(files(__package__).joinpath(name)) as path:
        return read(path)
