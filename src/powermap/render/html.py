"""A scene as an HTML page or fragment: the SVG, the same as tables, and a small script that joins the two.

Every text goes through Jinja2's or the SVG writer's escaping, and the script reads it back from the tables as text.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from powermap.render.dark_colors import dark_color
from powermap.render.font_embedding import (
    font_face_rules,
    markup_characters,
    scene_characters,
)
from powermap.render.svg import element_ids, svg
from powermap.scene.marks import Detail, Group, Mark, Scene

if TYPE_CHECKING:
    from jinja2 import Template

WORDS = (
    "search",
    "found",
    "filter",
    "reset",
    "zoom_in",
    "zoom_out",
    "fit",
    "dark",
    "details",
    "hint",
    "close",
    "tables",
    "people",
    "ties",
    "parts",
    "part",
    "told",
    "within",
)
"""The words of the page, which whoever writes it brings in the language of the scene."""
_COLOUR = re.compile(r'(fill|stroke)="(#[0-9A-F]{6})"')


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of the picture: the id of its group, what its colours say, its cells, and the choices it belongs to."""

    id: str
    said: str
    cells: tuple[str, ...]
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Things of one kind (people, ties, parts) as rows; the first column names them."""

    kind: str
    caption: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What one may choose by: its word, and its values with their keys, in their order."""

    label: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What a page shows."""

    scene: Scene
    words: Mapping[str, str]
    svg: str
    tables: tuple[Table, ...]
    choices: tuple[Choice, ...]

    @property
    def people(self) -> bool:
        """Whether there is anybody to search for."""
        return any(table.kind == "people" for table in self.tables)

    def bold(self) -> Iterable[str]:
        """The texts outside of the picture that are written in semibold, but for the words of the page."""
        for table in self.tables:
            yield from table.headers
            yield from (row.cells[0] for row in table.rows)


def page(scene: Scene, words: Mapping[str, str]) -> str:
    """A whole document that needs nothing outside of itself.

    Parameters
    ----------
    scene : Scene
        What to show.
    words : mapping
        The words of the page, a text for each of `WORDS`.

    Returns
    -------
    str
        The document; the same scene and words give the same text.

    Examples
    --------
    >>> text = page(Scene(40, 20, "A < B", "", ()), dict.fromkeys(WORDS, "word"))
    >>> text.startswith("<!DOCTYPE html>"), "<title>A &lt; B</title>" in text
    (True, True)
    """
    content = _content(scene, words, "")
    style = _asset("document.css") + _style(content)
    policy = (
        f"default-src 'none'; script-src {_hashed(_asset('page.js'))}; style-src {_hashed(style)}; font-src data:; "
        "img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    inner = _section(content, page=True)
    return _template("page.html.j2").render(
        scene=scene, style=style, policy=policy, inner=inner
    )


def fragment(scene: Scene, words: Mapping[str, str], prefix: str | None = None) -> str:
    """A section for a page of somebody else; several live in one page.

    Parameters
    ----------
    scene : Scene
        What to show.
    words : mapping
        The words of the page, a text for each of `WORDS`.
    prefix : str, optional
        Stands before every id; made from the content when not given.

    Returns
    -------
    str
        A section with its own style and script. Where the page lets no script run, the picture and its tables remain.

    Examples
    --------
    >>> fragment(Scene(40, 20, "A < B", "", ()), dict.fromkeys(WORDS, "word")).startswith("<section")
    True
    """
    if prefix is None:
        prefix = f"pm-{sha256(svg(scene).encode()).hexdigest()[:8]}-"
    content = _content(scene, words, prefix)
    return _section(content, style=_style(content))


def _content(scene: Scene, words: Mapping[str, str], prefix: str) -> Content:
    choices = _choices(scene)
    tables = _tables(scene, words, element_ids(scene, prefix), choices)
    return Content(scene, words, svg(scene, prefix), tables, tuple(choices.values()))


def _section(
    content: Content, *, page: bool = False, style: str = "", script: str | None = None
) -> str:
    script = _asset("page.js") if script is None else script
    return _template("section.html.j2").render(
        content=content, page=page, style=style, script=script
    )


def _style(content: Content) -> str:
    """The style sheet with the colours for dark and the fonts of this very content."""
    used = scene_characters(content.scene)
    used["regular"] |= markup_characters(_section(content, script=""))
    used["semibold"].update(*content.words.values(), *content.bold())
    return "\n".join(
        [font_face_rules(used), _asset("page.css"), *_dark(content.svg), ""]
    )


def _dark(drawn: str) -> list[str]:
    """A rule for each colour of a drawing, which browsers without light-dark() leave out."""
    return [
        f'.powermap svg [{kind}="{colour}"]{{{kind}:light-dark({colour},{dark_color(colour)})}}'
        for kind, colour in sorted(set(_COLOUR.findall(drawn)))
    ]


def _choices(scene: Scene) -> dict[str, Choice]:
    """By word, what a reader may choose by, and its values that occur; one value is no choice."""
    found: dict[str, dict[int, str]] = {}
    for group in sorted(
        scene.groups().values(), key=lambda group: group.link is not None
    ):
        for detail in group.details:
            if detail.choice is not None:
                found.setdefault(detail.label, {})[detail.choice] = detail.value
    several = {word: values for word, values in found.items() if len(values) > 1}
    return {
        word: Choice(
            word,
            tuple(
                (f"{number}-{place}", value) for place, value in sorted(values.items())
            ),
        )
        for number, (word, values) in enumerate(several.items())
    }


def _tables(
    scene: Scene,
    words: Mapping[str, str],
    names: Mapping[str, str],
    choices: Mapping[str, Choice],
) -> tuple[Table, ...]:
    outer = list(_outermost(scene.marks))
    people = [group for group in outer if group.details and not group.link]
    ties = [group for group in outer if group.details and group.link]
    parts = [
        group for group in outer if group.title and not group.details and not group.link
    ]
    made = (
        _of_facts("people", people, words, names, choices),
        _of_facts("ties", ties, words, names, choices),
        _of_parts(parts, words, names),
    )
    return tuple(table for table in made if table.rows)


def _outermost(marks: Iterable[Mark]) -> Iterable[Group]:
    """The groups with a key and something to tell that stand in no other such group."""
    for mark in marks:
        if isinstance(mark, Group):
            if mark.key is not None and (mark.title or mark.details):
                yield mark
            else:
                yield from _outermost(mark.marks)


def _of_facts(
    kind: str,
    groups: Sequence[Group],
    words: Mapping[str, str],
    names: Mapping[str, str],
    choices: Mapping[str, Choice],
) -> Table:
    """Groups with details: a column for each word under which something is known of anybody."""
    known = dict.fromkeys(detail.label for group in groups for detail in group.details)
    headers = [
        word
        for word in known
        if any(
            detail.value
            for each in groups
            for detail in each.details
            if detail.label == word
        )
    ]
    inner = [_within(group) for group in groups]
    rows = []
    for group, told in zip(groups, inner, strict=True):
        values = {detail.label: detail.value for detail in group.details}
        cells = [values.get(word, "") for word in headers] + (
            [told] if any(inner) else []
        )
        said = ", ".join(
            detail.value for detail in group.details if detail.choice is not None
        )
        rows.append(
            Row(
                names[group.key or ""],
                said,
                tuple(cells),
                tuple(_chosen(group.details, choices)),
            )
        )
    return Table(
        kind,
        words[kind],
        (*headers, *([words["within"]] if any(inner) else [])),
        tuple(rows),
    )


def _chosen(details: Iterable[Detail], choices: Mapping[str, Choice]) -> Iterable[str]:
    for detail in details:
        if detail.choice is not None and detail.label in choices:
            yield next(
                key
                for key, value in choices[detail.label].values
                if value == detail.value
            )


def _of_parts(
    groups: Sequence[Group], words: Mapping[str, str], names: Mapping[str, str]
) -> Table:
    """Groups that only have a tooltip: its first line, the others, and what the groups within add."""
    inner = [_within(group) for group in groups]
    rows = []
    for group, told in zip(groups, inner, strict=True):
        first, _, rest = (group.title or "").partition("\n")
        rows.append(
            Row(
                names[group.key or ""],
                "",
                (first, rest, *([told] if any(inner) else [])),
            )
        )
    headers = (words["part"], words["told"], *([words["within"]] if any(inner) else []))
    return Table("parts", words["parts"], headers, tuple(rows))


def _within(group: Group) -> str:
    """What the groups inside of one tell that it does not tell itself, a line each."""
    own = {group.title, *(group.title or "").split("\n")}
    inner = [
        each.title
        for mark in group.marks
        if isinstance(mark, Group)
        for each in _outermost((mark,))
        if each.title
    ]
    lines = dict.fromkeys(
        line
        for title in inner
        if title not in own
        for line in title.split("\n")
        if line not in own
    )
    return "\n".join(lines)


def _hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode('ascii')}'"


@cache
def _asset(name: str) -> str:
    return files(__package__).joinpath("page", name).read_text(encoding="utf-8")


@cache
def _template(name: str) -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("powermap.render", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(name)
