"""The people of a frame: every field that rules ask about, as expressions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Any

from powermap.frames.levels import Level
from powermap.frames.row_roles import role_of
from powermap.frames.source import Source
from powermap.frames.staging import HELPER, Frame, Reading, add_steps
from powermap.frames.words import (
    Day,
    Word,
    read_day,
    read_text,
    read_yes,
)
from powermap.judgment.findings.queries import AGAINST, FOR
from powermap.model import Contact, Role, Stance
from powermap.model.axes import half_middle
from powermap.model.by_rival import NO_DECISION
from powermap.network.influence_graph import KNOWN_WELL

__all__ = ["People"]

_NO_ROLE = ""


class People:
    """What is known of each row.

    Parameters
    ----------
    source : Source
        The frame.
    today, as_of : date or None
        The day of the check; the day of what has no day of its own.
    """

    def __init__(
        self, source: Source, today: date | None = None, as_of: date | None = None
    ) -> None:
        self.source = source
        # As a judgment takes the day of its file where no other is given.
        self.today = today or as_of
        self.as_of = as_of

    @cached_property
    def power(self) -> Level:
        """Power."""
        return self.source.level("power")

    @cached_property
    def involvement(self) -> Level:
        """Involvement."""
        return self.source.level("involvement")

    @cached_property
    def stance(self) -> Word:
        """The stance toward us."""
        return self._word("stance")

    @cached_property
    def contact(self) -> Word:
        """How well we know the person."""
        return self._word("contact")

    @cached_property
    def declared(self) -> Word:
        """The role that somebody gave the person."""
        return self._word("declared_role")

    @cached_property
    def veto(self) -> Word:
        """Whether the person can veto."""
        return self._yes("can_veto")

    @cached_property
    def organization_needs(self) -> Word:
        """Whether we meet the needs of the organization in the person's view."""
        return self._yes("meets_organization_needs")

    @cached_property
    def cover(self) -> Word:
        """Whether somebody of ours covers the person."""
        return self._text("covered_by")

    @cached_property
    def evidence(self) -> Word:
        """Whether a judgment of the person rests on something."""
        return self._text("evidence")

    @cached_property
    def day(self) -> Day:
        """When the person was judged."""
        column = self.source.columns.get("as_of")
        dtype = self.source.dtypes.get(column) if column else None
        return read_day("as_of", column, dtype)

    @cached_property
    def rival_stances(self) -> Mapping[str, Word]:
        """The stance toward each rival."""
        return self._by_rival("rival_stances", "stance")

    @cached_property
    def rival_contacts(self) -> Mapping[str, Word]:
        """How well each rival knows the person."""
        return self._by_rival("rival_contacts", "contact")

    def _word(self, field: str) -> Word:
        column = self.source.columns.get(field)
        return self.source.word(field, field, column)

    def _yes(self, field: str) -> Word:
        column = self.source.columns.get(field)
        dtype = self.source.dtypes.get(column) if column else None
        return read_yes(field, column, dtype, self.source.known(field))

    def _text(self, field: str) -> Word:
        column = self.source.columns.get(field)
        dtype = self.source.dtypes.get(column) if column else None
        return read_text(field, column, dtype, self.source.known(field))

    def _by_rival(self, attribute: str, field: str) -> Mapping[str, Word]:
        words = {}
        columns = self.source.rivals.get(attribute, {})
        for number, (rival, column) in enumerate(columns.items()):
            name = f"{attribute}_{number}"
            words[rival] = self.source.word(name, field, column)
        return words

    def read(self) -> Frame:
        """The frame with the helper columns of every field, and the role."""
        words = (
            self.stance,
            self.contact,
            self.declared,
            self.veto,
            self.organization_needs,
            self.cover,
            self.evidence,
            *self.rival_stances.values(),
            *self.rival_contacts.values(),
        )
        readings: tuple[Reading, ...]
        readings = (self.power, self.involvement, self.day, *words)
        return add_steps(self.source.frame, readings).with_columns(**self._halves())

    def _halves(self) -> Mapping[str, Any]:
        import narwhals as nw

        role = role_of(self.source, self.power, self.involvement)
        no_role = nw.lit(_NO_ROLE)
        return {
            f"{HELPER}role": nw.when(~role.is_null()).then(role).otherwise(no_role),
            f"{HELPER}decides": surely(self.power.upper),
        }

    @property
    def role(self) -> Any:
        """The name of the role; empty where it is not known."""
        import narwhals as nw

        return nw.col(f"{HELPER}role")

    @property
    def decides(self) -> Any:
        """Whether the person decides."""
        import narwhals as nw

        return nw.col(f"{HELPER}decides")

    @property
    def is_key(self) -> Any:
        """Whether the person decides or can veto."""
        return self.decides | self.veto.yes

    @property
    def is_for_us(self) -> Any:
        """Whether the person works for us or supports us."""
        return self.stance.one_of(FOR)

    @property
    def is_against_us(self) -> Any:
        """Whether the person is against us."""
        return self.stance.one_of(AGAINST)

    @property
    def is_not_met(self) -> Any:
        """Whether we have no contact; contact that is unknown is another thing."""
        return self.contact.one_of({Contact.NONE})

    @property
    def is_known_well(self) -> Any:
        """Whether we know the person well."""
        return self.contact.one_of(KNOWN_WELL)

    @property
    def can_block(self) -> Any:
        """Whether the person can stop the purchase."""
        return self.veto.yes | (self.role == Role.GATEKEEPER.value)

    @property
    def is_judged(self) -> Any:
        """Whether somebody judged the person."""
        levels = surely(self.power.holds) | surely(self.involvement.holds)
        return levels | self.stance.known | self.veto.known

    def has_role(self, role: Role) -> Any:
        """Whether the person has a role; a narrower role counts as the broader one."""
        narrow = [each for each in Role if each is role or each.power.value == role]
        return self.role.is_in([each.value for each in narrow])

    @property
    def contradicts_declared_role(self) -> Any:
        """Whether the computed role is not the declared one, and no narrower one."""
        import narwhals as nw

        agrees: Any = nw.lit(False)
        for role in Role:
            agrees = agrees | (self.has_role(role) & self.declared.one_of({role}))
        is_known = self.declared.known & (self.role != _NO_ROLE)
        return is_known & ~agrees

    def is_old(self, days: int | None) -> Any:
        """Whether the person was judged longer ago than some days."""
        import narwhals as nw

        if self.today is None or days is None:
            return nw.lit(False)
        limit = self.today - timedelta(days=days)
        old = self.day.before(limit)
        # What has no day of its own has that of its file.
        if self.as_of is not None and self.as_of < limit:
            old = old | self.day.missing
        return old

    @property
    def is_dated_later(self) -> Any:
        """Whether the day of the judgment is after today."""
        import narwhals as nw

        return nw.lit(False) if self.today is None else self.day.after(self.today)

    @property
    def wrong_values(self) -> Any:
        """How many values of the person are not understood, or off the scale."""
        import narwhals as nw

        words = [
            self.stance,
            self.contact,
            self.declared,
            self.veto,
            self.organization_needs,
            *self.rival_stances.values(),
            *self.rival_contacts.values(),
        ]
        wrong = [self.power.wrong, self.involvement.wrong]
        wrong += [word.wrong for word in words]
        wrong.append(self.day.wrong)
        total: Any = nw.lit(0)
        for each in wrong:
            total = total + as_number(each)
        return total

    @property
    def weight(self) -> Any:
        """Power from 0 to 1; null while it is unknown. A word is the center of its half."""
        import narwhals as nw

        scale = self.source.scale
        share = (self.power.score - float(scale.low)) / (scale.high - scale.low)
        upper = scale.share(half_middle(scale, upper=True))
        lower = scale.share(half_middle(scale, upper=False))
        by_word = nw.when(surely(self.power.lower)).then(nw.lit(lower))
        word = nw.when(self.decides).then(nw.lit(upper)).otherwise(by_word)
        return nw.when(~self.power.score.is_null()).then(share).otherwise(word)

    def rivals(self) -> list[str]:
        """The rivals that sell something."""
        names = dict.fromkeys([*self.rival_stances, *self.rival_contacts])
        return [name for name in names if name != NO_DECISION]

    def supports_a_rival(self, *, sellers_only: bool) -> Any:
        """Whether the person supports a rival, whatever the stance toward us."""
        import narwhals as nw

        supports: Any = nw.lit(False)
        for rival, stance in self.rival_stances.items():
            if rival != NO_DECISION or not sellers_only:
                supports = supports | stance.one_of(FOR)
        return supports

    @property
    def has_stance_to_rivals(self) -> Any:
        """Whether a stance toward a rival that sells is known."""
        import narwhals as nw

        known: Any = nw.lit(False)
        for rival, stance in self.rival_stances.items():
            if rival != NO_DECISION:
                known = known | stance.one_of(Stance)
        return known

    @property
    def may_swing(self) -> Any:
        """Whether neither camp has the person to itself, as far as stances are known."""
        is_theirs = self.supports_a_rival(sellers_only=True)
        is_silent = ~self.stance.one_of(Stance) & ~self.has_stance_to_rivals
        both = self.is_for_us & is_theirs
        neither = ~self.is_for_us & ~is_theirs & ~self.is_against_us
        return ~is_silent & (both | neither)


def surely(condition: Any) -> Any:
    """A condition that is false where it is null."""
    import narwhals as nw

    return nw.when(condition).then(nw.lit(True)).otherwise(nw.lit(False))


def as_number(condition: Any) -> Any:
    """1 where a condition holds, else 0."""
    import narwhals as nw

    return nw.when(condition).then(nw.lit(1)).otherwise(nw.lit(0))
