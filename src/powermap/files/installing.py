"""The command that installs what is missing, as this Python was set up."""

from __future__ import annotations

import sys
from pathlib import Path

DISTRIBUTION = "buying-powermap"
"""What powermap is called where it is installed from.

The name powermap belongs to another project on the package index.
"""


def command_for_extra(extra: str) -> str:
    """The command that installs an extra of powermap.

    Quoted so that every shell, also the command prompt of Windows, takes it.

    Parameters
    ----------
    extra : str
        An extra of ``pyproject.toml``.

    Returns
    -------
    str

    Examples
    --------
    >>> command_for_extra("pptx").partition("install ")[2]
    '"buying-powermap[pptx]"'
    """
    return f'{_installer()} install "{DISTRIBUTION}[{extra}]"'


def command_for_library(name: str) -> str:
    """The command that installs a library beside powermap.

    Parameters
    ----------
    name : str
        The library, as the package index calls it.

    Returns
    -------
    str

    Examples
    --------
    >>> command_for_library("polars").split()[-1]
    'polars'
    """
    installer = _installer()
    if installer == "pipx":
        return f"pipx inject {DISTRIBUTION} {name}"
    if installer == "uv tool":
        return f"uv tool install {DISTRIBUTION} --with {name}"
    return f"{installer} install {name}"


def _installer() -> str:
    """The program that made the environment: pip cannot change those of the others."""
    environment = Path(sys.prefix)
    if (environment / "uv-receipt.toml").is_file():
        return "uv tool"
    if (environment / "pipx_metadata.json").is_file():
        return "pipx"
    if "\nuv = " in _settings(environment):
        return "uv pip"
    return "pip"


def _settings(environment: Path) -> str:
    """What a virtual environment says of itself; nothing outside of one."""
    try:
        return (environment / "pyvenv.cfg").read_text(encoding="utf-8")
    except OSError:
        return ""
