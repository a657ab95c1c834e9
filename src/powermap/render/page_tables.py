"""The groups of a scene as the tables and filters of its page.

The tables say in text what the picture shows, for screen readers and for copying. The
script of the page reads names, details and filters from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from powermap.render.page_signs import legend_signs
from powermap.scene.marks import Group, Mark, Scene

Paths = Mapping[str, Sequence[Sequence[str]]]
"""By key of a group, for each path from it the keys of the groups on the way."""


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row of a table: one group of the picture.

    Parameters
    ----------
    id : str
        Id of the element of the group.
    cells : tuple of str
        The first names the group.
    filter_keys : tuple of str
        Keys of the filter options to which it belongs.
    latin_name : str
        The name in ASCII letters, which a reader may type instead; empty when the name
        is written in them.
    paths : tuple of tuple of int
        Where paths from it lead, as rows of its table.
    """

    id: str
    cells: tuple[str, ...]
    filter_keys: tuple[str, ...] = ()
    latin_name: str = ""
    paths: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class PageTable:
    """Groups of one kind (people, ties or parts) as rows.

    `colored` are the headers of the columns that the colors of the picture show, for
    those who cannot see them.
    """

    kind: str
    caption: str
    headers: tuple[str, ...]
    rows: tuple[PageRow, ...]
    colored: frozenset[str] = frozenset()


class Choice(NamedTuple):
    """An option of a filter: its key on the page, its name, and its sign as markup."""

    key: str
    name: str
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """What a reader may filter by: a label, and its options by their place."""

    label: str
    options: Mapping[int, Choice]
    is_shown: bool = True
    """Whether its options are in sight at first."""


def find_filters(scene: Scene) -> dict[str, Filter]:
    """Return what a reader may filter by, by label, with the values that occur.

    Details of people come before those of ties. A label with a single value is no
    filter.

    Examples
    --------
    >>> from powermap.scene.marks import Detail
    >>> groups = (
    ...     Group((), key="ana", details=(Detail("Role", "Owner", 0),)),
    ...     Group((), key="ben", details=(Detail("Role", "Approver", 1),)),
    ... )
    >>> filters = find_filters(Scene(9, 9, "", "", groups))
    >>> [choice.name for choice in filters["Role"].options.values()]
    ['Owner', 'Approver']
    """
    values_by_label: dict[str, dict[int, str]] = {}
    is_main: dict[str, bool] = {}
    # People first, so that role and stance come before kinds of ties.
    for group in sorted(scene.groups().values(), key=_is_tie):
        for detail in group.details:
            for option in detail.filter_options:
                values = values_by_label.setdefault(detail.label, {})
                values[option.place] = option.name
                is_main[detail.label] = detail.choice is not None
    signs = legend_signs(scene)
    filters: dict[str, Filter] = {}
    # First those whose values the picture shows by its colors and lines.
    for label in sorted(values_by_label, key=lambda label: not is_main[label]):
        values = values_by_label[label]
        if len(values) > 1:
            number = len(filters)
            options = {}
            # In the order of the vocabulary (champion to enemy), which places number.
            for place in sorted(values):
                sign = signs.get((label, place), "")
                options[place] = Choice(f"{number}-{place}", values[place], sign)
            filters[label] = Filter(label, options, is_main[label])
    return filters


def _is_tie(group: Group) -> bool:
    return group.link is not None


def page_tables(
    scene: Scene,
    words: Mapping[str, str],
    ids: Mapping[str, str],
    filters: Mapping[str, Filter],
    paths: Paths | None = None,
) -> tuple[PageTable, ...]:
    """Return the tables of people, ties and other parts; empty ones are left out.

    Parameters
    ----------
    scene : Scene
        The picture.
    words : mapping
        Captions and headers.
    ids : mapping
        Ids of the elements, by key of the group.
    filters : mapping
        What a reader may filter by, by label.
    paths : mapping, optional
        By key of a group the groups that are reached from it one after the other, once
        for each path.

    Examples
    --------
    >>> from powermap.scene.marks import Detail
    >>> ana = Group((), key="ana", details=(Detail("Name", "Ana Ruiz"),))
    >>> scene = Scene(9, 9, "", "", (ana,))
    >>> (table,) = page_tables(scene, {"people": "People"}, {"ana": "ana"}, {})
    >>> table.headers, table.rows[0].cells
    (('Name',), ('Ana Ruiz',))
    """
    people = []
    ties = []
    parts = []
    for group in _outermost_groups(scene.marks):
        if group.details and group.link:
            ties.append(group)
        elif group.details:
            people.append(group)
        # Legends and other groups that say nothing by themselves get no row.
        elif group.title and not group.link:
            parts.append(group)
    builder = _TableBuilder(words, ids, filters, paths or {})
    tables = []
    if people:
        tables.append(builder.details_table("people", people))
    if ties:
        tables.append(builder.details_table("ties", ties))
    if parts:
        tables.append(builder.parts_table(parts))
    return tuple(tables)


def spoken_keys(scene: Scene) -> frozenset[str]:
    """Return the keys of groups whose tooltip is in the tables, word for word."""
    keys = set()
    for key, group in scene.groups().items():
        # All lines about a person are details; those about a tie may be more.
        is_person = bool(group.details) and group.link is None
        if is_person or (group.details and group.title == group.details[0].value):
            keys.add(key)
    return frozenset(keys)


def _outermost_groups(marks: Iterable[Mark]) -> Iterator[Group]:
    """Yield the groups that say something and are in no other such group."""
    for mark in marks:
        if not isinstance(mark, Group):
            continue
        if mark.key is not None and (mark.title or mark.details):
            yield mark
        else:
            yield from _outermost_groups(mark.marks)


@dataclass(frozen=True, slots=True)
class _TableBuilder:
    """Makes tables of one page."""

    words: Mapping[str, str]
    ids: Mapping[str, str]
    filters: Mapping[str, Filter]
    paths: Paths

    def details_table(self, kind: str, groups: Sequence[Group]) -> PageTable:
        """Return groups with details, in columns that have a value somewhere."""
        labels = _filled_labels(groups)
        inner_texts = [_inner_text(group) for group in groups]
        has_inner = any(inner_texts)
        row_of_key = {group.key: number for number, group in enumerate(groups)}
        rows = []
        for group, inner_text in zip(groups, inner_texts, strict=True):
            values = {detail.label: detail.value for detail in group.details}
            cells = [values.get(label, "") for label in labels]
            if has_inner:
                cells.append(inner_text)
            row = PageRow(
                self._id_of(group),
                tuple(cells),
                self._filter_keys(group),
                _latin(cells[0]),
                self._path_rows(group, row_of_key),
            )
            rows.append(row)
        headers = (*labels, *self._inner_header(is_needed=has_inner))
        colored = _colored_labels(groups)
        return PageTable(kind, self.words[kind], headers, tuple(rows), colored)

    def parts_table(self, groups: Sequence[Group]) -> PageTable:
        """Return groups that only have a tooltip: its first line, and the others."""
        inner_texts = [_inner_text(group) for group in groups]
        has_inner = any(inner_texts)
        rows = []
        for group, inner_text in zip(groups, inner_texts, strict=True):
            name, _, rest = (group.title or "").partition("\n")
            cells = (name, rest, inner_text) if has_inner else (name, rest)
            rows.append(PageRow(self._id_of(group), cells))
        headers = (
            self.words["part"],
            self.words["details"],
            *self._inner_header(is_needed=has_inner),
        )
        return PageTable("parts", self.words["parts"], headers, tuple(rows))

    def _id_of(self, group: Group) -> str:
        return self.ids[group.key or ""]

    def _path_rows(
        self, group: Group, row_of_key: Mapping[str | None, int]
    ) -> tuple[tuple[int, ...], ...]:
        """Return the rows on each path from a group, without what is not drawn."""
        found: dict[tuple[int, ...], None] = {}
        for path in self.paths.get(group.key or "", ()):
            rows = tuple(row_of_key[key] for key in path if key in row_of_key)
            if rows:
                found[rows] = None
        return tuple(found)

    def _inner_header(self, *, is_needed: bool) -> tuple[str, ...]:
        return (self.words["within"],) if is_needed else ()

    def _filter_keys(self, group: Group) -> tuple[str, ...]:
        keys = []
        for detail in group.details:
            if detail.label not in self.filters:
                continue
            for option in detail.filter_options:
                keys.append(self.filters[detail.label].options[option.place].key)
        return tuple(keys)


def _filled_labels(groups: Sequence[Group]) -> list[str]:
    """Return the labels under which at least one group has a value, in their order."""
    is_filled: dict[str, bool] = {}
    for group in groups:
        for detail in group.details:
            has_value = bool(detail.value)
            is_filled[detail.label] = is_filled.get(detail.label, False) or has_value
    return [label for label, filled in is_filled.items() if filled]


def _colored_labels(groups: Iterable[Group]) -> frozenset[str]:
    """Return the labels of what the colors of groups say."""
    labels = set()
    for group in groups:
        for detail in group.details:
            if detail.choice is not None:
                labels.add(detail.label)
    return frozenset(labels)


def _inner_text(group: Group) -> str:
    """Return what inner groups say that the group does not say itself, line by line."""
    title = group.title or ""
    own_lines = set(title.split("\n"))
    inner_marks = [mark for mark in group.marks if isinstance(mark, Group)]
    lines: dict[str, None] = {}
    for inner in _outermost_groups(inner_marks):
        if not inner.title or inner.title == group.title:
            continue
        for line in inner.title.split("\n"):
            if line not in own_lines:
                lines[line] = None
    return "\n".join(lines)


def _latin(name: str) -> str:
    """A name in ASCII letters, pinyin for Chinese; empty when it is in them already."""
    if name.isascii():
        return ""
    # Only pages need it, and loading it would slow down every other command.
    from anyascii import anyascii

    return anyascii(name)
