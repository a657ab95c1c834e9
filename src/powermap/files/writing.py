"""Write a file completely or leave it as it was."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from powermap.errors import FormatError
from powermap.files.failures import system_reason
from powermap.files.temporary import TemporaryFile, default_mode, sweep
from powermap.language import Reason

_PERMISSIONS = 0o7777


@dataclass(frozen=True, slots=True)
class _Write:
    """A file on its way: the path the user gave, its target, and what it was before."""

    path: Path
    target: Path
    before: os.stat_result | None
    temporary: TemporaryFile


def replace_file(
    path: str | os.PathLike[str], content: bytes, *, follow_links: bool = True
) -> Path:
    """Write a file so that it holds all of the content, or stays as it was.

    The bytes go to a new file in the same folder, which nobody else may read and which
    then takes the name of the target. An existing file keeps its permissions, and its
    owner and group as far as the system allows.

    Parameters
    ----------
    path : str or path
        File to write; its folder must exist.
    content : bytes
        All of the content.
    follow_links : bool, default True
        Whether a link is written through; else a path with a link in it is refused.

    Returns
    -------
    Path
        The path as given.

    Raises
    ------
    FormatError
        When the target is a folder, its folder is missing or either cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> replace_file(folder / "a.txt", b"one").read_bytes()
    b'one'
    """
    path = Path(path)
    replace_files({path: content}, follow_links=follow_links)
    return path


def replace_files(
    contents: Mapping[Path, bytes],
    *,
    check: Callable[[], object] | None = None,
    follow_links: bool = True,
) -> None:
    """Write several files that belong together.

    All are written beside their targets before the first takes its name, and an error
    leaves every target as it was. The files take their names one after another: whoever
    kills the program in between, or reads at that moment, finds some of them new and
    some old. A new one has the permissions of those that were there. What `check` raises
    at the last moment leaves everything as it was. Without `follow_links` a path with
    a link in it is refused, also one that was put there a moment ago.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> replace_files({folder / "a.csv": b"1", folder / "b.csv": b"2"})
    >>> sorted(path.name for path in folder.iterdir())
    ['a.csv', 'b.csv']
    """
    targets = {path: _resolve_target(path) for path in contents}
    if not follow_links:
        _refuse_links(targets)
    # First, since what was left behind may be what fills the disk.
    for folder in dict.fromkeys(target.parent for target in targets.values()):
        sweep(folder)
    with ExitStack() as stack:
        writes: list[_Write] = []
        for path, content in contents.items():
            with _told(path, "message.files.cannot_write_there"):
                write = _begin(path, targets[path])
                # Before it is filled, so that a half-written file is removed too.
                stack.callback(write.temporary.discard)
                writes.append(write)
                write.temporary.fill(content)
        _set_access(writes)
        if check is not None:
            check()
        _take_names(writes)


def _refuse_links(targets: Mapping[Path, Path]) -> None:
    """Refuse a path that leads elsewhere; each must be absolute and without `..`."""
    for path, target in targets.items():
        # Windows resolves short names and case, too, and both sides name one file.
        if target != path and not _is_one_name(path, target):
            raise FormatError(Reason("message.files.link_in_path", file=str(path)))


def _is_one_name(path: Path, target: Path) -> bool:
    return os.name == "nt" and str(path).casefold() == str(target).casefold()


def _begin(path: Path, target: Path) -> _Write:
    before = target.stat() if target.exists() else None
    return _Write(path, target, before, TemporaryFile(target.parent))


@contextmanager
def _told(path: Path, key: str) -> Iterator[None]:
    """Say what the system refused about a file in the user's words."""
    try:
        yield
    except OSError as error:
        raise FormatError(
            Reason(key, file=str(path), reason=system_reason(error))
        ) from error


def _set_access(writes: Sequence[_Write]) -> None:
    known = [write.before.st_mode for write in writes if write.before is not None]
    for write in writes:
        with _told(write.path, "message.files.cannot_write_there"):
            if write.before is not None:
                mode = write.before.st_mode & _PERMISSIONS
            elif known:
                mode = min(known, key=_openness) & _PERMISSIONS
            else:
                mode = default_mode(write.target.parent)
            write.temporary.take_access(write.before, mode)


def _openness(mode: int) -> int:
    """How many permissions there are."""
    return (mode & _PERMISSIONS).bit_count()


def _take_names(writes: Sequence[_Write]) -> None:
    """Let all take their names; when one cannot, the others get their old content back."""
    with ExitStack() as undo:
        for write in writes:
            with _told(write.path, "message.files.cannot_replace"):
                old = _old_content(write) if len(writes) > 1 else None
                write.temporary.replace(write.target)
                undo.callback(_put_back, write, old)
        undo.pop_all()


def _old_content(write: _Write) -> bytes | None:
    return None if write.before is None else write.target.read_bytes()


def _put_back(write: _Write, content: bytes | None) -> None:
    with suppress(OSError):
        if write.before is None or content is None:
            write.target.unlink()
            return
        temporary = TemporaryFile(write.target.parent)
        try:
            temporary.fill(content)
            temporary.take_access(write.before, write.before.st_mode & _PERMISSIONS)
            temporary.replace(write.target)
        finally:
            temporary.discard()


def _resolve_target(path: Path) -> Path:
    try:
        # Through links: replacing the link itself would cut it off from the file that
        # it leads to.
        target = path.resolve()
        _check_target(path, target)
    except FormatError:
        raise
    except (OSError, ValueError, RuntimeError) as error:
        # ValueError: a null character in the name; RuntimeError: links in a circle.
        raise FormatError(
            Reason(
                "message.files.cannot_write",
                file=str(path),
                reason=system_reason(error),
            )
        ) from error
    return target


def _check_target(path: Path, target: Path) -> None:
    if target.is_dir():
        raise FormatError(Reason("message.files.is_folder", file=str(path)))
    if not target.parent.is_dir():
        raise FormatError(
            Reason(
                "message.files.no_such_folder",
                file=str(path),
                folder=str(target.parent),
            )
        )
    if not target.exists():
        return
    if not target.is_file():
        raise FormatError(Reason("message.files.not_ordinary", file=str(path)))
    # Replacing a file needs no permission on the file itself, so the system would
    # replace a read-only one without a question.
    if not os.access(target, os.W_OK):
        raise FormatError(Reason("message.files.is_read_only", file=str(path)))
