"""A finished report, and the documents that are made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from html import escape
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from powermap import style
from powermap.charts import deck_bytes, new_deck
from powermap.charts.deck import LARGEST_TEMPLATE
from powermap.errors import FormatError
from powermap.exchange import to_mermaid
from powermap.files.reading import read_file, to_path
from powermap.files.writing import replace_file
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.reporting import slides
from powermap.reporting.context import Context
from powermap.reporting.markdown import render_markdown
from powermap.reporting.one_page import (
    ANY_FACE,
    WIDER,
    OnePage,
    body_below,
    fit_one_page,
)
from powermap.reporting.page import render_page
from powermap.reporting.paper import Paper, one_line
from powermap.reporting.sections import NOT_ON_SLIDES, build_sections
from powermap.reporting.sections.questions import build_questions

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language
    from powermap.reporting.section import Section

__all__ = ["Report"]

WITH_TEMPLATE = (".docx", ".pptx")
"""Formats that take the look of a company's own file."""
EXACT = 1.01
"""How much wider a text may be than measured where the typeface is Source Sans."""


class Report:
    """A finished report, made by `powermap.report`.

    Attributes
    ----------
    sections : tuple of Section
        What it says, as data.
    title : str
        Its heading.

    Examples
    --------
    >>> import powermap as pm
    >>> pm.report(pm.northwind_plan(), today="2026-11-20")
    <Report 'Northwind Steel: account plan', 13 sections, today 2026-11-20>
    """

    def __init__(
        self,
        judgment: Judgment,
        language: Language,
        sections: str | Iterable[str] | None = None,
        *,
        with_notes: bool = False,
        one_page: bool = False,
    ) -> None:
        self._judgment = judgment
        self._language = language
        self._is_one_page = one_page
        account = judgment.plan.account
        heading = "report.question.heading" if one_page else "report.heading"
        self.title = language.say(heading, account=account)
        self._are_asked_for = sections is not None
        self._context = Context(judgment, language, with_notes)
        self.sections: tuple[Section, ...]
        if one_page:
            self.sections = build_questions(self._context)
        else:
            self.sections = build_sections(self._context, sections)

    def __repr__(self) -> str:
        count = len(self.sections)
        today = self._judgment.today
        return f"<Report {self.title!r}, {count} sections, today {today}>"

    def _repr_html_(self) -> str:
        """The summary and a list of what else there is."""
        paragraphs = []
        titles = []
        for section in self.sections:
            if section.key == "summary":
                paragraphs += [f"<p>{escape(text)}</p>" for text in section.sentences]
            else:
                titles.append(f"<li>{escape(section.title)}</li>")
        parts = [
            f"<h3>{escape(self.title)}</h3>",
            *paragraphs,
            f"<ul>{''.join(titles)}</ul>",
        ]
        return "".join(parts)

    def html(self) -> str:
        """The report as one page that loads nothing from elsewhere.

        Returns
        -------
        str
            Prints well on A4 and Letter; every text is escaped, and the glyphs that it
            uses are part of it.
        """
        theme = style.deck_theme(self._judgment.playbook.style)
        page = self._page()
        shown = self.sections if page is None else page.sections
        return render_page(self._values(), theme, shown, page)

    def markdown(self) -> str:
        """The report as Markdown, its pictures as Mermaid.

        Returns
        -------
        str
            For GitHub, GitLab and wikis.
        """
        page = self._page()
        if page is not None:
            values = {**self._values(), "sections": page.sections}
            text = render_markdown(values, {})
            return f"{text}\n{page.left_out}\n" if page.left_out else text
        lang = self._language.code
        # The cells of the map are a table: Mermaid's quadrant writes names over each
        # other.
        diagrams = {"influence": to_mermaid(self._judgment, lang=lang)}
        return render_markdown(self._values(), diagrams)

    def pptx(self, *, template: str | PathLike[str] | None = None) -> bytes:
        """The report as slides that can be edited in PowerPoint.

        Parameters
        ----------
        template : path, optional
            A .pptx whose master, fonts and colors are used.

        Returns
        -------
        bytes
            The file's content: the summary on one slide, a slide for each picture,
            tables as tables.

        Raises
        ------
        FormatError
            When the template cannot be read.
        MissingDependencyError
            When python-pptx is not installed.
        """
        deck = new_deck(self.title, template, self._judgment.playbook.style)
        if self._is_one_page:
            slides.fill_one_page(
                deck, self.title, self._subtitle(), self.sections, self._language
            )
            return deck_bytes(deck)
        on_slides = self.sections
        # Sections that somebody asks for are all on slides.
        if not self._are_asked_for:
            on_slides = tuple(
                section for section in on_slides if section.key not in NOT_ON_SLIDES
            )
        slides.fill_deck(deck, self.title, self._subtitle(), on_slides)
        return deck_bytes(deck)

    def docx(self, *, template: str | PathLike[str] | None = None) -> bytes:
        """The report as a Word document with headings, lists and tables of Word's own.

        Parameters
        ----------
        template : path, optional
            A .docx or .dotx whose styles are used: typefaces, colors, headings and
            lists. Nothing else of it comes along.

        Returns
        -------
        bytes
            The file's content; its pictures have their descriptions as alternative
            texts.

        Raises
        ------
        FormatError
            When the template cannot be read.
        MissingDependencyError
            When python-docx is not installed.
        """
        from powermap.reporting.word import render_word

        if template is None:
            return render_word(self._paper())
        content = read_file(to_path(template), LARGEST_TEMPLATE)
        return render_word(self._paper(ANY_FACE), content)

    def pdf(self) -> bytes:
        """The report as PDF, with bookmarks, tags and the fonts that it uses.

        Returns
        -------
        bytes
            The file's content; its pictures are lines and letters, not pixels.

        Raises
        ------
        MissingDependencyError
            When typst is not installed.
        """
        from powermap.reporting.pdf import render_pdf

        return render_pdf(self._paper(EXACT))

    def json(self) -> str:
        """What the report says as data: its texts, and the answers behind them.

        Returns
        -------
        str
            An object as ``docs/report-schema.json`` describes it.
        """
        from powermap.reporting.data import render_json

        return render_json(self._context, self._values(), self.sections)

    def save(
        self, path: str | PathLike[str], *, template: str | PathLike[str] | None = None
    ) -> Path:
        """Write the report in the format of the suffix.

        An existing file is replaced as a whole or not at all.

        Parameters
        ----------
        path : path
            Ends in .html, .pdf, .docx (Word), .pptx (PowerPoint), .md or .json.
        template : path, optional
            For a .pptx: a deck whose master, fonts and colors are used. For a .docx: a
            document whose styles are used.

        Returns
        -------
        Path
            Where it was written.

        Raises
        ------
        FormatError
            When the suffix is unknown, the file cannot be written, or the template
            cannot be read or is not for this format.
        MissingDependencyError
            When what the format needs is not installed.
        """
        target = to_path(path)
        suffix = target.suffix.lower()
        if template is not None and suffix not in WITH_TEMPLATE:
            raise FormatError(
                Reason(
                    "message.charts.template_of_slides_only",
                    suffix=Listed(WITH_TEMPLATE, "and"),
                    file=Quoted(target.name),
                )
            )
        writers: dict[str, Callable[[], str | bytes]] = {
            ".html": self.html,
            ".pdf": self.pdf,
            ".docx": partial(self.docx, template=template),
            ".md": self.markdown,
            ".json": self.json,
            ".pptx": partial(self.pptx, template=template),
        }
        writer = writers.get(suffix)
        if writer is None:
            allowed = tuple(writers)
            raise FormatError(
                Reason(
                    "message.charts.cannot_save_report",
                    file=Quoted(target.name),
                    allowed=Listed(allowed),
                    hint=Nearest(target.suffix, allowed),
                )
            )
        content = writer()
        if isinstance(content, str):
            content = content.encode()
        return replace_file(target, content)

    def _paper(self, wider: float = WIDER) -> Paper:
        brand = self._judgment.playbook.style
        page = self._page(wider)
        sections = self.sections if page is None else page.sections
        return Paper.of(self._values(), sections, brand, page)

    def _page(self, wider: float = WIDER) -> OnePage | None:
        """The six questions as they fit on a page of A4, if that was asked for."""
        if not self._is_one_page:
            return None
        body = body_below(one_line(self.title), one_line(self._subtitle()))
        return fit_one_page(self.sections, self._language, body, wider=wider)

    def _subtitle(self) -> str:
        """The opportunity, the day of the plan, and that of the check."""
        plan = self._judgment.plan
        parts = []
        if plan.opportunity:
            parts.append(plan.opportunity)
        as_of = plan.as_of or plan.center.as_of
        today = self._judgment.today
        if as_of is not None and as_of != today:
            parts.append(self._language.say("common.as_of", date=as_of))
        if today is not None:
            parts.append(self._language.say("report.checked", date=today))
        return " · ".join(parts)

    def _values(self) -> dict[str, Any]:
        """What every template is filled with."""
        return {
            "lang": self._language.code,
            "title": self.title,
            "subtitle": self._subtitle(),
            "sections": self.sections,
            "contents": self._language.say("report.contents"),
        }
