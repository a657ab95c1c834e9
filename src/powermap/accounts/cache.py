"""Results kept in a folder by the digest of everything that they were made of.

The folder may be deleted at any time: what is missing, damaged or of another version is
made again. Entries are data and no pickles, so a folder that others write to can give a
wrong answer but never run anything.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from powermap.errors import FormatError
from powermap.files.failures import system_reason
from powermap.language import Quoted, Reason

__all__ = ["Cache", "Entry", "digest_of"]

_MARK = "Signature: 8a477f597d28d172789f06886806bc55\n"
"""The content of CACHEDIR.TAG, by which backups know a folder that they may skip."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One result.

    Parameters
    ----------
    values : dict
        Plain values.
    content : bytes, optional
        The file that was written.
    """

    values: dict[str, Any]
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of results.

    Parameters
    ----------
    folder : Path
        Made where there is none.

    Examples
    --------
    >>> import tempfile
    >>> cache = Cache(Path(tempfile.mkdtemp()))
    >>> key = digest_of(["check", b"name: ERP"])
    >>> cache.find(key)
    >>> cache.keep(key, Entry({"code": 1}, b"<svg/>"))
    >>> cache.find(key)
    Entry(values={'code': 1}, content=b'<svg/>')
    """

    folder: Path

    def prepare(self) -> None:
        """Make the folder.

        Raises
        ------
        FormatError
            When it cannot be made.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / "CACHEDIR.TAG").write_text(_MARK, encoding="ascii")
            (self.folder / ".gitignore").write_text("*\n", encoding="ascii")
        except OSError as error:
            reason = system_reason(error)
            folder = Quoted(str(self.folder))
            raise FormatError(
                Reason("message.batch.cache", folder=folder, reason=reason)
            ) from error

    def find(self, key: str) -> Entry | None:
        """The result of a digest; None where there is none, or it is damaged."""
        try:
            payload = self._path(key).read_bytes()
        except OSError:
            return None
        digest, _, body = payload.partition(b"\n")
        if digest.decode("ascii", "replace") != hashlib.sha256(body).hexdigest():
            return None
        head, _, content = body.partition(b"\n")
        record = json.loads(head)
        return Entry(record["values"], content if record["has_content"] else None)

    def keep(self, key: str, entry: Entry) -> None:
        """Keep a result; a folder that is full or gone keeps none."""
        has_content = entry.content is not None
        record = {"values": entry.values, "has_content": has_content}
        head = json.dumps(record, ensure_ascii=False).encode()
        body = b"\n".join([head, entry.content or b""])
        payload = hashlib.sha256(body).hexdigest().encode() + b"\n" + body
        path = self._path(key)
        new = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            # Half an entry never has the name of a whole one, and its digest tells.
            try:
                new.write_bytes(payload)
                new.replace(path)
            finally:
                new.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key[2:]


def digest_of(parts: Iterable[str | bytes]) -> str:
    """One digest of several parts; where one ends and the next begins counts too.

    Examples
    --------
    >>> digest_of(["ab", "c"]) == digest_of(["a", "bc"])
    False
    """
    digest = hashlib.sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        digest.update(len(content).to_bytes(8, "big"))
        digest.update(content)
    return digest.hexdigest()
