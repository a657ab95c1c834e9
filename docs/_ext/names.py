"""The reference of Python names: entries for autodoc, by package.

The public names are read from the stub of the package, so no list has to be kept twice.
"""

from __future__ import annotations

import ast
import inspect
import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.util import resolve_name
from itertools import pairwise

import powermap as pm

TOPICS = {"model.playbook": "playbook"}
"""Modules whose public names have a page of their own."""
NAMESPACES = ("charts", "frames", "network", "plan", "proposals", "tables")
"""Public modules, which hold the names that the package itself does not."""


def modules_by_public_name() -> dict[str, str]:
    """The module that each public name comes from, as the stub lists them."""
    stub = ast.parse(files("powermap").joinpath("__init__.pyi").read_text("utf-8"))
    modules = {}
    for node in stub.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            for imported in node.names:
                modules[imported.name] = node.module
    return modules


def names_by_package() -> dict[str, list[str]]:
    """The public names by the page of the reference that lists them."""
    names: dict[str, list[str]] = {}
    for name, module in MODULES.items():
        page = TOPICS.get(module, module.partition(".")[0])
        names.setdefault(page, []).append(name)
    return names


MODULES = modules_by_public_name()
PACKAGES = names_by_package()


def public_paths() -> Iterator[str]:
    """Every public name with its path: in the package, else in its namespace."""
    for name in MODULES:
        yield f"powermap.{name}"
    for namespace in NAMESPACES:
        for name in import_module(f"powermap.{namespace}").__all__:
            if not _is_public(name, except_in=namespace):
                yield f"powermap.{namespace}.{name}"


def package(name: str) -> str:
    """Entries of a package's public names, as ``powermap.NAME``."""
    return _blocks(_entry("powermap", each) for each in PACKAGES[name])


def also(module: str) -> str:
    """Entries of what a module lists in ``__all__`` and no public module does."""
    full_name = f"powermap.{module}"
    entries = []
    for name in import_module(full_name).__all__:
        if not _is_public(name, except_in=module):
            entries.append(_entry(full_name, name))
    return _blocks(entries)


def classes(package: str) -> str:
    """Entries of the classes in a package's modules that are not public names."""
    entries = []
    for module in _modules(f"powermap.{package}"):
        for name in getattr(import_module(module), "__all__", ()):
            value = getattr(import_module(module), name)
            is_own = getattr(value, "__module__", None) == module
            if isinstance(value, type) and is_own and not _is_public(name):
                entries.append(_entry(module, name))
    return _blocks(entries)


def _modules(package: str) -> Iterator[str]:
    path = import_module(package).__path__
    for each in pkgutil.walk_packages(path, prefix=f"{package}."):
        yield each.name


def _is_public(name: str, except_in: str = "") -> bool:
    if name in pm.__all__:
        return True
    for namespace in NAMESPACES:
        names = import_module(f"powermap.{namespace}").__all__
        if namespace != except_in and name in names:
            return True
    return False


def _blocks(entries: Iterator[str] | list[str]) -> str:
    return "\n\n".join(f"```{{eval-rst}}\n{entry}\n```" for entry in entries)


def _entry(home: str, name: str) -> str:
    value = getattr(import_module(home), name)
    if isinstance(value, type):
        return _class_entry(f"{home}.{name}", value)
    if inspect.isfunction(value) or hasattr(value, "__wrapped__"):
        return f".. autofunction:: {home}.{name}"
    text = text_below(home, name).replace("\n", "\n   ")
    return f".. py:data:: {home}.{name}\n\n   {text}"


def _class_entry(full_name: str, value: type) -> str:
    lines = [
        f".. autoclass:: {full_name}",
        "   :members:",
        "   :exclude-members: model_config",
    ]
    if issubclass(value, BaseException):
        lines.append("   :show-inheritance:")
    if _is_split(value):
        lines.append("   :inherited-members:")
    return "\n".join(lines)


def _is_split(value: type) -> bool:
    """Whether a class has methods from bases beside it that have no entry."""
    bases = value.__mro__[1:-1]
    home = value.__module__.rpartition(".")[0]
    are_beside = [base.__module__.rpartition(".")[0] == home for base in bases]
    are_public = [_is_public(base.__name__) for base in bases]
    return bool(bases) and all(are_beside) and not any(are_public)


def text_below(module: str, name: str) -> str:
    """The text below a table or an alias in the source; Python itself keeps none."""
    if module == "powermap":
        module = f"powermap.{MODULES[name]}"
    tree = _parsed(module)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for imported in node.names:
                if (imported.asname or imported.name) == name:
                    return text_below(_source_of(node, module), imported.name)
    for before, after in pairwise(tree.body):
        if isinstance(after, ast.Expr) and _assigns(before, name):
            text = ast.literal_eval(after.value)
            return inspect.cleandoc(text)
    return ""


def _source_of(node: ast.ImportFrom, module: str) -> str:
    relative = "." * node.level + (node.module or "")
    return resolve_name(relative, import_module(module).__package__)


def _assigns(node: ast.stmt, name: str) -> bool:
    targets = getattr(node, "targets", [getattr(node, "target", None)])
    for target in targets:
        if isinstance(target, ast.Name) and target.id == name:
            return True
    return False


@cache
def _parsed(module: str) -> ast.Module:
    return ast.parse(inspect.getsource(import_module(module)))
