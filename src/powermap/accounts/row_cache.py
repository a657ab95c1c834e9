"""Rows of a portfolio, and the pages of its accounts, kept by the digest of their file."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from powermap import __version__
from powermap.accounts.cache import Cache, Entry, digest_of
from powermap.accounts.plain_values import from_plain, to_plain
from powermap.accounts.rows import AccountError, AccountRow
from powermap.exchange.source_parts import contents_of
from powermap.files.presence import is_file
from powermap.files.writing import replace_file
from powermap.plugins import plugins_in_use

if TYPE_CHECKING:
    from powermap.model.playbook import Playbook

__all__ = ["RowCache"]


@dataclass(frozen=True, slots=True)
class RowCache:
    """What is kept for one way to make a portfolio.

    Parameters
    ----------
    cache : Cache
        The folder.
    about : str
        The digest of everything but the files.
    """

    cache: Cache
    about: str

    @classmethod
    def open(
        cls, folder: Path, options: Sequence[object], playbook: Playbook
    ) -> RowCache:
        """The kept rows of a folder, which is made where there is none.

        Raises
        ------
        FormatError
            When it cannot be made.
        """
        cache = Cache(folder)
        cache.prepare()
        parts: list[str | bytes] = ["portfolio", __version__, plugins_in_use()]
        for option in options:
            parts.append(repr(option))
            mapping = getattr(option, "mapping", None)
            if mapping is not None and is_file(Path(mapping)):
                parts.append(Path(mapping).read_bytes())
        # Written and never read: a digest of all of its tables.
        parts.append(pickle.dumps(playbook))
        return cls(cache, digest_of(parts))

    def key_of(self, name: str, path: Path) -> str:
        """The key of one file."""
        return digest_of([self.about, name, *contents_of(path)])

    def find(self, key: str) -> tuple[AccountRow, ...] | None:
        """The rows of a file, with their pages written again where they are gone."""
        entry = self.cache.find(key)
        if entry is None:
            return None
        try:
            rows: tuple[AccountRow, ...] = from_plain(entry.values["rows"])
        except ValueError:
            return None
        content = entry.content or b""
        for row, size in zip(rows, entry.values["sizes"], strict=True):
            if row.page is not None:
                _write_again(Path(row.page), content[:size])
            content = content[size:]
        return rows

    def keep(self, key: str, results: Sequence[AccountRow | AccountError]) -> None:
        """Keep the rows of a file, unless one of its deals failed."""
        rows = [row for row in results if isinstance(row, AccountRow)]
        if len(rows) < len(results):
            return
        # Without a page that is gone already, or a value of a kind that is not kept,
        # the file is read again the next time.
        with suppress(OSError, TypeError):
            pages = [_page_of(row) for row in rows]
            values: dict[str, Any] = {
                "rows": to_plain(tuple(rows)),
                "sizes": [len(page) for page in pages],
            }
            self.cache.keep(key, Entry(values, b"".join(pages)))


def _page_of(row: AccountRow) -> bytes:
    return b"" if row.page is None else Path(row.page).read_bytes()


def _write_again(target: Path, content: bytes) -> None:
    try:
        if target.read_bytes() == content:
            return
    except OSError:
        target.parent.mkdir(parents=True, exist_ok=True)
    replace_file(target, content)
