"""A report as PDF, set by Typst: tagged, with bookmarks, fonts and pictures as lines."""

from __future__ import annotations

import html
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import category

from powermap.errors import Note
from powermap.files.installing import extra_needed
from powermap.language import Reason
from powermap.notes import warn
from powermap.render.font_embedding import assign_faces, scene_characters
from powermap.render.fonts import source_sans
from powermap.render.svg import svg
from powermap.reporting.paper import (
    GUTTER,
    MARGIN,
    SIZE,
    WIDTH,
    in_columns,
    one_line,
    pictures_of,
    texts_of,
)
from powermap.reporting.slide_tables import column_widths
from powermap.scene.marks import Group, Text
from powermap.scene.text import break_words, measure, runs

if TYPE_CHECKING:
    from powermap.render.fonts import Face
    from powermap.reporting.one_page import OnePage
    from powermap.reporting.paper import Paper
    from powermap.reporting.section import Bullets, Section, TextTable
    from powermap.scene.marks import Mark, Scene, Weight

__all__ = ["render_pdf"]

TEMPLATE = "paper.typ"
ROOM = WIDTH - 2 * MARGIN
"""Points between the margins of a page."""
TITLE_SIZE = 24.0
HEADING_SIZE = 16.0
CELL = 9.5
"""Sizes of the type, and a little more, since some is bold."""
INDENT = 16.0
"""Points that a bullet takes, and a little more."""
BESIDE_CELL = 10.0
"""Points that a cell leaves free at its side, and a little more."""
TALLEST = 440.0
"""Points of the tallest picture that leaves room for a heading."""
ACCESSIBLE = "ua-1"
"""The standard of PDF that everybody can read, with whatever reads it aloud."""
FAMILY = "Source Sans Pro"
REGIONS = {"zh": "CN", "en": "US"}
_TEXT = re.compile(r"<text( [^>]*>)([^<]*)</text>")
NO_CHARACTER = frozenset({"Cn", "Co"})
"""Categories of what Unicode leaves to others or has not assigned yet."""
_LISTED = 12
"""Missing characters that a warning lists at most."""


def render_pdf(paper: Paper) -> bytes:
    """A report as the bytes of a PDF, the same for the same report.

    Raises
    ------
    MissingDependencyError
        When typst is not installed.
    """
    # Before the pictures are drawn, which takes longest.
    _typst()
    drawn = {section.key: pictures_of(section) for section in paper.sections}
    faces, missing = _faces(paper, drawn)
    fonts, families = _fonts(faces)
    missing |= faces.keys() - families.keys()
    parts = {"main": files("powermap.reporting").joinpath(TEMPLATE).read_bytes()}
    sections = []
    for section in paper.sections:
        pictures = []
        for number, scene in enumerate(drawn[section.key], 1):
            name = f"{section.key}-{number}.svg"
            parts[name] = _drawn(scene, families).encode()
            pictures.append(_picture(scene, name))
        sections.append({**_texts(section, ROOM, SIZE), "pictures": pictures})
    values = {
        "name": paper.title,
        "title": _line(paper.title, ROOM, TITLE_SIZE),
        "subtitle": _line(paper.subtitle, ROOM, SIZE),
        "description": paper.subtitle,
        "footer": paper.footer,
        "lang": paper.lang,
        "region": REGIONS.get(paper.lang, ""),
        "contents": paper.contents,
        "colors": paper.colors,
        "fonts": [FAMILY, *dict.fromkeys(families.values())],
        "sections": sections,
        "page": None if paper.page is None else _page(paper.page),
    }
    # The texts come as data, so that nothing that somebody wrote is markup.
    parts["paper.json"] = json.dumps(values, ensure_ascii=False).encode()
    if missing:
        _warn_of_missing(missing)
    return _compile(parts, fonts)


def _compile(parts: Mapping[str, bytes], fonts: Any) -> bytes:
    typst = _typst()
    make = partial(
        typst.compile,
        parts,
        format="pdf",
        font_paths=fonts,
        ignore_system_fonts=True,
    )
    content: bytes
    try:
        content = make(pdf_standards=[ACCESSIBLE])
    except typst.TypstError:
        # The standard refuses characters that no font has; the document is tagged all
        # the same.
        content = make()
    return content


def _typst() -> Any:
    with extra_needed("documents", "typst", "message.charts.no_typst"):
        import typst
    return typst


def _page(page: OnePage) -> dict[str, object]:
    gaps = GUTTER * (len(page.columns) - 1)
    width = (ROOM - gaps) / max(1, len(page.columns))
    columns = []
    for column in page.columns:
        columns.append([_texts(section, width, page.size) for section in column])
    return {"columns": columns, "size": page.size, "left_out": page.left_out}


# Texts and tables -------------------------------------------------------------------


def _line(text: str, width: float, size: float) -> str:
    """A text on a line; a word that is wider than the page may break."""
    return break_words(one_line(text), width, size)


def _texts(section: Section, width: float, size: float) -> dict[str, object]:
    lists = [_list(bullets, width, size) for bullets in section.bullets]
    return {
        "key": section.key,
        "title": _line(section.title, width, HEADING_SIZE),
        "sentences": [_line(text, width, size) for text in section.sentences],
        "bullets": lists,
        "table": None if section.table is None else _table(section.table),
        "below": _columns(section.points_below),
    }


def _columns(lists: Sequence[Bullets]) -> list[list[dict[str, object]]]:
    if not lists:
        return []
    columns = in_columns(lists)
    gaps = GUTTER * (len(columns) - 1)
    width = (ROOM - gaps) / len(columns)
    written = []
    for column in columns:
        written.append([_list(bullets, width, SIZE) for bullets in column])
    return written


def _list(bullets: Bullets, width: float, size: float) -> dict[str, object]:
    heading = bullets.heading
    room = width - INDENT
    return {
        "heading": None if heading is None else _line(heading, width, size),
        "points": [_line(point, room, size) for point in bullets.points],
    }


def _table(table: TextTable) -> dict[str, object]:
    headers = [one_line(header) for header in table.headers]
    rows = []
    for row in table.rows:
        rows.append([one_line(cell) for cell in row])
    widths = column_widths([headers, *rows], ROOM)
    return {
        "headers": _cells(headers, widths),
        "rows": [_cells(row, widths) for row in rows],
        "widths": widths,
    }


def _cells(texts: Sequence[str], widths: Sequence[float]) -> list[str]:
    cells = []
    for text, width in zip(texts, widths, strict=True):
        cells.append(break_words(text, width - BESIDE_CELL, CELL))
    return cells


def _picture(scene: Scene, name: str) -> dict[str, object]:
    scale = min(ROOM / scene.width, TALLEST / scene.height)
    return {
        "file": name,
        "alt": scene.description or scene.title,
        "width": scene.width * scale,
        "height": scene.height * scale,
    }


# Fonts ------------------------------------------------------------------------------


def _faces(
    paper: Paper, drawn: Mapping[str, Iterable[Scene]]
) -> tuple[dict[str, Face], frozenset[str]]:
    """The face of each character that Source Sans lacks, and those that none has."""
    used = set(f"{paper.title}{paper.subtitle}{paper.contents}")
    if paper.page is not None:
        used.update(paper.page.left_out)
    for section in paper.sections:
        for text in texts_of(section):
            used.update(text)
        for scene in drawn[section.key]:
            for characters in scene_characters(scene).values():
                used |= characters
    weight: Weight = "regular"
    assigned, missing = assign_faces(frozenset(used), weight)
    faces: dict[str, Face] = {}
    for face, has in assigned:
        if face != source_sans(weight):
            faces |= dict.fromkeys(has, face)
    nowhere = {char for char in used if category(char) in NO_CHARACTER}
    return faces, missing | nowhere


def _fonts(faces: Mapping[str, Face]) -> tuple[Any, dict[str, str]]:
    """The fonts that Typst needs, and the family of each of these characters."""
    folders = {str(Path(face.path).parent) for face in faces.values()}
    fonts = _fonts_in((_folder_of_source_sans(), *sorted(folders)))
    families = {}
    for font in fonts.fonts():
        families[font.path, font.index] = font.family
    found = {}
    for char, face in faces.items():
        family = families.get((face.path, face.index))
        if family is not None:
            found[char] = family
    return fonts, found


def _folder_of_source_sans() -> str:
    return str(Path(source_sans("regular").path).parent)


@cache
def _fonts_in(folders: tuple[str, ...]) -> Any:
    return _typst().Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=list(folders),
    )


def _drawn(scene: Scene, families: Mapping[str, str]) -> str:
    """A scene as SVG in which each text says in which family it is.

    Where a family lacks a character, Typst takes any that has it, also for the rest of
    the text, so that Chinese would have the forms of Japanese.
    """
    if not families:
        return svg(scene)
    marks = tuple(_in_runs(mark) for mark in scene.marks)
    picture = svg(replace(scene, marks=marks))

    def name_family(text: re.Match[str]) -> str:
        first = html.unescape(text[2])[:1]
        family = families.get(first)
        if family is None:
            return text[0]
        return f'<text font-family="{html.escape(family)}"{text[1]}{text[2]}</text>'

    return _TEXT.sub(name_family, picture)


def _in_runs(mark: Mark) -> Mark:
    """A mark whose texts are each in one typeface."""
    if isinstance(mark, Group):
        return replace(mark, marks=tuple(_in_runs(inner) for inner in mark.marks))
    if not isinstance(mark, Text):
        return mark
    parts = runs(mark.content)
    if len(parts) == 1:
        return mark
    before = {"start": 0.0, "middle": mark.width / 2, "end": mark.width}
    along = -before[mark.anchor]
    angle = math.radians(mark.rotate)
    texts = []
    for content, _ in parts:
        width = measure(content, mark.size, mark.weight) + mark.spacing * len(content)
        x = mark.x + along * math.cos(angle)
        y = mark.y + along * math.sin(angle)
        text = replace(mark, content=content, x=x, y=y, width=width, anchor="start")
        texts.append(text)
        along += width
    return Group(tuple(texts))


def _warn_of_missing(missing: Iterable[str]) -> None:
    characters = sorted(missing)
    listed = "".join(characters[:_LISTED])
    if len(characters) > _LISTED:
        listed += "…"
    reason = Reason(
        "message.charts.missing_in_pdf",
        number=len(characters),
        characters=listed,
        package="Noto Sans CJK / Noto Sans",
    )
    warn(Note(reason), stacklevel=4)
