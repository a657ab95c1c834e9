"""Rules of findings that need nothing but counts of an account's people.

Each says of counts what the rule of its code in `powermap.judgment.findings` says of
a buying center; a property test compares them account by account.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from powermap.frames.people import People, as_number
from powermap.frames.sums import PEOPLE, facts_named, total
from powermap.frozen import FrozenMapping
from powermap.judgment.findings.support import ENOUGH_STANCES
from powermap.model import Contact, Role, Stance
from powermap.model.playbook import Severity
from powermap.network.influence_graph import KNOWN_WELL

if TYPE_CHECKING:
    from powermap.model.playbook import FindingKind

__all__ = ["RULES", "Ask", "ColumnRule", "Counts"]


@dataclass(frozen=True)
class Ask:
    """What a rule may ask beside the counts.

    Attributes
    ----------
    people : People
        The frame.
    wanted : tuple of Role
        Roles that the deals need somebody for.
    kinds : mapping of code to FindingKind
        With the limits of days.
    """

    people: People
    wanted: tuple[Role, ...]
    kinds: Mapping[str, FindingKind]


Counts = Callable[[Ask], Mapping[str, Any]]
Hits = Callable[[Ask], Any]


@dataclass(frozen=True)
class ColumnRule:
    """How often a kind of finding is found in an account.

    Attributes
    ----------
    counts : function
        The conditions that it counts, by name.
    hits : function
        How many findings there are, by `total` of these names.
    severity, unless : Severity and function, or None
        The severity where a condition of the counts holds.
    """

    counts: Counts
    hits: Hits
    severity: Severity | None = None
    when: Hits | None = None


def _facts(*names: str) -> Counts:
    return lambda ask: facts_named(ask.people, names)


def _each(name: str) -> ColumnRule:
    """A finding for each person."""
    return ColumnRule(_facts(name), lambda _: total(name))


def _together(name: str) -> ColumnRule:
    """One finding for all of them."""
    return ColumnRule(_facts(name), lambda _: as_number(total(name) > 0))


def _once(condition: Callable[[], Any], *names: str) -> ColumnRule:
    """One finding where the counts say so."""
    return ColumnRule(_facts(*names), lambda _: as_number(condition()))


def _missing_role(role: Role) -> ColumnRule:
    """Decision makers, but no one in a role; a role that is wanted is PM105."""

    def hits(ask: Ask) -> Any:
        import narwhals as nw

        if role in ask.wanted:
            return nw.lit(0)
        is_missing = (total("deciders") > 0) & (total(f"holds_{role.value}") == 0)
        return as_number(is_missing)

    return ColumnRule(_facts("deciders", f"holds_{role.value}"), hits)


def _count_wanted(ask: Ask) -> Mapping[str, Any]:
    names = [f"holds_{role.value}" for role in ask.wanted]
    return facts_named(ask.people, names)


def _hit_wanted(ask: Ask) -> Any:
    missing = []
    for role in ask.wanted:
        is_held_by_nobody = total(f"holds_{role.value}") == 0
        missing.append(as_number(is_held_by_nobody))
    return _add(missing)


def _add(numbers: Iterable[Any]) -> Any:
    import narwhals as nw

    sum_of_all: Any = nw.lit(0)
    for each in numbers:
        sum_of_all = sum_of_all + each
    return sum_of_all


def _is_single_thread() -> Any:
    well = total("known_well")
    brief = total("known_briefly")
    is_single = (well == 1) | ((well == 0) & (brief == 1))
    return is_single & (total(PEOPLE) > 1)


def _is_outnumbered() -> Any:
    is_any_known = total("deciders_with_stance") > 0
    return is_any_known & (total("deciders_with_us") <= total("deciders_against_us"))


def _is_overruled() -> Any:
    others = total("key_not_for_us")
    return (total("deciders_with_us") > 0) & (others * 2 > total("key"))


def _has_few_stances(_: Ask) -> Any:
    known = total("stances")
    return (known < ENOUGH_STANCES) & (known * 2 < total(PEOPLE))


def _are_others_served_only() -> Any:
    served = total("served") > 0
    return (total("deciders") > 0) & served & (total("served_deciders") == 0)


def _count_counter_champions(ask: Ask) -> Mapping[str, Any]:
    champions = {}
    for number, stance in enumerate(_sellers(ask.people, ask.people.rival_stances)):
        is_theirs = stance.one_of({Stance.CHAMPION})
        champions[f"rival_champion_{number}"] = ask.people.is_key & is_theirs
    return champions


def _hit_counter_champions(ask: Ask) -> Any:
    names = _count_counter_champions(ask)
    return _add(as_number(total(name) > 0) for name in names)


def _count_rival_contacts(ask: Ask) -> Mapping[str, Any]:
    counted = {}
    for number, contact in enumerate(_sellers(ask.people, ask.people.rival_contacts)):
        counted[f"rival_well_{number}"] = contact.one_of(KNOWN_WELL)
        counted[f"rival_known_{number}"] = contact.one_of(Contact)
    return counted


def _hit_rival_threads(ask: Ask) -> Any:
    hits = []
    for number, _ in enumerate(_sellers(ask.people, ask.people.rival_contacts)):
        well = total(f"rival_well_{number}")
        known = total(f"rival_known_{number}")
        hits.append(as_number((well == 1) & (known > 1)))
    return _add(hits)


def _sellers(people: People, by_rival: Mapping[str, Any]) -> list[Any]:
    """The columns of rivals that sell something."""
    sellers = people.rivals()
    return [word for rival, word in by_rival.items() if rival in sellers]


def _stale() -> ColumnRule:
    def counts(ask: Ask) -> Mapping[str, Any]:
        is_old = ask.people.is_old(ask.kinds["PM406"].days)
        return {"stale": ask.people.is_judged & is_old}

    return ColumnRule(counts, lambda _: as_number(total("stale") > 0))


def _hit_later(ask: Ask) -> Any:
    import narwhals as nw

    people = ask.people
    # A wrong day of the whole file is told for every account.
    if people.today and people.as_of and people.as_of > people.today:
        return nw.lit(1)
    return as_number(total("dated_later") > 0)


RULES: Mapping[str, ColumnRule] = FrozenMapping(
    {
        "PM102": _once(lambda: total("deciders") == 0, "deciders"),
        "PM103": _missing_role(Role.OWNER),
        "PM104": _missing_role(Role.APPROVER),
        "PM105": ColumnRule(_count_wanted, _hit_wanted),
        "PM106": _each("declared_otherwise"),
        "PM201": _each("deciders_uncovered"),
        "PM202": ColumnRule(
            _facts("deciders", "deciders_not_met"),
            lambda _: total("deciders_not_met"),
            Severity.SERIOUS,
            lambda _: total("deciders_not_met") == total("deciders"),
        ),
        "PM203": _once(_is_single_thread, "known_well", "known_briefly"),
        "PM204": _each("veto_not_met"),
        "PM301": _once(lambda: total("stance_champion") == 0, "stance_champion"),
        "PM302": ColumnRule(
            _facts("against_us", "for_a_rival", "stances"),
            lambda _: as_number(
                (total("against_us") == 0) & (total("for_a_rival") == 0)
            ),
            Severity.WARNING,
            _has_few_stances,
        ),
        "PM303": _once(
            _is_outnumbered,
            "deciders_with_stance",
            "deciders_with_us",
            "deciders_against_us",
        ),
        "PM304": _once(_is_overruled, "deciders_with_us", "key_not_for_us", "key"),
        "PM306": _each("open_blockers"),
        "PM307": _each("key_opponents"),
        "PM311": ColumnRule(_count_counter_champions, _hit_counter_champions),
        "PM312": ColumnRule(_count_rival_contacts, _hit_rival_threads),
        "PM313": _once(
            lambda: (total("with_stance_to_rivals") > 0) & (total("swing") > 0),
            "with_stance_to_rivals",
            "swing",
        ),
        "PM320": _once(
            _are_others_served_only, "deciders", "served", "served_deciders"
        ),
        "PM401": _together("power_unknown"),
        "PM402": _together("key_involvement_unknown"),
        "PM403": _together("key_stance_unknown"),
        "PM404": _together("key_contact_unknown"),
        "PM405": _together("without_evidence"),
        "PM406": _stale(),
        "PM409": ColumnRule(_facts("dated_later"), _hit_later),
    }
)
"""The rules of the codes that columns can tell."""
