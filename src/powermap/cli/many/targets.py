"""Where the file of each account is written: a folder, or a pattern with {name}."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from powermap.cli.takes_files import NAME, has_name
from powermap.errors import FormatError
from powermap.files.failures import system_reason
from powermap.files.presence import exists, is_folder
from powermap.language import Quoted, Reason

__all__ = ["is_for_each", "make_folders", "targets_of"]

_LEVELS = 3


def is_for_each(out: Path | None, *, must_be: bool) -> bool:
    """Whether each account gets a file of its own.

    Raises
    ------
    FormatError
        When it must, and the target is one file.
    """
    if out is None:
        return False
    if has_name(out) or _is_folder(out):
        return True
    if must_be:
        raise FormatError(
            Reason(
                "message.batch.one_target",
                file=Quoted(str(out)),
                folder=out.stem,
                pattern=f"{NAME}{out.suffix}",
            )
        )
    return False


def _is_folder(out: Path) -> bool:
    return is_folder(out) or not (out.suffix or exists(out))


def targets_of(
    sources: Mapping[str, Path], out: Path, suffix: str
) -> dict[str, tuple[Path, Path]]:
    """By name what is read and what is written.

    Folders within the one that was asked for are kept. Of ``deal.yaml`` and
    ``deal.xlsx`` both names keep their suffix. What an earlier run wrote is no source.

    Examples
    --------
    >>> found = {"north/a.yaml": Path("in/north/a.yaml"), "b.csv": Path("in/b.csv")}
    >>> for _, target in targets_of(found, Path("maps/{name}.svg"), ".svg").values():
    ...     print(target.as_posix())
    maps/north/a.svg
    maps/b.svg
    """
    pattern = str(out) if has_name(out) else str(out / f"{NAME}{suffix}")
    targets: dict[str, tuple[Path, Path]] = {}
    for name, short in _short_names(sources).items():
        targets[name] = (sources[name], Path(pattern.replace(NAME, short)))
    written = {target.resolve() for _, target in targets.values()}
    for name, path in sources.items():
        if path.resolve() in written:
            del targets[name]
    return targets


def _short_names(sources: Mapping[str, Path]) -> dict[str, str]:
    """The shortest name of each by which no other is known."""
    rest = list(sources)
    short: dict[str, str] = {}
    for level in range(_LEVELS):
        names = {name: _candidates(name, sources[name])[level] for name in rest}
        number = Counter(names.values())
        for name, candidate in names.items():
            if number[candidate] == 1 and candidate not in short.values():
                short[name] = candidate
                rest.remove(name)
    for place, name in enumerate(rest, 1):
        short[name] = f"{_candidates(name, sources[name])[-1]}-{place}"
    return {name: short[name] for name in sources}


def _candidates(name: str, path: Path) -> tuple[str, str, str]:
    """Names from short to long."""
    whole = PurePosixPath(name)
    # Nothing leads out of the folder that is written to.
    inside = [part for part in whole.parts if part not in ("..", whole.anchor)]
    whole = PurePosixPath(*inside)
    stem = str(whole.with_suffix(""))
    # Of a file that was named itself, its folder says nothing.
    first = path.stem if name == path.as_posix() else stem
    return first, stem, str(whole)


def make_folders(targets: Mapping[str, tuple[Path, Path]]) -> None:
    """Make the folders of what is to be written.

    Raises
    ------
    FormatError
        When one cannot be made.
    """
    for folder in {target.parent for _, target in targets.values()}:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = system_reason(error)
            raise FormatError(
                Reason("message.cli.no_folder", folder=str(folder), reason=reason)
            ) from error
