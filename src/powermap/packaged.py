"""Tables that come with powermap, as TOML that a person edits.

Parsing all of them would take longer than most commands. So Python compiles them as it
compiles its own modules: the first run writes the result into ``__pycache__`` and later
ones load it, until the file changes. Where nothing can be written the table is parsed.
"""

from __future__ import annotations

from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any
from zlib import crc32

__all__ = ["load_table"]

_SUFFIX = ".py"
"""Keeps the compiled ``fields.toml`` apart from that of a module ``fields.py``."""
_VERSION = 1
"""To be raised when tables are compiled in another way, as old ones may lie about."""


class _TableLoader(SourceFileLoader):
    """Loads a TOML file as a module that holds one value, `TABLE`."""

    def path_stats(self, path: str) -> Any:
        """What changes with the file: its content, as installers set dates freely."""
        data = self.get_data(path)
        return {"mtime": crc32(data, _VERSION), "size": len(data)}

    def get_data(self, path: str) -> bytes:
        """The text of the file, or what was compiled of it."""
        return super().get_data(path.removesuffix(_SUFFIX))

    def source_to_code(  # type: ignore[override]
        self, data: bytes, path: str, *_: Any, **__: Any
    ) -> CodeType:
        """The table as a literal, which loads without being parsed."""
        # Imported here, since most runs parse nothing.
        import tomllib

        table = tomllib.loads(data.decode("utf-8"))
        # Dates are written as calls.
        return compile(f"import datetime; TABLE = {table!r}", path, "exec")


def load_table(module: str, name: str) -> dict[str, Any]:
    """The table of a TOML file that lies beside a module, a new one at each call.

    Parameters
    ----------
    module : str
        The ``__file__`` of the module.
    name : str
        Name of the TOML file.

    Examples
    --------
    >>> from powermap import language
    >>> load_table(language.__file__, "en.toml")["common"]["unknown"]
    'Unknown'
    """
    path = Path(module).with_name(name)
    loaded = ModuleType(path.stem)
    _TableLoader(path.stem, f"{path}{_SUFFIX}").exec_module(loaded)
    table: dict[str, Any] = loaded.TABLE
    return table
