"""A history as a page with a slider over the maps, or as its chart."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from powermap import style
from powermap.charts.chart import Chart
from powermap.charts.graph import influence
from powermap.charts.people import quadrant
from powermap.charts.timeline import timeline
from powermap.errors import FormatError, ModelError
from powermap.files.reading import to_path
from powermap.files.writing import replace_file
from powermap.judgment.judge import judge
from powermap.language import Language, Quoted, Reason
from powermap.language.lists import either
from powermap.model.playbook import Playbook, as_playbook
from powermap.render.dark_colors import dark_rules, light_or_dark
from powermap.render.font_embedding import (
    font_face_rules,
    markup_characters,
    scene_characters,
)
from powermap.render.offline_page import compact_style, script_of, security_policy
from powermap.reporting.templates import load_template
from powermap.versions.everybody import everybody_by_version
from powermap.versions.history import History, Version

if TYPE_CHECKING:
    from powermap.scene.marks import Weight

__all__ = ["MapKind", "save_history"]

MapKind = Literal["influence", "quadrant"]
_MOST = 60
"""Maps on a page, some 40 kB each."""
_SUFFIXES = (".html", ".json", ".svg", ".png", ".pdf", ".pptx", ".drawio")
_WORDS = (
    "maps",
    "earlier",
    "later",
    "version",
    "play",
    "stop",
    "no_changes",
    "versions",
)


def save_history(
    history: History,
    path: str | os.PathLike[str],
    *,
    lang: str = "en",
    playbook: Playbook | None = None,
    map: MapKind | None = None,
) -> Path:
    """Write a history: a page with a slider over the maps, its chart, or its rows.

    Parameters
    ----------
    history : History
        What `history` returns.
    path : path
        ``.html`` is the page, which works offline; ``.svg``, ``.png``, ``.pdf``,
        ``.pptx`` and ``.drawio`` the timeline; ``.json`` a row for each version.
    lang : {"en", "zh"}
        Language of the words.
    playbook : Playbook, optional
        A company's own wording and colors.
    map : {"influence", "quadrant"}, optional
        The maps of the page; influence where there are ties. People keep their places
        from one influence map to the next.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    FormatError
        When the suffix is another.

    Examples
    --------
    >>> import tempfile
    >>> import powermap as pm
    >>> told = pm.plan.history({"2026-11-01": pm.northwind()})
    >>> save_history(told, Path(tempfile.mkdtemp()) / "history.html").name
    'history.html'
    """
    target = to_path(path)
    suffix = target.suffix.lower()
    if suffix not in _SUFFIXES:
        raise FormatError(
            Reason(
                "message.versions.suffix",
                file=str(target),
                suffix=Quoted(suffix),
                allowed=either(_SUFFIXES),
            )
        )
    tables = as_playbook(playbook)
    language = tables.language(lang)
    if suffix == ".json":
        rows = history.records(language)
        text = json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
        return replace_file(target, text.encode())
    if suffix != ".html":
        return timeline(history, lang=lang, playbook=tables).save(target)
    # The page says itself whose history it is, and over which days.
    title = language.say("timeline.subtitle")
    chart = timeline(history, title=title, subtitle="", lang=lang, playbook=tables)
    page = render_history(history, chart, language, tables, _map_kind(history, map))
    return replace_file(target, page.encode())


def _map_kind(history: History, asked: str | None) -> MapKind:
    if asked is None:
        has_ties = any(version.plan.center.ties for version in history.versions)
        return "influence" if has_ties else "quadrant"
    if asked not in {"influence", "quadrant"}:
        raise ModelError(Reason("message.versions.map", value=Quoted(asked)))
    return cast("MapKind", asked)


@dataclass(frozen=True, slots=True)
class _Map:
    """A version as the page shows it."""

    day: str
    author: str
    text: str
    svg: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    """What the template is filled with."""

    title: str
    subtitle: str
    timeline: str
    words: dict[str, str]
    maps: tuple[_Map, ...]
    left_out: str
    headers: list[str]
    rows: list[list[str]]
    long: int


def render_history(
    history: History,
    chart: Chart,
    language: Language,
    playbook: Playbook,
    kind: MapKind,
) -> str:
    """The page; its fonts have only the glyphs that it uses."""
    shown = _shown(history.versions)
    charts = draw_maps(shown, kind, language, playbook)
    rows = _without_empty(history.rows(language))
    page = _Page(
        title=history.account,
        subtitle=_subtitle(history, language),
        timeline=chart.svg(prefix="timeline-"),
        words={key: language.say(f"timeline.page.{key}") for key in _WORDS},
        maps=tuple(_maps(shown, charts, language)),
        left_out=_left_out(history, shown, language),
        headers=[language.say(f"column.{key}") for key in rows[0]],
        rows=[list(row.values()) for row in rows],
        long=list(rows[0]).index("changes") if "changes" in rows[0] else -1,
    )
    body = load_template("history.html.j2").render(page=page)
    sheet = _style_sheet(body, [chart, *charts], page, playbook)
    script = script_of([_part("history.js")])
    return load_template("history_document.html.j2").render(
        lang=language.code,
        title=page.title,
        style=sheet,
        script=script,
        policy=security_policy(script, sheet),
        body=body,
    )


def _shown(versions: Sequence[Version]) -> list[Version]:
    """The versions that have a map: all, or those with most changes and the ends."""
    if len(versions) <= _MOST:
        return list(versions)
    ends = [0, len(versions) - 1]
    by_changes = sorted(range(len(versions)), key=lambda at: -len(versions[at].moved))
    chosen = list(dict.fromkeys([*ends, *by_changes]))[:_MOST]
    return [versions[at] for at in sorted(chosen)]


def _without_empty(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Rows without columns of which nothing is known in any version."""
    known = [key for key in rows[0] if any(row[key] for row in rows)]
    return [{key: row[key] for key in known} for row in rows]


def _left_out(history: History, shown: Sequence[Version], language: Language) -> str:
    if len(shown) == len(history.versions):
        return ""
    return language.say(
        "timeline.page.left_out", count=len(shown), total=len(history.versions)
    )


def _subtitle(history: History, language: Language) -> str:
    first, last = history.versions[0].day, history.versions[-1].day
    count = language.say("timeline.versions", count=len(history.versions))
    return language.say(
        "timeline.page.subtitle", versions=count, first=first, last=last
    )


def draw_maps(
    versions: Sequence[Version], kind: MapKind, language: Language, playbook: Playbook
) -> list[Chart]:
    """A map of each version, on which everybody keeps their place.

    The last one first: where not all people fit, those who count now are on all maps.
    """
    charts: list[Chart] = []
    everybody = None
    places_of = None
    before: Chart | None = None
    centers = everybody_by_version(versions)
    for version, center in reversed(list(zip(versions, centers, strict=True))):
        judgment = judge(version.plan, playbook=playbook, today=version.day)
        if kind == "quadrant":
            charts.append(quadrant(judgment, lang=language.code))
            continue
        if center is not everybody:
            # Other reporting lines: as far as possible everybody stays.
            before = charts[-1] if charts else None
            everybody = center
            places_of = judge(center, playbook=playbook)
        chart = influence(
            judgment, lang=language.code, previous=before, places_of=places_of
        )
        charts.append(chart)
    return charts[::-1]


def _maps(
    versions: Sequence[Version], charts: Sequence[Chart], language: Language
) -> list[_Map]:
    maps = []
    for place, (version, chart) in enumerate(zip(versions, charts, strict=True)):
        changes = [language.text(each) for each in version.changes]
        maps.append(
            _Map(
                language.text(version.day),
                version.author or "",
                version.text or "",
                chart.svg(prefix=f"map{place + 1}-"),
                tuple(changes),
            )
        )
    return maps


def _style_sheet(
    body: str, charts: Sequence[Chart], page: _Page, playbook: Playbook
) -> str:
    bold = set(page.title)
    for text in (*page.words.values(), *page.headers, *(row[0] for row in page.rows)):
        bold |= set(text)
    for map in page.maps:
        bold |= set(map.day)
    for chart in charts:
        bold |= scene_characters(chart.scene)["semibold"]
    used: dict[Weight, set[str]] = {
        "regular": markup_characters(body),
        "semibold": bold | set("0123456789/·"),
    }
    theme = style.deck_theme(playbook.style)
    names = {
        "ink": "dk1",
        "muted": "dk2",
        "rule": "lt2",
        "paper": "lt1",
        "mark": "hlink",
    }
    colors = [f"--{name}:{light_or_dark(theme[key])}" for name, key in names.items()]
    rules = "\n".join(dark_rules(body, "figure svg"))
    own = compact_style(_part("history.css"))
    return f"{font_face_rules(used)}\n:root{{{';'.join(colors)}}}\n{own}\n{rules}"


@cache
def _part(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
