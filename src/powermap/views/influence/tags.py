"""Short tags for organizations, on cards that have no line for their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from powermap.views.person_lines import has_organizations

if TYPE_CHECKING:
    from powermap.model import BuyingCenter
    from powermap.views.people import ShownPerson

MOST_TAGS = 8
"""Organizations with a tag, those with most people; more would fill the legend."""


def choose_tags(center: BuyingCenter) -> Mapping[str, str]:
    """By organization its tag; none where everybody is of the same one.

    Examples
    --------
    >>> from powermap.model import BuyingCenter, Stakeholder
    >>> names = ["Northwind Steel", "Norden Bank", "北风钢铁", "Northwind Steel"]
    >>> people = [Stakeholder(f"P{n}", organization=o) for n, o in enumerate(names)]
    >>> dict(choose_tags(BuyingCenter("ERP", people)))
    {'Northwind Steel': 'N', 'Norden Bank': 'NB', '北风钢铁': '北'}
    """
    if not has_organizations(center):
        return {}
    counts = Counter(each.organization for each in center if each.organization)
    tags: dict[str, str] = {}
    for name, _ in counts.most_common(MOST_TAGS):
        used = set(tags.values())
        tags[name] = next(tag for tag in _candidates(name) if tag not in used)
    return tags


def _candidates(name: str) -> Iterator[str]:
    """Initials and beginnings of a name, the short ones first; then numbers."""
    words = name.split()
    yield words[0][0].upper()
    yield "".join(word[0] for word in words[:2]).upper()
    yield words[0][:2]
    for number in range(1, MOST_TAGS + 1):
        yield str(number)


def with_tags(
    people: Iterable[ShownPerson], tags: Mapping[str, str]
) -> tuple[ShownPerson, ...]:
    """The same people with the tag of their organization."""
    tagged = []
    for each in people:
        tag = tags.get(each.person.organization or "", "")
        tagged.append(replace(each, tag=tag) if tag else each)
    return tuple(tagged)


def tag_keys(people: Sequence[ShownPerson]) -> list[tuple[str, str]]:
    """Each tag that occurs and its organization, in the order of the names."""
    keys = {each.tag: each.person.organization or "" for each in people if each.tag}
    return sorted(keys.items(), key=lambda key: key[1])
