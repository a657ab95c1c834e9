"""Which files somebody means: files, folders and globs, each file once.

Every command that takes several files asks here, so that a folder means the same for
all of them.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from powermap.errors import FormatError
from powermap.exchange.formats.registry import find_format
from powermap.exchange.source_parts import is_answer, parts_of_source
from powermap.files.presence import exists, is_file, is_folder
from powermap.files.reading import to_path
from powermap.frozen import FrozenMapping
from powermap.language import Quoted, Reason

__all__ = ["Given", "find_named_sources", "find_sources", "plans_among"]

Given = str | os.PathLike[str]
"""What somebody writes: a file, a folder, or a pattern with ``*``, ``?`` or ``[``."""
LOCK = "~$"
"""How Excel begins the name of the file by which it locks a workbook that is open."""
# A folder of accounts also holds pages, notes and read-me files, which are read when
# they are named.
_NOT_SEARCHED = frozenset({".html", ".htm", ".md", ".markdown", ".txt", ".xml"})
"""Suffixes that powermap reads, but does not look for in a folder."""


def find_sources(
    given: Given | Iterable[Given], *, without: Iterable[Given] = ()
) -> tuple[Path, ...]:
    """The files that are meant by files, folders and globs, each once.

    Parameters
    ----------
    given : path, str or iterable of them
        A file is taken as it is. A folder is searched with all folders in it for files
        that powermap reads. A text with ``*``, ``?`` or ``[`` that is no file is a
        pattern; ``**`` stands for any folders.
    without : iterable of path, optional
        Files and folders to leave out, as what is about to be written.

    Returns
    -------
    tuple of Path
        In the order given; those of a folder or pattern sorted by name. Hidden files,
        Excel's lock files, the ties and facts beside a CSV of people, and a file of
        people that one of the plans names are no sources of their own, and neither is a
        portfolio. In folders, pages, Markdown, XML and .txt are passed over.

    Raises
    ------
    FormatError
        When a folder holds no such file, or a pattern matches none.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> for name in ("b.yaml", "a.csv", "a-ties.csv", "~$c.xlsx", "powermap.toml"):
    ...     _ = folder.joinpath(name).write_text("")
    >>> [path.name for path in find_sources(folder)]
    ['a.csv', 'b.yaml']
    """
    return tuple(find_named_sources(given, without=without).values())


def find_named_sources(
    given: Given | Iterable[Given], *, without: Iterable[Given] = ()
) -> Mapping[str, Path]:
    """The same by name: the path within the folder that was asked for, or of the file.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> folder.joinpath("north").mkdir()
    >>> _ = folder.joinpath("north", "a.yaml").write_text("")
    >>> list(find_named_sources(folder)), list(find_named_sources(folder / "*/a.yaml"))
    (['north/a.yaml'], ['north/a.yaml'])
    """
    left_out = [_real(each) for each in without]
    seen: set[Path] = set()
    paths: dict[Path, str] = {}
    for each in _each(given):
        for path, name in _find(to_path(each)):
            real = _real(path)
            if real in seen or _is_within(real, left_out):
                continue
            seen.add(real)
            paths[path] = name
    named: dict[str, Path] = {}
    # Also of files that are named: a shell writes out what a pattern means.
    for path in _without_parts(paths):
        name = paths[path]
        # Two folders may hold files of one name; then the whole path tells them apart.
        named[path.as_posix() if name in named else name] = path
    return FrozenMapping(named)


def _each(given: Given | Iterable[Given]) -> list[Given]:
    if isinstance(given, str | os.PathLike):
        return [given]
    return list(given)


def _real(path: Given) -> Path:
    try:
        return Path(os.path.realpath(path))
    except ValueError:
        # No file has such a name; whoever reads it says so.
        return Path(path)


def _is_within(path: Path, places: Iterable[Path]) -> bool:
    return any(path == place or place in path.parents for place in places)


def _find(path: Path) -> Iterator[tuple[Path, str]]:
    """Files with their names, for one file, folder or pattern."""
    if is_folder(path):
        yield from _in_folder(path)
    elif not exists(path) and glob.has_magic(str(path)):
        yield from _matching(path)
    else:
        # A file that is missing is told by whoever reads it, like any other fault of it.
        yield path, path.name


def _in_folder(folder: Path) -> Iterator[tuple[Path, str]]:
    found = plans_among(_walk(folder))
    if not found:
        raise FormatError(
            Reason("message.portfolio.empty_folder", folder=Quoted(str(folder)))
        )
    for path in found:
        yield path, path.relative_to(folder).as_posix()


def plans_among(paths: Iterable[Path]) -> list[Path]:
    """The paths that a search for plans looks at, in their order.

    Examples
    --------
    >>> plans_among([Path("a.yaml"), Path("notes.md"), Path("photo.png")]) == [
    ...     Path("a.yaml")
    ... ]
    True
    """
    return _without_parts([path for path in paths if _is_searched(path)])


def _walk(folder: Path) -> Iterator[Path]:
    # Links to folders are not followed, which may lead in a circle.
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _is_hidden(name))
        for name in sorted(names):
            if not _is_hidden(name):
                yield Path(place, name)


def _is_hidden(name: str) -> bool:
    return name.startswith((".", LOCK))


def _is_searched(path: Path) -> bool:
    if path.suffix.lower() in _NOT_SEARCHED:
        return False
    found = find_format(path.name)
    if found is None or found.read is None:
        return False
    return not is_answer(path)


def _matching(pattern: Path) -> Iterator[tuple[Path, str]]:
    fixed = _fixed_parts(pattern)
    base = Path(*fixed)
    rest = Path(*pattern.parts[len(fixed) :])
    found = []
    for path in sorted(base.glob(str(rest))):
        is_hidden = any(map(_is_hidden, path.relative_to(base).parts))
        if is_file(path) and not is_hidden and not is_answer(path):
            found.append(path)
    if not found:
        raise FormatError(
            Reason("message.portfolio.no_match", pattern=Quoted(str(pattern)))
        )
    for path in found:
        yield path, path.relative_to(base).as_posix()


def _fixed_parts(pattern: Path) -> list[str]:
    """The folders before the first one that is a pattern."""
    parts: list[str] = []
    for part in pattern.parts[:-1]:
        if glob.has_magic(part):
            break
        parts.append(part)
    return parts


def _without_parts(paths: Iterable[Path]) -> list[Path]:
    """Without the files that are read as a part of another one."""
    paths = list(paths)
    if len(paths) == 1:
        return paths
    parts: set[Path] = set()
    for path in paths:
        # Of people and ties that lie beside each other the first one has the other.
        if path not in parts:
            parts.update(parts_of_source(path))
    return [path for path in paths if path not in parts]
