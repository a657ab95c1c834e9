"""``powermap roles``: each person's role with its reason."""

from __future__ import annotations

from powermap.cli.account import Account
from powermap.cli.options import (
    File,
    Format,
    Out,
    TableFormat,
)
from powermap.cli.output import Output
from powermap.cli.plan_options import PlanOptions, reads_plan
from powermap.cli.printing import format_table, output_of_rows
from powermap.cli.takes_files import takes_files


@takes_files()
@reads_plan
def roles(
    file: File,
    *,
    format: Format = TableFormat.table,
    plan: PlanOptions,
    out: Out = None,
) -> Output:
    """Print the role of each person, with the id and the reason."""
    account = plan.open(file, requires=("people", "power", "roles"))
    account.note_if_nobody_is_placed(file)
    if format is TableFormat.table:
        return Output(print_roles(account), out=out)
    return output_of_rows(
        _rows(account), account.language, _COLUMNS, format.value, out=out
    )


_COLUMNS = ("id", "name", "role", "because", "declared", "agrees", "margin")


def _rows(account: Account) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for person in account.judgment.center:
        assignment = account.judgment.roles[person.id]
        rows.append(
            {
                "id": person.id,
                "name": person.name,
                "role": assignment.role,
                "because": assignment.because,
                "declared": assignment.declared,
                "agrees": assignment.agrees,
                "margin": assignment.margin,
            }
        )
    return rows


def print_roles(account: Account) -> str:
    """The roles of an account as a table."""
    language = account.language
    headers = [language.say(f"column.{key}") for key in ("name", "role", "because")]
    rows = []
    for person in account.judgment.center:
        assignment = account.judgment.roles[person.id]
        # Other commands ask for the id, as in `network --to`.
        name = f"{person.name}\n({person.id})"
        because = language.text(assignment.because)
        rows.append((name, _role_cell(account, person.id), because))
    if not rows:
        return language.say("network.nobody")
    return format_table(headers, rows, widths=(4, 5, None))


def _role_cell(account: Account, id: str) -> str:
    """The computed role, and the declared one where they differ."""
    language = account.language
    assignment = account.judgment.roles[id]
    role = language.say("common.unknown")
    if assignment.role is not None:
        role = language.label(assignment.role)
    # A declared role that agrees would only repeat the computed one.
    if assignment.declared is None or assignment.agrees:
        return role
    title = language.say("field.declared_role")
    colon = language.say("list.colon")
    return f"{role}\n({title}{colon}{language.label(assignment.declared)})"
