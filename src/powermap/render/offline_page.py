"""What every page has that works offline: its policy, and compact scripts and styles."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["asset", "compact_style", "load_template", "script_of", "security_policy"]

_NOT_NEEDED = re.compile(r"^\s*//.*\n|^\s+|\s+// .*", re.MULTILINE)
"""Comments, empty lines and indentation of a script."""
_NOT_NEEDED_IN_STYLE = re.compile(
    r"^\s+|\s*/\*.*?\*/|(?<=[,:;{}]) | (?=[{}])", re.MULTILINE
)
"""Comments, and space that separates nothing, of a style sheet."""


def security_policy(script: str, style: str) -> str:
    """Return a policy that allows this script and this style, and nothing else.

    Examples
    --------
    >>> security_policy("", "")[:34]
    "default-src 'none'; script-src 'sh"
    """
    directives = (
        "default-src 'none'",
        f"script-src {_source_hash(script)}",
        f"style-src {_source_hash(style)}",
        "font-src data:",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        # With no policy allowed, even a mistake in our own script cannot make markup
        # from a string.
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    )
    return "; ".join(directives)


def _source_hash(text: str) -> str:
    digest = b64encode(sha256(text.encode()).digest()).decode("ascii")
    return f"'sha256-{digest}'"


def script_of(parts: Iterable[str]) -> str:
    r"""Return the parts of a script, compact and in a scope of their own.

    A page may hold several sections, and scripts of its own.

    Examples
    --------
    >>> print(script_of(["// Why.\nlet a = 1;\n"]), end="")
    (() => {
    "use strict";
    let a = 1;
    })();
    """
    # Comments and indentation are for those who read the files, a fifth of their size.
    compact = "".join(_NOT_NEEDED.sub("", part) for part in parts)
    return f'(() => {{\n"use strict";\n{compact}}})();\n'


def compact_style(text: str) -> str:
    """Return a style sheet without comments and needless space.

    Examples
    --------
    >>> compact_style("a { color: red; } /* why */")
    'a{color:red;}'
    """
    return _NOT_NEEDED_IN_STYLE.sub("", text)


@cache
def asset(name: str) -> str:
    """Return a script or style of the pages."""
    file = files(__package__).joinpath("page", name)
    return file.read_text(encoding="utf-8")


@cache
def load_template(package: str, folder: str, name: str) -> Template:
    """A template that lies in a package; in that of a page every text is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader(package, folder),
        autoescape=name.endswith(".html.j2"),
        # A misspelled name in a template fails in the tests instead of leaving a gap on
        # the page.
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name)
