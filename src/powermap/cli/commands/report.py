"""``powermap report``: one document with everything that a plan holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from powermap.cli.account import open_account
from powermap.cli.left_out import REPORTS_HIDING, print_left_out
from powermap.cli.options import (
    DeckOrDocument,
    File,
    Hide,
    Keep,
    Key,
    Lang,
    Language,
    Level,
    PlaybookFile,
    TextsOption,
    Today,
    WithNotes,
)
from powermap.cli.output import Output
from powermap.cli.reader import say_written
from powermap.cli.reading_options import reads_file
from powermap.cli.redaction import RedactionOptions
from powermap.cli.section_names import SECTION_NAMES
from powermap.cli.takes_files import ManyFiles, takes_files
from powermap.errors import FormatError
from powermap.exchange.options import ReadOptions
from powermap.language import Reason


@takes_files(ManyFiles(".html"))
@reads_file
def report(
    file: File,
    out: Annotated[
        Path,
        typer.Option(
            "-o",
            "--out",
            help="File to write; ends in .html, .pdf, .docx, .pptx, .md or .json.",
        ),
    ],
    *,
    reading: ReadOptions,
    redact: Level = None,
    key: Key = None,
    keep: Keep = None,
    texts: TextsOption = None,
    hide: Hide = None,
    template: DeckOrDocument = None,
    today: Today = None,
    lang: Language = Lang.en,
    playbook: PlaybookFile = None,
    sections: Annotated[
        str | None,
        typer.Option(
            help=f"Sections in their order, separated by commas: {', '.join(SECTION_NAMES)}; "
            "all for every one. Default: what a manager reads, about twelve slides."
        ),
    ] = None,
    one_page: Annotated[
        bool,
        typer.Option(
            "--one-page",
            help="The plan on one page of A4, or one slide: six questions.",
        ),
    ] = False,
    with_notes: WithNotes = False,
) -> Output:
    """Write one document about the account, for a manager or with everything."""
    from powermap.reporting import report as make_report

    redaction = RedactionOptions(redact, key, hide or (), lang.value, keep or (), texts)
    account = open_account(
        file,
        reading,
        lang=lang.value,
        playbook=playbook,
        today=today,
        redaction=redaction,
    )
    if with_notes:
        redaction.require("people", "note", "--with-notes", account.playbook)
    account.note_if_nobody_is_placed(file)
    # Before the document is written: a person has to read these sentences before it is
    # sent.
    redaction.note_texts(account.visible_plan)
    if one_page and sections is not None:
        raise FormatError(
            Reason("message.charts.one_page_sections", option="--sections")
        )
    chosen = None
    if sections is not None:
        chosen = [name.strip() for name in sections.split(",")]
    document = make_report(
        account.judgment,
        lang=lang.value,
        sections=chosen,
        with_notes=with_notes,
        one_page=one_page,
    )
    written = document.save(out, template=template)
    if not with_notes:
        charts = [chart for section in document.sections for chart in section.charts]
        print_left_out(out, charts, account.judgment, lang.value, REPORTS_HIDING)
    return say_written(written, lang.value)
