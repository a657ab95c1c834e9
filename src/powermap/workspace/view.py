"""Who sees the plans of a folder, and what they see."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace

from powermap.model import AccountPlan
from powermap.model.fields import Table
from powermap.model.playbook import Playbook
from powermap.versions.sources import Found

__all__ = ["View"]


class View:
    """The view of an audience; without a level everything is shown.

    Parameters
    ----------
    level : str or None
        Whom plans are redacted for.
    key : str or None
        Secret of the pseudonyms; a random one when not given.
    lang : str
        Of the pseudonyms.
    playbook : Playbook
        Which may bring levels of its own.
    """

    def __init__(
        self, level: str | None, key: str | None, lang: str, playbook: Playbook
    ) -> None:
        self.level = level
        self._lang = lang
        self._key = ""
        if level is None:
            return
        from powermap.redaction.audience import check_level
        from powermap.redaction.key import check_key, random_key

        check_level(level, playbook)
        # One for all plans, so that everybody keeps a pseudonym.
        self._key = check_key(key) if key is not None else random_key()

    def show(self, plan: AccountPlan, playbook: Playbook) -> AccountPlan:
        """A plan as the audience may see it."""
        [shown] = self.show_versions([plan], playbook)
        return shown

    def show_versions(
        self, plans: Sequence[AccountPlan], playbook: Playbook
    ) -> list[AccountPlan]:
        """Versions of a plan as the audience may see them."""
        if self.level is None:
            return list(plans)
        from powermap.redaction.apply import redact_versions

        return redact_versions(
            plans, self.level, key=self._key, lang=self._lang, playbook=playbook
        )

    def show_history(self, found: Sequence[Found], playbook: Playbook) -> list[Found]:
        """The versions of a plan; an audience does not see who wrote them."""
        if self.level is None:
            return list(found)
        plans = self.show_versions([each.plan for each in found], playbook)
        shown = []
        for each, plan in zip(found, plans, strict=True):
            shown.append(replace(each, plan=plan, author=None, text=None))
        return shown

    def shows(self, table: Table, field: str, playbook: Playbook) -> bool:
        """Whether the audience may see a field."""
        from powermap.redaction import may_see

        return self.level is None or may_see(self.level, table, field, playbook)

    def pseudonymize(self, plan: AccountPlan) -> AccountPlan:
        """The whole plan with the names that the audience sees."""
        if self.level is None:
            return plan
        from powermap.redaction import pseudonymize

        return pseudonymize(plan, self.level, key=self._key, lang=self._lang)

    def digest(self, digest: str) -> str:
        """A digest by which nobody can try out what a hidden file says."""
        if self.level is None:
            return digest
        return hashlib.sha256(f"{self._key}{digest}".encode()).hexdigest()
