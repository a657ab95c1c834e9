"""A merged plan as a file, with marks for what somebody has to choose, and back."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from powermap.errors import FormatError, PowermapError, TableError
from powermap.exchange.documents.conflict_marks import (
    Mark,
    Side,
    as_blocks,
    find_marks,
    parse_marks,
    settle,
)
from powermap.exchange.documents.document import parse_document
from powermap.exchange.documents.json_text import dump_json, load_json
from powermap.exchange.documents.json_update import keep_order
from powermap.exchange.documents.settling import settle_document, take, undecided
from powermap.exchange.documents.shared_people import (
    FIELD,
    SharedPeople,
    file_named,
    with_shared,
    without_shared,
)
from powermap.exchange.documents.text import LIMIT, decode_text, render_text
from powermap.exchange.documents.yaml_text import dump_yaml, load_yaml
from powermap.exchange.documents.yaml_update import update_yaml
from powermap.exchange.glossary import PLAIN, Glossary
from powermap.exchange.plan_reader import read_plan
from powermap.exchange.read_write import write
from powermap.exchange.shared_people import find_shared, resolve_shared
from powermap.files.reading import read_file
from powermap.files.writing import replace_file
from powermap.language import Listed, Quoted, Reason
from powermap.merging.comments import carry_comments, comments_in
from powermap.model import AccountPlan

if TYPE_CHECKING:
    from powermap.merging.conflicts import Merged

__all__ = ["continue_merge", "save_merged", "text_of_merged"]

_KINDS = {".yaml": "yaml", ".yml": "yaml", ".json": "json"}


def save_merged(
    merged: Merged,
    path: Path,
    comments_of: Sequence[str | os.PathLike[str]] = (),
    glossary: Glossary = PLAIN,
) -> Path:
    """Write a merged plan, with its marks; see `Merged.save`."""
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        if merged.conflicts:
            raise FormatError(
                Reason(
                    "message.merging.no_place_for_marks",
                    file=str(path),
                    count=len(merged.conflicts),
                    suffixes=Listed(tuple(_KINDS), "or"),
                )
            )
        return write(merged.plan, path)
    texts = [_text_of(Path(each), kind) for each in comments_of]
    document = dict(merged.document)
    shared, plan = find_shared(merged.plan, path, glossary)
    if plan.center.people_file is None:
        document.pop(FIELD, None)
    written = replace(merged, plan=plan, document=document)
    known = [each or "" for each in texts]
    text = text_of_merged(written, kind, known, shared, glossary)
    # With the ends of lines of ours, or every line would count as changed.
    if texts and "\r\n" in (texts[0] or ""):
        text = text.replace("\n", "\r\n")
    return replace_file(path, text.encode())


def _text_of(path: Path, kind: str) -> str | None:
    """The text of a file of the same kind, for its comments and its order."""
    if _KINDS.get(path.suffix.lower()) != kind:
        return None
    try:
        return decode_text(read_file(path, LIMIT), str(path))
    except FormatError:
        return None


def text_of_merged(
    merged: Merged,
    kind: str,
    texts: Sequence[str] = (),
    shared: SharedPeople | None = None,
    glossary: Glossary = PLAIN,
) -> str:
    """A merged plan as YAML or JSON.

    `texts` are ours, theirs and the common version in YAML, whose comments are kept.
    What the file of `shared` people says is left out.
    """
    document: dict[str, Any] = dict(merged.document)
    if shared is not None:
        document = without_shared(document, shared)
    document = as_blocks(document)
    if kind == "json":
        with suppress(FormatError):
            document = keep_order(
                document, load_json(texts[0] if texts else "", "ours")
            )
        return dump_json(document)
    ours, theirs, base = (*texts, "", "", "")[:3]
    text = None
    if ours:
        text = update_yaml(_lines(ours), document, glossary, _lines(theirs))
    # Read back before it is trusted: a wrong update would corrupt the user's file.
    if text is None or not _says(text, merged, shared, glossary):
        text = dump_yaml(document)
    sides = [comments_in(_lines(each)) for each in (base, ours, theirs)]
    for source, other in ((ours, sides[2]), (theirs, sides[1])):
        # What only the other version lacks, its author took out.
        taken_out = sides[0] - other if theirs else ()
        carried = carry_comments(text, _lines(source), taken_out)
        if carried != text and _says(carried, merged, shared, glossary):
            text = carried
    return text


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")


def _says(
    text: str, merged: Merged, shared: SharedPeople | None, glossary: Glossary
) -> bool:
    """Whether a text says both sides of a merged plan."""
    marked = parse_marks(load_yaml(text, "merged"))
    count = len(list(find_marks(merged.document)))
    if len(list(find_marks(marked))) != count:
        return False
    for side in ("ours", "theirs"):
        expected = _plan(settle_document(merged.document, take(side)))
        try:
            settled = settle(marked, take(side))
            named = file_named(settled)
            if shared is not None and named is not None:
                settled = with_shared(settled, named, shared, glossary)
            if _plan(settled, glossary) != expected:
                return False
        except PowermapError:
            return False
    return True


def _plan(
    document: Mapping[str, Any], glossary: Glossary = PLAIN
) -> AccountPlan | None:
    if not document:
        return None
    raw = parse_document(document, "merged", glossary)
    return read_plan(raw, "Buying center")


def continue_merge(
    path: str | os.PathLike[str],
    *,
    take_side: Side | None = None,
    glossary: Glossary = PLAIN,
) -> tuple[Path, AccountPlan]:
    """Write a file again in which somebody chose for every conflict.

    Parameters
    ----------
    path : path
        ``.yaml`` or ``.json`` with marks, as `Merged.save` writes it.
    take_side : {"ours", "theirs"}, optional
        The side of whatever nobody decided.
    glossary : Glossary
        What the file calls things.

    Returns
    -------
    (Path, AccountPlan)
        The file, and the plan that it now says.

    Raises
    ------
    TableError
        With a problem for each conflict that is left; the file stays as it was.
    """
    path = Path(path)
    kind = _KINDS.get(path.suffix.lower())
    if kind is None:
        raise FormatError(
            Reason(
                "message.merging.not_marked",
                file=str(path),
                suffix=Quoted(path.suffix),
                suffixes=Listed(tuple(_KINDS), "or"),
            )
        )
    text = decode_text(read_file(path, LIMIT), str(path))
    load = load_json if kind == "json" else load_yaml
    marked = parse_marks(load(text, str(path)))
    if not isinstance(marked, Mapping):
        raise FormatError(Reason("message.documents.not_a_center", source=str(path)))
    left = []
    for problem, (_, mark) in zip(
        undecided(marked, str(path)), find_marks(marked), strict=True
    ):
        if mark.chosen is None and take_side is None:
            left.append(problem)
    if left:
        raise TableError(str(path), left)

    def choose(mark: Mark) -> Any:
        return mark.taken(mark.chosen or take_side or "ours")

    settled = settle(marked, choose)
    whole = resolve_shared(settled, path.parent, str(path), glossary)
    plan = read_plan(parse_document(whole, str(path), glossary), path.stem)
    shared, plan = find_shared(plan, path, glossary)
    written = render_text(plan, kind, text, glossary, shared)
    return replace_file(path, written.encode()), plan
