"""The actions of a plan as a calendar: iCalendar, RFC 5545."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from powermap.errors import FormatError, Note
from powermap.exchange.raw_file import warn
from powermap.files.writing import replace_file
from powermap.language import Listed, Quoted, Reason
from powermap.model import State
from powermap.model.fields import fields_by_name

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.model import AccountPlan, Action

__all__ = ["render_calendar", "write_calendar"]

_PRODUCT = "-//powermap//actions//EN"
_LONGEST_LINE = 75
"""Octets of a line, without its end; what is longer goes on in the next."""
_LISTED = 5
_NO_DAY = date(2000, 1, 1)
"""Stands for the day of a plan that has none, so that the same plan has the same bytes."""
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})


def write_calendar(plan: AccountPlan, path: Path, language: Language) -> Path:
    """Write the actions that have a due date, and note those that have none.

    Raises
    ------
    FormatError
        When there is none that has, since a calendar cannot be empty.
    """
    if all(action.due is None for action in plan.actions):
        raise FormatError(_nothing_to_write(plan, path.name))
    without = [action.name for action in plan.actions if action.due is None]
    if without:
        names = Listed([Quoted(name) for name in without], most=_LISTED)
        reason = Reason(
            "message.files.actions_without_due", count=len(without), actions=names
        )
        warn(Note(reason, str(path)))
    return replace_file(path, render_calendar(plan, language).encode())


def _nothing_to_write(plan: AccountPlan, file: str) -> Reason:
    audience = plan.center.audience
    if not audience or plan.actions:
        return Reason("message.files.no_dated_actions", file=file)
    return Reason("message.files.no_dated_actions_shown", file=file, audience=audience)


def render_calendar(plan: AccountPlan, language: Language) -> str:
    r"""The actions of a plan that have a due date, as the text of a calendar.

    Examples
    --------
    >>> from powermap.language import Language
    >>> from powermap.model import AccountPlan, Action
    >>> plan = AccountPlan("Northwind", actions=[Action("Call; ask", due="2026-12-01")])
    >>> lines = render_calendar(plan, Language("en")).split("\r\n")
    >>> [line for line in lines if line.startswith(("SUMMARY", "DTSTART"))]
    ['DTSTART;VALUE=DATE:20261201', 'SUMMARY:Call\\; ask']
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(language.say('report.heading', account=plan.account))}",
    ]
    for action, id in zip(plan.actions, _ids(plan), strict=True):
        if action.due is not None:
            lines += _event(action, action.due, id, plan, language)
    lines.append("END:VCALENDAR")
    folded = [part for line in lines for part in _folded(line)]
    return "\r\n".join(folded) + "\r\n"


def _ids(plan: AccountPlan) -> Iterator[str]:
    """An id for each action, the same as long as its plan and its name are.

    A calendar that has the action already moves it to its new day.
    """
    seen: dict[str, int] = {}
    for action in plan.actions:
        count = seen[action.name] = seen.get(action.name, 0) + 1
        parts = (plan.account or "", plan.opportunity or "", action.name, str(count))
        digest = sha256("\0".join(parts).encode()).hexdigest()
        yield f"{digest[:32]}@powermap"


def _event(
    action: Action, due: date, id: str, plan: AccountPlan, language: Language
) -> Iterator[str]:
    stamp = plan.as_of or plan.center.as_of or _NO_DAY
    yield "BEGIN:VEVENT"
    yield f"UID:{id}"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    # Without an end it takes that one day, by the standard.
    yield f"DTSTART;VALUE=DATE:{due:%Y%m%d}"
    yield f"SUMMARY:{_escaped(action.name)}"
    yield f"DESCRIPTION:{_escaped(_description(action, plan, language))}"
    if action.who:
        yield f"CONTACT:{_escaped(action.who)}"
    if plan.account:
        yield f"CATEGORIES:{_escaped(plan.account)}"
    is_dropped = action.state is State.DROPPED
    yield f"STATUS:{'CANCELLED' if is_dropped else 'CONFIRMED'}"
    # A day on which something is due is not a day on which nobody has time.
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _description(action: Action, plan: AccountPlan, language: Language) -> str:
    """The account, who does it, with whom, and how far it is: a line each."""
    people = [plan.center[id].name for id in action.with_people]
    values = {
        "who": action.who or "",
        "with_people": language.listed(people),
        "state": language.label(action.state),
    }
    lines = [part for part in (plan.account, plan.opportunity) if part]
    head = [" · ".join(lines)] if lines else []
    fields = fields_by_name("actions")
    for name, value in values.items():
        if value:
            title = fields[name].title_in(language)
            head.append(language.listed([title, value], "colon"))
    return "\n".join(head)


def _escaped(text: str) -> str:
    """A text as a value: signs that mean something escaped, no control characters."""
    lines = "\n".join(text.splitlines())
    printable = "".join(char for char in lines if char == "\n" or char >= " ")
    return printable.translate(_ESCAPES)


def _folded(line: str) -> Sequence[str]:
    """A line in parts of at most 75 octets, none of which ends within a character."""
    parts = []
    part = ""
    room = _LONGEST_LINE
    for char in line:
        size = len(char.encode())
        if size > room:
            parts.append(part)
            # The space at its beginning is one of the octets.
            part = " "
            room = _LONGEST_LINE - 1
        part += char
        room -= size
    return [*parts, part]
