"""Roles with their reasons, printed as a table, JSON or CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable

from powermap.cli.printing import table
from powermap.exchange.tables.csv_text import guarded
from powermap.judgment.roles import Assignment, classify
from powermap.language import label, say
from powermap.model import BuyingCenter, Stakeholder


def _assigned(center: BuyingCenter) -> list[tuple[Stakeholder, Assignment]]:
    found = classify(center)
    return [(person, found[person.id]) for person in center]


def _table(center: BuyingCenter, lang: str) -> str:
    headers = [say(lang, f"table.{key}") for key in ("name", "role", "because")]
    rows = [
        (person.name, _cell(each, lang), each.because.say(lang))
        for person, each in _assigned(center)
    ]
    return table(headers, rows, widths=(4, 5, None))


def _cell(assignment: Assignment, lang: str) -> str:
    role = label(assignment.role, lang) if assignment.role else say(lang, "table.none")
    if assignment.declared is None or assignment.agrees:
        return role
    return f"{role}\n({say(lang, 'field.declared_role')}{say(lang, 'list.colon')}{label(assignment.declared, lang)})"


def _row(person: Stakeholder, assignment: Assignment, lang: str) -> dict[str, object]:
    return {
        "id": person.id,
        "name": person.name,
        "role": assignment.role and assignment.role.value,
        "because": assignment.because.say(lang),
        "declared": assignment.declared and assignment.declared.value,
        "agrees": assignment.agrees,
        "margin": assignment.margin,
    }


def _json(center: BuyingCenter, lang: str) -> str:
    return json.dumps(
        [_row(*each, lang) for each in _assigned(center)], ensure_ascii=False, indent=2
    )


def _csv(center: BuyingCenter, lang: str) -> str:
    rows = [_row(*each, lang) for each in _assigned(center)]
    page = io.StringIO()
    sheet = csv.writer(page, lineterminator="\n")
    sheet.writerow(["id", "name", "role", "because", "declared", "agrees", "margin"])
    sheet.writerows([guarded(cell) for cell in row.values()] for row in rows)
    return page.getvalue().rstrip("\n")


TABLES: dict[str, Callable[[BuyingCenter, str], str]] = {
    "table": _table,
    "json": _json,
    "csv": _csv,
}
