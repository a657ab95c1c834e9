"""The command that installs what is missing, as this Python was set up."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from powermap.errors import MissingDependencyError, Sentence

DISTRIBUTION = "buying-powermap"
"""What powermap is called where it is installed from.

The name powermap belongs to another project on the package index.
"""

_OWN_ENVIRONMENT = frozenset({"uv tool", "pipx"})
"""Programs that make an environment for each command that they install."""

_OF_EXTRA = re.compile(r"""extra *== *["']([\w-]+)["']""")
_LIBRARY = re.compile(r"[\w.-]+")
"""Name of a library at the start of a requirement."""


@contextmanager
def extra_needed(extra: str, library: str, message: str) -> Iterator[None]:
    """Import a library of an extra; where it is missing, say how to install it.

    Parameters
    ----------
    extra : str
        An extra of ``pyproject.toml``.
    library : str
        The module that it brings. What this module itself lacks is another defect, with
        another remedy.
    message : str
        Key of the sentence, with room for the ``command``.

    Raises
    ------
    MissingDependencyError
        When the library is not installed, or too old to have what is imported.

    Examples
    --------
    >>> with extra_needed("pptx", "no_such", "message.charts.no_pptx"):
    ...     import no_such  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    powermap.errors.MissingDependencyError: python-pptx is not installed; ...
    """
    try:
        yield
    except ImportError as error:
        name = error.name or ""
        if name != library and not name.startswith(f"{library}."):
            raise
        command = command_for_extra(extra)
        raise MissingDependencyError(
            Sentence(message, (("command", command),))
        ) from error


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
    installer = _installer()
    # pip and uv pip take the extra from what is installed.
    if installer not in _OWN_ENVIRONMENT:
        return f'{installer} install "{DISTRIBUTION}[{extra}]"'
    # pipx leaves alone what is installed, whatever extras are asked for.
    force = " --force" if installer == "pipx" else ""
    return f'{installer} install{force} "{_source_with(extra)}"'


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
        return f'uv tool install "{_source_with()}" --with {name}'
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


def _source_with(*more: str) -> str:
    """What to install anew, with the extras that would otherwise be gone."""
    extras = sorted({*_present_extras(), *more})
    source = _source()
    return f"{source}[{','.join(extras)}]" if extras else source


def _present_extras() -> list[str]:
    """The extras whose libraries are all there."""
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        requirements = distribution(DISTRIBUTION).requires or []
    except PackageNotFoundError:
        return []
    libraries: dict[str, list[str]] = {}
    for requirement in requirements:
        condition = _OF_EXTRA.search(requirement)
        library = _LIBRARY.match(requirement)
        if condition and library:
            libraries.setdefault(condition[1], []).append(library[0])
    present = []
    for extra, names in libraries.items():
        if all(map(_is_present, names)):
            present.append(extra)
    return present


def _is_present(library: str) -> bool:
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        distribution(library)
    except PackageNotFoundError:
        return False
    return True


def _source() -> str:
    """Where powermap was installed from: a folder, a wheel, or by its name."""
    # Only a message about something missing needs these, and they load slowly.
    import json
    from importlib.metadata import PackageNotFoundError, distribution
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    try:
        written = distribution(DISTRIBUTION).read_text("direct_url.json")
    except PackageNotFoundError:
        written = None
    if written is None:
        return DISTRIBUTION
    address = urlsplit(json.loads(written)["url"])
    if address.scheme != "file":
        return DISTRIBUTION
    return url2pathname(address.path)


def _settings(environment: Path) -> str:
    """What a virtual environment says of itself; nothing outside of one."""
    try:
        return (environment / "pyvenv.cfg").read_text(encoding="utf-8")
    except OSError:
        return ""
