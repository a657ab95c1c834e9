"""How the tables of a file are understood: people, ties and facts in any layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from powermap.errors import Note
from powermap.exchange.bad_rows import read_without_bad_rows
from powermap.exchange.crm.mapping import mapping_of
from powermap.exchange.formats.content import Content
from powermap.exchange.formats.reading import read_content
from powermap.exchange.glossary import Glossary
from powermap.exchange.intake.detection import detect_mapping
from powermap.exchange.intake.intake import Intake, read_sheets
from powermap.exchange.intake.note_order import in_file_order, with_source
from powermap.exchange.intake.understanding import Understanding
from powermap.exchange.intake.unplaced import why_unplaced
from powermap.exchange.mapping_options import mapping_named, with_mapping
from powermap.exchange.options import ReadOptions
from powermap.exchange.plan_attempt import attempt_plan
from powermap.exchange.tables.csv_files import files_beside, path_beside
from powermap.exchange.tables.sheets import Sheet
from powermap.language import Reason
from powermap.model.fields import Table

__all__ = ["understand_sheets", "understand_tables"]


def understand_tables(
    content: Content,
    name: str,
    path: Path | None,
    options: ReadOptions,
    glossary: Glossary,
) -> Understanding:
    """How the tables of a file are understood, with the files beside a CSV."""
    known: dict[str, Table] = {}
    sheets = content.sheets
    if path is not None and content.kind == "csv":
        sheets, known = _with_files_beside(path, sheets, options, content.notes)
    return understand_sheets(
        sheets,
        name,
        options,
        glossary,
        title=path.stem if path else "Buying center",
        kind=content.kind or "",
        known=known,
        notes=content.notes,
    )


def understand_sheets(
    sheets: Sequence[Sheet],
    source: str,
    options: ReadOptions,
    glossary: Glossary,
    *,
    title: str,
    kind: str = "",
    known: Mapping[str, Table] | None = None,
    notes: Sequence[Note] = (),
    facts: Mapping[str, object] | None = None,
) -> Understanding:
    """How sheets are understood, whatever they came from."""
    mapping = mapping_named(options, glossary)
    options = with_mapping(options, mapping)
    intake = read_sheets(
        sheets, source, options, glossary, mapping, known=known, facts=facts
    )
    all_notes = [*notes]
    detected = None
    if mapping is None:
        detected = detect_mapping(_titles_of_people(intake), glossary)
    if detected is not None:
        mapping = mapping_of(detected)
        intake = read_sheets(
            sheets, source, options, glossary, mapping, known=known, facts=facts
        )
        message = Reason("message.mapping.detected", label=mapping.label, name=detected)
        all_notes.append(Note(message, source))
    raw = intake.raw
    all_notes += intake.notes
    plan, problems, plan_notes = attempt_plan(raw, title)
    if problems and options.skip_bad_rows:
        raw, plan, problems, plan_notes = read_without_bad_rows(raw, title, problems)
    all_notes += plan_notes
    if plan is not None and not len(plan.center):
        all_notes.append(Note(Reason("message.intake.no_people"), source))
    return Understanding(
        source,
        kind,
        tuple(intake.tables),
        intake.decision.scale,
        intake.decision.stated_by,
        mapping.label if mapping else None,
        in_file_order(with_source(all_notes, source), sheets, intake.tables),
        tuple(problems),
        plan,
        tuple(deal.name for deal in intake.deals),
        why_unplaced(plan.center, raw.people, intake.tables) if plan else {},
        options,
        deal_keys=tuple(deal.key for deal in intake.deals),
        rows_without_deal=intake.rows_without_deal,
    )


def _titles_of_people(intake: Intake) -> list[str]:
    titles = []
    for table in intake.tables:
        if table.kind == "people":
            titles += [column.title for column in table.columns]
    return titles


def _with_files_beside(
    path: Path, sheets: Sequence[Sheet], options: ReadOptions, notes: list[Note]
) -> tuple[list[Sheet], dict[str, Table]]:
    """The sheets of a CSV of people with the files beside it for ties and facts."""
    every = [*sheets]
    known: dict[str, Table] = {}
    for beside, table in files_beside(path).items():
        content = read_content(beside, options)
        notes += content.notes
        for sheet in content.sheets[:1]:
            every.append(replace(sheet, title=beside.name))
            known[beside.name] = table
            # powermap's own three files are one by their names.
            if beside != path_beside(path, table):
                message = Reason("message.intake.read_beside", file=beside.name)
                notes.append(Note(message, str(path)))
    if known and every:
        is_of_ties = "people" in known.values()
        known[every[0].title] = "ties" if is_of_ties else "people"
    return every, known
