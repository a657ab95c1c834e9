"""One document out of many pictures and tables: a page that works offline and prints well, Markdown, or slides."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from powermap.charts import new_deck, sealed
from powermap.errors import FormatError, ModelError, nearest
from powermap.exchange import to_mermaid
from powermap.files.reading import to_path
from powermap.files.writing import replace_file
from powermap.judgment.judge import Subject, judge
from powermap.language import say
from powermap.model.record import a_date
from powermap.render.font_embedding import (
    font_face_rules,
    markup_characters,
    scene_characters,
)
from powermap.reporting import slides
from powermap.reporting.content import Ground, Section, sections

if TYPE_CHECKING:
    from jinja2 import Template

    from powermap.model.playbook import Playbook
    from powermap.scene.marks import Weight

__all__ = ["Report", "report"]


class Report:
    """A finished report, made by `powermap.report`: ``sections`` as data, and the documents made of them."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self.sections: tuple[Section, ...] = sections(ground)

    def html(self) -> str:
        """The report as one page without anything outside of it.

        Returns
        -------
        str
            Prints well on A4 and Letter; every text is escaped by Jinja2, the glyphs that are used travel along.
        """
        return _template("report.html.j2").render(**self._values(), fonts=self._fonts)

    def _fonts(self, body: str) -> str:
        """The rules that bring the glyphs of the body, and of what is bold in it."""
        used: dict[Weight, set[str]] = {
            "regular": markup_characters(body),
            "semibold": set(self._values()["title"]),
        }
        for section in self.sections:
            used["semibold"].update(
                section.title, *(group.heading or "" for group in section.groups)
            )
            for picture in section.pictures:
                used["semibold"] |= scene_characters(picture.scene)["semibold"]
            if section.table:
                used["semibold"].update(
                    *section.table.headers, *(row[0] for row in section.table.rows)
                )
        return font_face_rules(used)

    def markdown(self) -> str:
        """The report as Markdown, its pictures as Mermaid.

        Returns
        -------
        str
            For GitHub, GitLab and wikis.
        """
        center, lang = self._ground.plan.center, self._ground.lang
        drawn: dict[str, Any] = {
            "board": to_mermaid(center, "quadrant", lang=lang),  # type: ignore[arg-type]
            "influence": to_mermaid(center, lang=lang),  # type: ignore[arg-type]
        }
        return _template("report.md.j2").render(
            **self._values(), drawn=drawn, cell=_cell, line=_line
        )

    def pptx(self, *, template: str | PathLike[str] | None = None) -> bytes:
        """The report as slides that can be edited in PowerPoint.

        Parameters
        ----------
        template : path, optional
            A .pptx whose master, fonts and colours are used.

        Returns
        -------
        bytes
            The file's content: a title with the summary, a slide for each picture, tables as tables.

        Raises
        ------
        FormatError
            When the template cannot be read.
        MissingDependencyError
            When python-pptx is not installed.
        """
        values = self._values()
        colors = self._ground.judgment.playbook.style
        deck = new_deck(values["title"], template, colors)
        slides.fill(deck, values["title"], values["subtitle"], self.sections)
        return sealed(deck)

    def save(
        self, path: str | PathLike[str], *, template: str | PathLike[str] | None = None
    ) -> Path:
        """Write the report; the suffix says how. A file that stands there is replaced whole or not at all.

        Parameters
        ----------
        path : path
            Ends in .html, .md or .pptx.
        template : path, optional
            For a .pptx: a deck whose master, fonts and colours are used.

        Returns
        -------
        Path
            Where it was written.

        Raises
        ------
        FormatError
            When the suffix is another, the place cannot be written to or the template cannot be read.
        """
        target = to_path(path)
        if target.suffix.lower() == ".pptx":
            return replace_file(target, self.pptx(template=template))
        if template is not None:
            raise FormatError(
                f"a template is for a .pptx, not for {target.name!r}; leave it out"
            )
        writers = {".html": self.html, ".md": self.markdown}
        writer = writers.get(target.suffix.lower())
        if writer is None:
            allowed = (*writers, ".pptx")
            hint = nearest(target.suffix, allowed)
            raise FormatError(
                f"cannot save a report as {target.name!r}; allowed: {', '.join(allowed)}{hint}"
            )
        return replace_file(target, writer().encode())

    def _values(self) -> dict[str, Any]:
        plan, lang = self._ground.plan, self._ground.lang
        as_of = plan.as_of or plan.center.as_of
        parts = (
            plan.opportunity,
            say(lang, "common.as_of", date=as_of) if as_of else None,
        )
        return {
            "lang": lang,
            "title": say(lang, "report.heading", account=plan.account),
            "subtitle": " · ".join(part for part in parts if part),
            "sections": self.sections,
            "contents": say(lang, "report.contents"),
        }


def report(
    subject: Subject,
    *,
    lang: str = "en",
    today: date | str | None = None,
    playbook: Playbook | None = None,
) -> Report:
    """One document that says all that a plan holds: summary, pictures, roles, findings, strategy, and what is unknown.

    Parameters
    ----------
    subject : AccountPlan, BuyingCenter or Judgment
        A buying center is a plan of people only.
    lang : {"en", "zh"}
        Language of its own words.
    today : date or ISO str, optional
        Day against which dates are judged; the plan's own when not given.
    playbook : Playbook, optional
        A company's own words, tables and rules.

    Returns
    -------
    Report
        With ``html``, ``markdown`` and ``save``. Of a redacted plan it has the sections for which the plan still holds
        something, and none that judges the plan itself.

    Raises
    ------
    ModelError
        When `today` is not a date, or the language is unknown.

    Examples
    --------
    >>> import powermap as pm
    >>> made = report(pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz", power="decider")]))
    >>> [section.key for section in made.sections][:3]
    ['summary', 'board', 'influence']
    """
    return Report(Ground(judge(subject, playbook=playbook, today=_day(today)), lang))


def _day(today: date | str | None) -> date | None:
    try:
        return a_date(today)
    except ModelError as error:
        raise ModelError(f"today: {error}") from None


@cache
def _template(name: str) -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("powermap.reporting", "."),
        autoescape=name.endswith(".html.j2"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name)


_SIGNS = str.maketrans(
    {sign: f"\\{sign}" for sign in "\\`*_{}[]<>#|~$"} | {"&": "&amp;"}
)
_OPENS = re.compile(r"[-+=:]|\d{1,9}(?=[.)](?:\s|$))")
_ADDRESS = re.compile(r"(?<=[a-z])(?=://)|(?<=www)(?=\.)", re.IGNORECASE)


def _line(text: str) -> str:
    """A text in Markdown that is shown as it is."""
    escaped = _ADDRESS.sub(r"\\", " ".join(text.split()).translate(_SIGNS))
    opens = _OPENS.match(escaped)
    if opens is None:
        return escaped
    place = opens.end() if opens.group().isdigit() else 0
    return f"{escaped[:place]}\\{escaped[place:]}"


def _cell(text: str) -> str:
    return _line(text) or " "
