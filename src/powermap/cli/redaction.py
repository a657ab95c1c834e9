"""The options of redaction, and what they do to what a command shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from powermap.cli.options import Sentences
from powermap.cli.reader import print_note
from powermap.errors import FormatError
from powermap.language import Listed, Reason

if TYPE_CHECKING:
    from powermap.language.values import Value
    from powermap.model import AccountPlan, BuyingCenter
    from powermap.model.fields import Table
    from powermap.model.playbook import Playbook

_NAMES_PEOPLE = frozenset({"around", "emphasis", "only", "path"})
"""Options of a chart that name people."""


@dataclass(frozen=True, slots=True)
class RedactionOptions:
    """Who will see the answer; without an audience everything is shown."""

    audience: str | None = None
    key: str = ""
    hide: Sequence[str] = ()
    lang: str = "en"
    keep: Sequence[Sentences] = ()

    def __post_init__(self) -> None:
        """Refuse an option that would do nothing."""
        options = {"--key": self.key, "--keep": self.keep, "--hide": self.hide}
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
        from powermap.redaction import redact

        return redact(
            plan,
            self.audience,
            key=self.key,
            lang=self.lang,
            keep=[each.value for each in self.keep],
            hide=list(self.hide),
            other=other,
            playbook=playbook,
        )

    def pseudonym_ids(self, center: BuyingCenter) -> Mapping[str, str]:
        """The id that the audience sees, for each id and name of the file."""
        if self.audience is None:
            return {}
        from powermap.redaction import pseudonyms

        ids: dict[str, str] = {}
        for id, pseudonym in pseudonyms(center, key=self.key, lang=self.lang).items():
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

        return pseudonymize(plan, key=self.key, lang=self.lang, hide=list(self.hide))

    def note_sentences(self, plan: AccountPlan) -> None:
        """Say which sentences stay: only a reader can tell what else they say."""
        if self.audience is None:
            return
        kept = [each.value for each in Sentences if getattr(plan, each.value)]
        if kept:
            note = Reason(
                "message.cli.kept", audience=self.audience, parts=Listed(kept)
            )
            print_note(note, self.lang)


def _rename(value: Any, ids: Mapping[str, str]) -> Any:
    """Ids and names among an option's values become pseudonyms."""
    if isinstance(value, list):
        return [_rename(each, ids) for each in value]
    if isinstance(value, str):
        return ids.get(value, value)
    return value
