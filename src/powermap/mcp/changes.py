"""Changes of a plan: tried, written, and taken back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from powermap.errors import FileChangedError
from powermap.judgment.file_judgment import judge_file
from powermap.language import Reason
from powermap.mcp import inputs, outputs
from powermap.mcp.documents import Picture, difference_answer, difference_picture
from powermap.mcp.door import Door

if TYPE_CHECKING:
    from powermap.language import Language
    from powermap.proposals import Applied, Outcome
    from powermap.workspace import OpenPlan

__all__ = ["apply_changes", "propose_changes", "restore_version"]


def propose_changes(
    door: Door, asked: inputs.ProposedChanges
) -> outputs.ProposalAnswer | Picture:
    """What changes would do, without writing."""
    found = door.workspace.read(asked.plan)
    applied = _apply(door, asked, found)
    language = found.playbook.language(door.language_of(asked))
    answer = outputs.ProposalAnswer(**_outcomes(applied, language))
    if not asked.picture:
        return answer
    today = door.day_of(asked.today)
    judgments = []
    for plan in (applied.before, applied.plan):
        judgments.append(judge_file(plan, found.playbook, today))
    return difference_picture(door, answer, judgments, asked)


def apply_changes(door: Door, asked: inputs.AppliedChanges) -> outputs.AppliedAnswer:
    """The same, and write what was accepted."""
    found = door.workspace.read(asked.plan)
    if found.digest != asked.digest:
        # Also where nothing will be written: the answer would be about another plan.
        raise FileChangedError(Reason("message.workspace.changed", file=asked.plan))
    applied = _apply(door, asked, found)
    language = found.playbook.language(door.language_of(asked))
    digest = asked.digest
    version = previous = None
    notes: tuple[Any, ...] = ()
    if applied.accepted:
        written = door.workspace.write(
            asked.plan,
            applied.plan,
            digest=asked.digest,
            day=door.day_of(asked.today),
            by=asked.client,
            what=asked.what or language.text(applied.difference.because),
        )
        digest, notes = written.digest, written.notes
        version, previous = written.number, written.previous
    return outputs.AppliedAnswer(
        **_outcomes(applied, language),
        plan=asked.plan,
        digest=digest,
        version=version,
        previous_version=previous,
        notes=[note.say(language) for note in notes],
    )


def restore_version(door: Door, asked: inputs.Restored) -> outputs.RestoredAnswer:
    """A kept version in place of the file."""
    written = door.workspace.restore(
        asked.plan,
        asked.version,
        digest=asked.digest,
        day=door.day_of(None),
        by=asked.client,
    )
    return outputs.RestoredAnswer(
        plan=asked.plan,
        digest=written.digest,
        version=written.number,
        previous_version=written.previous,
    )


def _apply(door: Door, asked: inputs.ProposedChanges, found: OpenPlan) -> Applied:
    from powermap.proposals import apply, parse_proposal

    proposal = parse_proposal(json.dumps(asked.proposal), "proposal")
    return apply(
        found.plan,
        proposal,
        source_text=asked.notes,
        playbook=found.playbook,
        today=door.day_of(asked.today),
    )


def _outcomes(applied: Applied, language: Language) -> dict[str, Any]:
    return {
        "accepted": [_row(each, language) for each in applied.accepted],
        "refused": [_row(each, language) for each in applied.refused],
        "difference": difference_answer(applied.difference, language),
    }


def _row(outcome: Outcome, language: Language) -> outputs.OutcomeRow:
    return outputs.OutcomeRow(
        change=outcome.change.model_dump(mode="json", exclude_defaults=True),
        because=language.text(outcome.because),
    )
