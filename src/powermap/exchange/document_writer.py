"""Plans as YAML and JSON, written in the manner of a file that was there."""

from __future__ import annotations

import re
from pathlib import Path

from powermap.errors import FormatError, Note
from powermap.exchange.documents.text import (
    LIMIT,
    decode_text,
    is_of_people_only,
    plan_keys,
    render_text,
)
from powermap.exchange.glossary import glossary_of
from powermap.exchange.raw_file import note_lost_plan, warn
from powermap.exchange.shared_people import find_shared
from powermap.files.presence import is_file
from powermap.files.reading import read_file
from powermap.files.writing import replace_file
from powermap.language import (
    Listed,
    Quoted,
    Reason,
)
from powermap.language.lists import some_of
from powermap.model import AccountPlan
from powermap.model.playbook import Playbook

__all__ = ["write_document"]

_COMMENT = re.compile(r"(?:^|\s)#.*$")
_IN_QUOTES = re.compile(r"\"[^\"]*\"|'[^']*'")


def write_document(
    plan: AccountPlan,
    path: Path,
    kind: str,
    like: Path,
    playbook: Playbook,
    address: str | None = None,
) -> Path:
    """Write YAML or JSON in the manner of a file, with the address of its schema."""
    # The old text is updated where possible, so that comments, order and unknown keys
    # of the user stay.
    # Of what was redacted, nothing may come from a file that was there.
    old = None if plan.center.audience else _old_text(like)
    shared, plan = find_shared(plan, path, glossary_of(playbook))
    text = render_text(plan, kind, old, glossary_of(playbook), shared, address)
    if old is not None:
        if is_of_people_only(plan):
            note_lost_plan(plan_keys(old, kind, plan), path)
        # JSON has no comments to lose.
        if kind == "yaml":
            _note_lost_comments(old, text, path)
    return _replace(path, kind, text)


def _note_lost_comments(old: str, new: str, path: Path) -> None:
    """A note of comments that stood in what is gone, or that could not be kept."""
    # As sets of lines: a comment may move with its key, and only what is nowhere
    # anymore is lost.
    lost = _comments_of(old) - _comments_of(new)
    if lost:
        comments = some_of(Quoted(comment, 40) for comment in sorted(lost))
        reason = Reason("message.documents.lost_comments", comments=comments)
        warn(Note(reason, str(path)))


def _comments_of(text: str) -> set[str]:
    comments = set()
    for line in text.splitlines():
        # A value in quotation marks may have such a character in it.
        comment = _COMMENT.search(_IN_QUOTES.sub("", line))
        if comment is not None:
            comments.add(comment[0].strip())
    return comments


def _old_text(path: Path) -> str | None:
    """The text that a file holds; None when there is none that could be kept."""
    if not is_file(path):
        return None
    try:
        return decode_text(read_file(path, LIMIT), str(path))
    except FormatError:
        return None


def _replace(path: Path, kind: str, text: str) -> Path:
    payload = text.encode()
    # We must not write what we would refuse to read.
    if len(payload) > LIMIT:
        raise FormatError(
            Reason(
                "message.files.too_large_to_write",
                file=str(path),
                megabytes=LIMIT // 1_000_000,
                format=kind.upper(),
                suffixes=Listed((".xlsx", ".csv"), "or"),
            )
        )
    return replace_file(path, payload)
