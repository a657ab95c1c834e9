"""Answers about one plan: each asks the engine, and says its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from powermap.mcp import inputs, outputs
from powermap.mcp.door import Door, Judged

if TYPE_CHECKING:
    from powermap.judgment.findings import Finding

__all__ = ["ask_next", "check", "paths_to", "roles", "what_if", "who_next"]


def roles(door: Door, asked: inputs.AskedPlan) -> outputs.RolesAnswer:
    """The role of each person, with the reason."""
    judged = door.open(asked.plan, asked)
    people = []
    records = judged.judgment.roles.records(judged.language)
    for person, record in zip(judged.judgment.center, records, strict=True):
        role = judged.judgment.roles[person.id]
        people.append(
            outputs.RoleRow.model_validate(
                {
                    **record,
                    "id": person.id,
                    "declared": role.declared and role.declared.value,
                    "agrees": role.agrees,
                }
            )
        )
    return outputs.RolesAnswer(people=people)


def check(door: Door, asked: inputs.Checked) -> outputs.CheckAnswer:
    """What is missing or risky."""
    judged = door.open(asked.plan, asked, asked.today)
    rows = []
    findings = _findings(door, asked, judged)
    for finding in findings:
        rows.append(
            outputs.FindingRow(
                code=finding.code,
                severity=finding.severity.value,
                finding=judged.language.text(finding.message),
                because=judged.language.text(finding.because),
                next_step=judged.language.text(finding.next_step),
                people=list(finding.people),
            )
        )
    counts = Counter(finding.severity.value for finding in findings)
    day = judged.judgment.today
    return outputs.CheckAnswer(day=day, counts=dict(counts), findings=rows)


def _findings(door: Door, asked: inputs.Checked, judged: Judged) -> Sequence[Finding]:
    from powermap.judgment.findings import check as find

    select = asked.select or None
    if door.workspace.level is None:
        return find(judged.judgment, select=select)
    from powermap.judgment.file_judgment import judge_file

    # A finding that only holds of the redacted plan was caused by what is left out
    # (docs/decisions/0009-redaction.md).
    whole = door.workspace.read_pseudonymized(asked.plan)
    today = judged.judgment.today
    codes = {"select": whole.select, "ignore": whole.ignore}
    visible = judged.found.plan.revised(**codes)
    known = set(find(judge_file(whole, judged.found.playbook, today), select=select))
    shown = find(judge_file(visible, judged.found.playbook, today), select=select)
    return [finding for finding in shown if finding in known]


def who_next(door: Door, asked: inputs.RankedPlan) -> outputs.VisitsAnswer:
    """Whom to see next, and through whom."""
    from powermap import network

    judged = door.open(asked.plan, asked, asked.today)
    visits = network.who_next(judged.judgment, most=asked.most)
    rows = []
    records = visits.records(judged.language)
    for visit, record in zip(visits, records, strict=True):
        rows.append(outputs.VisitRow.model_validate({"id": visit.person, **record}))
    return outputs.VisitsAnswer(visits=rows)


def ask_next(door: Door, asked: inputs.RankedPlan) -> outputs.QuestionsAnswer:
    """Which questions would change the most, and whom to ask."""
    from powermap.judgment.worlds.ask import ask

    judged = door.open(asked.plan, asked, asked.today)
    questions = ask(judged.judgment, most=asked.most)
    rows = []
    for record in questions.records(judged.language):
        rows.append(outputs.QuestionRow.model_validate(record))
    return outputs.QuestionsAnswer(questions=rows)


def paths_to(door: Door, asked: inputs.Paths) -> outputs.PathsAnswer:
    """The strongest chains of influence to a person."""
    from powermap import network

    judged = door.open(asked.plan, asked, asked.today)
    start = asked.start or None
    chains = network.paths_to(judged.judgment, asked.person, start, most=asked.most)
    rows = []
    for record in chains.records(judged.language):
        rows.append(outputs.PathRow.model_validate(record))
    person = judged.judgment.center[asked.person].id
    return outputs.PathsAnswer(person=person, paths=rows)


def what_if(door: Door, asked: inputs.Stances) -> outputs.WhatIfAnswer:
    """What changes of stance do, or which change leads to another strategy."""
    judged = door.open(asked.plan, asked, asked.today)
    if asked.stances:
        return _after_stances(judged, asked)
    return _other_strategies(judged)


def _after_stances(judged: Judged, asked: inputs.Stances) -> outputs.WhatIfAnswer:
    from powermap import network

    outlook = network.sway(judged.judgment, asked.stances)
    moved = []
    for record in outlook.moved.records(judged.language):
        moved.append(outputs.MoveRow.model_validate(record))
    # Where too few stances are known, a number would say more than is known.
    known = outlook.has_levels
    return outputs.WhatIfAnswer(
        because=[judged.language.text(outlook.because)],
        support_before=outlook.support_before if known else None,
        support=outlook.support if known else None,
        moved=moved,
        strategies=[],
    )


def _other_strategies(judged: Judged) -> outputs.WhatIfAnswer:
    answer = judged.judgment.what_if
    rows = []
    for record in answer.records(judged.language):
        rows.append(outputs.StrategyRow.model_validate(record))
    return outputs.WhatIfAnswer(
        because=[judged.language.text(each) for each in answer.because],
        support_before=None,
        support=None,
        moved=[],
        strategies=rows,
    )
