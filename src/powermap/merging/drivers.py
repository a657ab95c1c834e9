"""What git calls when two people changed one plan: merge and show it as text."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from powermap.errors import PowermapError
from powermap.exchange.documents.conflict_marks import parse_marks, settle
from powermap.exchange.documents.document import parse_document
from powermap.exchange.documents.plan_document import document_of
from powermap.exchange.documents.shared_people import locate
from powermap.exchange.documents.text import is_of_people_only
from powermap.exchange.formats.reading import read_content
from powermap.exchange.glossary import glossary_of
from powermap.exchange.options import ReadOptions
from powermap.exchange.plan_reader import read_plan
from powermap.exchange.reading import understand
from powermap.exchange.shared_people import people_file_of, resolve_shared
from powermap.files.git import merge_lines, run_git
from powermap.files.presence import is_file
from powermap.files.reading import MEGABYTE, read_file
from powermap.files.writing import replace_file
from powermap.language import Language
from powermap.merging.conflicts import Merged
from powermap.merging.shared_versions import (
    content_in,
    find_path_of,
    merged_commits,
)
from powermap.merging.three_way import merge
from powermap.model import AccountPlan
from powermap.model.fields import FACTS, fields_by_name
from powermap.model.playbook import Playbook, as_playbook
from powermap.model.sheet_titles import keys_of, table_of_key

__all__ = [
    "PATTERNS",
    "Driven",
    "install_drivers",
    "lines_of_plan",
    "merge_files",
    "read_for_git",
]

PATTERNS = ("*.yaml", "*.yml")
"""Files for which git asks powermap, unless others are named."""
_ATTRIBUTES = ".gitattributes"
_LIMIT = 100 * MEGABYTE
_NAMES = ("base", "ours", "theirs")


@dataclass(frozen=True, slots=True)
class Driven:
    """What became of a file that git asked to merge.

    Parameters
    ----------
    merged : Merged or None
        None where it was no plan, and git merged it line by line.
    clean : bool
        Whether nobody has to choose anything.
    """

    merged: Merged | None
    clean: bool


def install_drivers(
    folder: Path, program: str, patterns: tuple[str, ...] = PATTERNS
) -> Path:
    """Tell the repository of a folder to merge and show plans by powermap.

    Parameters
    ----------
    folder : Path
        A folder in a repository.
    program : str
        How powermap is called on the command line of this computer.
    patterns : tuple of str
        Which files are plans, as ``.gitattributes`` has them.

    Returns
    -------
    Path
        The ``.gitattributes`` that was written.
    """
    top = run_git(["rev-parse", "--show-toplevel"], folder).decode().strip()
    settings = {
        "merge.powermap.name": "powermap: people, ties and answers one by one",
        "merge.powermap.driver": f"{program} merge-driver run %O %A %B %P",
        "diff.powermap.textconv": f"{program} merge-driver text",
    }
    for name, value in settings.items():
        run_git(["config", name, value], folder)
    path = Path(top) / _ATTRIBUTES
    old = read_file(path, _LIMIT).decode("utf-8") if is_file(path) else ""
    lines = old.splitlines()
    for pattern in patterns:
        line = f"{pattern} merge=powermap diff=powermap"
        if line not in lines:
            lines.append(line)
    return replace_file(path, "".join(f"{line}\n" for line in lines).encode())


def merge_files(
    base: Path, ours: Path, theirs: Path, name: str, playbook: Playbook | None = None
) -> Driven:
    """Merge three files of git into ours.

    Git calls them by names of its own; `name` is that of the file in the repository,
    whose suffix says what they hold. What is no plan is merged line by line.
    """
    # Empty where both versions added the file: git knows no common one.
    contents = [
        read_file(each, _LIMIT) if each.stat().st_size else b""
        for each in (base, ours, theirs)
    ]
    with tempfile.TemporaryDirectory(prefix="powermap-") as folder:
        files = []
        for which, content in zip(_NAMES, contents, strict=True):
            # Under the name of the file: its suffix says how to read it, and a plan
            # without a name is called like its file.
            copy = Path(folder) / which / Path(name).name
            copy.parent.mkdir()
            copy.write_bytes(content)
            files.append(copy)
        shared = _copy_shared_versions(files, Path(name).parent)
        first = _plan_in(files[0], playbook) or _undecided_plan(files[0], playbook)
        one, other = (_plan_in(each, playbook) for each in files[1:])
        merged = _merge(first, one, other)
        # Line by line nothing is lost either, whatever the files are.
        if merged is None:
            return Driven(None, merge_lines(ours, base, theirs))
        # Ours stays as it is where its format has no place for marks.
        if merged.conflicts and Path(name).suffix.lower() not in _MARKED:
            return Driven(merged, clean=False)
        # Whoever is new in their file of people is in ours when git has merged that too.
        _merge_shared(shared, playbook)
        target = files[1].with_name(Path(name).name)
        texts = (files[1], files[2], files[0])
        merged.save(target, comments_of=texts, playbook=playbook)
        # In place: git reads what stands under this name.
        ours.write_bytes(target.read_bytes())
    return Driven(merged, clean=not merged.conflicts)


_MARKED = (".yaml", ".yml", ".json")


def _merge(
    base: AccountPlan | None, ours: AccountPlan | None, theirs: AccountPlan | None
) -> Merged | None:
    """The merged plan; None where there are no plans, or they cannot be merged."""
    if ours is None or theirs is None:
        return None
    with suppress(PowermapError):
        return merge(base, ours, theirs)
    return None


def _undecided_plan(path: Path, playbook: Playbook | None) -> AccountPlan | None:
    """The plan that both began with, of a common version that has conflicts itself.

    Branches that merged each other have several common versions, which git merges
    before it asks for theirs and ours.
    """
    if path.suffix.lower() not in _MARKED or not path.stat().st_size:
        return None
    try:
        document = read_content(path, ReadOptions(), format=None).document
        if document is None:
            return None
        settled = settle(parse_marks(document), lambda mark: mark.base)
        glossary = glossary_of(as_playbook(playbook))
        whole = resolve_shared(settled, path.parent, path.name, glossary)
        return read_plan(parse_document(whole, path.name, glossary), path.stem)
    except PowermapError:
        return None


def _copy_shared_versions(files: Sequence[Path], folder: Path) -> list[Path | None]:
    """The file of shared people of each version, beside the plan that names it."""
    here = folder.resolve()
    commits = merged_commits(here) if any(map(_names_people, files)) else {}
    copies = []
    for which, file in zip(_NAMES, files, strict=True):
        copies.append(_copy_shared(file, here, commits.get(which)))
    return copies


def _names_people(file: Path) -> bool:
    with suppress(PowermapError):
        return people_file_of(file) is not None
    return False


def _copy_shared(file: Path, folder: Path, commit: str | None = None) -> Path | None:
    """Copy the file of shared people that a plan names to where the plan is read."""
    # What cannot be read here is refused, with its reason, when the plan is read.
    with suppress(PowermapError):
        named = people_file_of(file)
        if named is None:
            return None
        copy = locate(named, file.parent, str(file), must_exist=False)
        content = content_in(commit, Path(named), folder) if commit else None
        if content is None:
            content = read_file(locate(named, folder, str(file)), _LIMIT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content)
        return copy
    return None


def _merge_shared(files: Sequence[Path | None], playbook: Playbook | None) -> None:
    """Merge the files of shared people into ours, as git will; else ours stays."""
    base, ours, theirs = files
    if ours is None or theirs is None or ours.name != theirs.name:
        return
    first = _plan_in(base, playbook) if base is not None else None
    merged = _merge(first, _plan_in(ours, playbook), _plan_in(theirs, playbook))
    if merged is not None and not merged.conflicts:
        with suppress(PowermapError):
            merged.save(ours, comments_of=(ours, theirs))


def read_for_git(
    file: str, read: Callable[[str], AccountPlan], folder: Path
) -> AccountPlan:
    """The plan of a copy that git made, with the people of the file that it was.

    Raises
    ------
    PowermapError
        When it is no plan.
    """
    path = Path(file)
    original = None
    if _names_people(path) and path.resolve().parent != folder.resolve():
        original = find_path_of(path.name, folder)
    if original is None:
        return read(file)
    with tempfile.TemporaryDirectory(prefix="powermap-") as temporary:
        copy = Path(temporary) / path.name
        copy.write_bytes(read_file(path, _LIMIT))
        _copy_shared(copy, original.parent)
        return read(str(copy))


def _plan_in(path: Path, playbook: Playbook | None) -> AccountPlan | None:
    """The plan of a file; None where there is none, or the file is something else."""
    if not path.stat().st_size:
        return None
    glossary = glossary_of(as_playbook(playbook))
    try:
        found = understand(path, ReadOptions(), glossary)
        plan = found.checked_plan()
    except PowermapError:
        return None
    # Any YAML is a plan without people and with custom fields of its own.
    return plan if len(plan.center) else None


def lines_of_plan(plan: AccountPlan, language: Language) -> Iterator[str]:
    """A plan in words, one fact in a line, so that a change is one line."""
    document = document_of(plan, people_only=is_of_people_only(plan))
    names = {person.id: person.name for person in plan.center}
    for key, value in document.items():
        table = table_of_key(key)
        if table is None or not isinstance(value, list):
            yield f"{_fact(key, language)}: {_flat(value)}"
            continue
        for record in value:
            yield from _lines_of_record(table, record, names, language)


def _fact(key: str, language: Language) -> str:
    for table in FACTS:
        if key in fields_by_name(table):
            return fields_by_name(table)[key].title_in(language)
    return key


def _lines_of_record(
    table: Any, record: Any, names: Mapping[str, str], language: Language
) -> Iterator[str]:
    if not isinstance(record, Mapping):
        yield f"{keys_of(table)[0]}: {record}"
        return
    label = _label(table, record, names)
    yield label
    fields = fields_by_name(table)
    for key, value in record.items():
        if key in {"id", "name", "source", "target"}:
            continue
        title = fields[key].title_in(language) if key in fields else key
        if key == "claims":
            for claim in value:
                yield f"{label} · {title}: {_flat(claim)}"
            continue
        yield f"{label} · {title}: {_flat(value)}"


def _label(table: Any, record: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if table == "ties":
        ends = [names.get(record[end], record[end]) for end in ("source", "target")]
        return " → ".join(ends)
    if table == "assessments":
        parts = [record.get(key) for key in ("criterion", "rival", "as_of")]
        return ", ".join(str(part) for part in parts if part)
    return str(record.get("name"))


def _flat(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_flat(part)}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(map(_flat, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value).replace("\n", " ")
