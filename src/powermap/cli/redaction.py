"""The options of redaction, and what they do to what a command shows."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from powermap.cli.options import KEY_VARIABLE, FreeTexts, Sentences
from powermap.cli.reader import print_note
from powermap.errors import FormatError, ModelError, Note
from powermap.files.reading import read_file
from powermap.language import Reason
from powermap.notes import warn

if TYPE_CHECKING:
    from powermap.language.values import Value
    from powermap.model import AccountPlan, BuyingCenter
    from powermap.model.fields import Table
    from powermap.model.playbook import Playbook
    from powermap.redaction.audience import Texts

_NAMES_PEOPLE = frozenset({"around", "emphasis", "only", "path"})
"""Options of a chart that name people."""
_LARGEST_KEY = 10_000
"""Bytes of a file that holds a key, so that another file is not taken for one."""


_shared_key: ContextVar[str] = ContextVar("_shared_key", default="")


@contextmanager
def sharing_key(key: str) -> Iterator[None]:
    """Use one random key for the files of a run, so that people keep a pseudonym."""
    token = _shared_key.set(key)
    try:
        yield
    finally:
        _shared_key.reset(token)


@dataclass(frozen=True, slots=True)
class RedactionOptions:
    """Who will see the answer; without an audience everything is shown."""

    audience: str | None = None
    key_file: Path | None = None
    hide: Sequence[str] = ()
    lang: str = "en"
    keep: Sequence[Sentences] = ()
    texts: FreeTexts | None = None
    # One key for all that a run makes, so that everybody has one pseudonym in it.
    _key: str = field(default="", init=False, repr=False)
    # What was said once is not said again for a second version.
    _notes: list[str] = field(default_factory=list, init=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse an option that would do nothing, and find the key."""
        self._refuse_options()
        if self.audience is not None:
            object.__setattr__(self, "_key", self._find_key())

    def _refuse_options(self) -> None:
        options: dict[str, object] = {
            "--key-file": self.key_file,
            "--keep": self.keep,
            "--hide": self.hide,
            "--texts": self.texts,
        }
        for name, value in options.items():
            # Silently ignored, --hide would leave a word that the user believes gone.
            if value and self.audience is None:
                raise FormatError(
                    Reason(
                        "message.cli.needs_redact",
                        option=name,
                        first="partner",
                        second="customer",
                    )
                )
        if self.audience == "partner" and self.keep:
            raise FormatError(
                Reason("message.cli.keep_for_partner", redact="--redact customer")
            )

    def _find_key(self) -> str:
        """The key of the company, else a random one for this run."""
        from powermap.redaction.key import check_key, random_key

        if self.key_file is not None:
            return _read_key(self.key_file)
        key = os.environ.get(KEY_VARIABLE)
        if key:
            return check_key(key)
        return _shared_key.get() or random_key()

    @property
    def key(self) -> str | None:
        """The secret of pseudonyms, where something is redacted."""
        return self._key or None

    @property
    def has_own_key(self) -> bool:
        """Whether pseudonyms are the same in every run."""
        return self.key_file is not None or bool(os.environ.get(KEY_VARIABLE))

    def _note_once(self, note: Reason | Note) -> None:
        text = note.say(self.lang)
        if text not in self._notes:
            self._notes.append(text)
            print_note(note, self.lang)

    def apply(
        self,
        plan: AccountPlan,
        *,
        playbook: Playbook | None = None,
        other: AccountPlan | None = None,
    ) -> AccountPlan:
        """The plan as the audience may see it, beside another version of it."""
        if self.audience is None:
            return plan
        from powermap.redaction.apply import redact_with_notes

        redacted = redact_with_notes(
            plan,
            self.audience,
            key=self._key,
            lang=self.lang,
            texts=None if self.texts is None else self.texts.value,
            keep=[each.value for each in self.keep],
            hide=list(self.hide),
            other=other,
            playbook=playbook,
        )
        if not self.has_own_key:
            note = Reason("message.cli.random_key", variable=KEY_VARIABLE)
            self._note_once(note)
        if redacted.doubts is not None:
            warn(redacted.doubts)
        return redacted.subject

    def pseudonym_ids(self, center: BuyingCenter) -> Mapping[str, str]:
        """The id that the audience sees, for each id and name of the file."""
        if self.audience is None:
            return {}
        from powermap.language import as_language
        from powermap.redaction.key import secret_of
        from powermap.redaction.pseudonym import make_pseudonyms

        secret = secret_of(self._key)
        language = as_language(self.lang)
        names = make_pseudonyms(center, self.audience, secret, language)
        ids: dict[str, str] = {}
        for id, pseudonym in names.items():
            # Names too, as people may be named by either on the command line.
            ids[center[id].name] = pseudonym.id
            ids[id] = pseudonym.id
        return ids

    def require(
        self, table: Table, field: str, what: Value, playbook: Playbook | None = None
    ) -> None:
        """Refuse to show what would say only that nothing is known.

        Raises
        ------
        PowermapError
            When the audience may not see the field, or there is no such audience.
        """
        if self.audience is None:
            return
        from powermap.model.field_names import FieldName
        from powermap.redaction import may_see

        # Refused rather than drawn: an empty chart looks like a statement about the
        # customer.
        if not may_see(self.audience, table, field, playbook):
            raise FormatError(
                Reason(
                    "message.cli.hidden_field",
                    what=what,
                    field=FieldName(table, field),
                    audience=self.audience,
                )
            )

    def apply_to_chart(
        self,
        plan: AccountPlan,
        title: str | None,
        options: Mapping[str, Any],
        playbook: Playbook,
    ) -> tuple[AccountPlan, str | None, dict[str, Any]]:
        """A plan, a heading and a chart's options as the audience may see them."""
        ids = self.pseudonym_ids(plan.center)
        renamed = {}
        for name, value in options.items():
            renamed[name] = _rename(value, ids) if name in _NAMES_PEOPLE else value
        if title is None or self.audience is None:
            return self.apply(plan, playbook=playbook), title, renamed
        # A heading may name people too, so it goes through redaction as a name.
        center = plan.center.revised(name=title)
        hidden = self.apply(plan.revised(center=center), playbook=playbook)
        return hidden, hidden.center.name, renamed

    def pseudonymize(self, plan: AccountPlan) -> AccountPlan:
        """The whole plan with the names that the audience sees, nothing left out."""
        from powermap.redaction import pseudonymize

        if self.audience is None:
            return plan
        hide = list(self.hide)
        return pseudonymize(
            plan, self.audience, key=self._key, lang=self.lang, hide=hide
        )

    def note_texts(self, plan: AccountPlan) -> None:
        """Say which free texts stay: only a reader can tell what else they say."""
        if self.audience is None:
            return
        from powermap.redaction.free_texts import texts_that_stay

        way: Texts = "keep" if self.texts is FreeTexts.keep else "mask"
        note = texts_that_stay(plan, self.audience, way, "--texts drop")
        if note is not None:
            self._note_once(note)


def _read_key(path: Path) -> str:
    from powermap.redaction.key import check_key

    content = read_file(path, _LARGEST_KEY)
    try:
        # Editors end a file with a line break, which is no part of the key.
        return check_key(content.decode("utf-8-sig").strip())
    except UnicodeDecodeError:
        raise FormatError(Reason("message.cli.key_not_text", file=str(path))) from None
    except ModelError as error:
        error.add_note(str(path))
        raise


def _rename(value: Any, ids: Mapping[str, str]) -> Any:
    """Ids and names among an option's values become pseudonyms."""
    if isinstance(value, list):
        return [_rename(each, ids) for each in value]
    if isinstance(value, str):
        return ids.get(value, value)
    return value
