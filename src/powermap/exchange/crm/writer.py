"""A buying center with the columns and the words of a CRM, and a list of what these cannot hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from powermap.errors import shown
from powermap.exchange.crm.cells import (
    PROSE,
    boss_cells,
    found,
    joined,
    kept_in,
    name_cells,
    normal,
    own_id,
    rest_of,
    turned,
)
from powermap.exchange.crm.mapping import (
    BOSSES,
    NAMES,
    PARTS,
    SAID,
    TAKEN,
    CrmMapping,
    Heading,
    Word,
)
from powermap.exchange.crm.reader import Export
from powermap.exchange.people_register import Register
from powermap.exchange.plan_reader import read_center
from powermap.exchange.raw_file import warn
from powermap.exchange.tables.cells import cell_of
from powermap.exchange.tables.csv_text import payload_of
from powermap.exchange.tables.sheets import Sheet
from powermap.exchange.tables.workbook_writer import write_sheet
from powermap.files.writing import replace_file
from powermap.model import BuyingCenter, Stakeholder, Tie, TieKind
from powermap.model.axes import involvement_of, power_of
from powermap.model.fields import sheet_title


def write_export(
    center: BuyingCenter, path: Path, mapping: CrmMapping, lang: str
) -> Path:
    """Write the people as a CSV file or a workbook of contacts; notes tell what has no place there."""
    contacts = _Contacts(center, mapping, lang)
    sheet = contacts.sheet()
    raw = Export(mapping, sheet, str(path)).records()
    again = read_center(raw, path.stem)
    told = [*contacts.changed, *_lost(center, again, mapping)]
    if path.suffix.lower() == ".xlsx":
        write_sheet(sheet, path)
    else:
        replace_file(path, payload_of(sheet))
    for message in told:
        warn(f"{path}: {message}")
    return path


@dataclass(slots=True)
class _Contacts:
    """A buying center being laid out as contacts of a CRM."""

    center: BuyingCenter
    mapping: CrmMapping
    lang: str
    changed: list[str] = field(default_factory=list)

    def sheet(self) -> Sheet:
        people = self.center.stakeholders
        register = Register(
            [each.id for each in people], [each.name for each in people]
        )
        place = {each.id: at for at, each in enumerate(people)}
        bosses = {
            tie.source: place[tie.target]
            for tie in self.center.ties
            if tie.kind is TieKind.REPORTS_TO
        }
        rows = [self._row(each, register, bosses.get(each.id)) for each in people]
        header = self._header(rows)
        cells = [[row.get(key) or None for key in header] for row in rows]
        return Sheet(
            sheet_title("contacts", self.lang), [list(header.values()), *cells]
        )

    def _header(self, rows: list[dict[str, str]]) -> dict[str, object]:
        """The title of every column by its key: those always written, those that hold something, then what is kept."""
        filled = dict.fromkeys(key for row in rows for key, text in row.items() if text)
        header: dict[str, object] = {}
        for heading in self.mapping.headings:
            key = heading.header["en"]
            always = heading.written and (
                heading.words or heading.field not in {None, "deal_id"}
            )
            if always or key in filled:
                header[key] = heading.header[self.lang]
        return header | {key: key for key in filled if key not in header}

    def _row(
        self, person: Stakeholder, register: Register, boss: int | None
    ) -> dict[str, str]:
        apart = {
            prose: kept_in(self.mapping, prose, getattr(person, prose))
            for prose in PROSE
        }
        kept = {
            key: text for _, values in apart.values() for key, text in values.items()
        }
        now = {name: _text(getattr(person, name)) for name in TAKEN}
        now |= name_cells(person.name) | boss_cells(self.mapping, register, boss)
        now |= {prose: own for prose, (own, _) in apart.items()}
        now |= {"id": own_id(person.id, person.name), "deal": self.center.name}
        row = self._worded(person, kept)
        for heading in self.mapping.headings:
            if not heading.words:
                row[heading.header["en"]] = self._cell(
                    heading, now, kept, register, boss
                )
        return row | {key: kept[key] for key in rest_of(kept, self.mapping)}

    def _cell(
        self,
        heading: Heading,
        now: Mapping[str, str],
        kept: Mapping[str, str],
        register: Register,
        boss: int | None,
    ) -> str:
        """What is known now; what the CRM said, where that is the same in its own spelling or has no field."""
        name, text = heading.field, kept.get(heading.header["en"], "")
        if name in {None, "deal_id"} or (name in NAMES and not heading.written):
            return text
        if name in PARTS or name in BOSSES:
            pair = {
                each: kept.get(self._key(each), "")
                for each in (PARTS if name in PARTS else BOSSES)
            }
            if name in PARTS:
                return (
                    pair[name] if joined(*pair.values()) == now["name"] else now[name]
                )
            said = any(
                found(register, each) == [boss] for each in pair.values() if each
            )
            return (
                pair[name]
                if any(pair.values()) and (said or boss is None)
                else now.get(name, "")
            )
        if not text:
            return now[str(name)]
        if name == "id":
            same = own_id(text, now["name"]) == now["id"]
        elif name == "name":
            same = turned(text) == now["name"]
        else:
            same = (
                not now[str(name)]
                if name in PROSE
                else normal(str(name), text) == now[str(name)]
            )
        return text if same else now[str(name)]

    def _key(self, field: str) -> str:
        heading = self.mapping.of(field)
        return heading.header["en"] if heading else ""

    # Words ----------------------------------------------------------------------------------------------------------

    def _worded(self, person: Stakeholder, kept: Mapping[str, str]) -> dict[str, str]:
        """The words of the CRM: those it had that still hold, and for what they leave out its first that says it."""
        facts = self._facts(person)
        worded = [heading for heading in self.mapping.headings if heading.words]
        parts = {
            each.header["en"]: each.parts(kept.get(each.header["en"], ""))
            for each in worded
        }
        held = {
            key: [(part, word) for part, word in had if not _against(word, facts)]
            for key, had in parts.items()
        }
        said = {
            about
            for had in held.values()
            for _, word in had
            if word
            for about in word.says
        }
        row = {}
        for heading in worded:
            key = heading.header["en"]
            added = (
                self._added(heading, facts, said)
                if heading.separators or not held[key]
                else []
            )
            row[key] = kept.get(key, "")
            if added or held[key] != parts[key]:
                between = f"{heading.separators[0]} " if heading.separators else ""
                between = between if between.strip() != ";" else ";"
                row[key] = between.join([*(part for part, _ in held[key]), *added])
            if kept.get(key) and held[key] != parts[key]:
                now = f"{heading.header[self.lang]} of {shown(person.name)} is now {shown(row[key])}"
                self.changed.append(
                    f"{now}; it was {shown(kept[key])}, which says something else"
                )
        return row

    def _added(
        self, heading: Heading, facts: Mapping[str, Any], said: set[str]
    ) -> list[str]:
        """The words that say what is not said yet, the one that says most first."""
        added: list[str] = []
        while True:
            fits = [
                word
                for word in heading.words
                if word.says.items() <= facts.items() and word.says.keys() - said
            ]
            if not fits or (added and not heading.separators):
                return added
            best = max(fits, key=lambda word: len(word.says.keys() - said))
            said |= best.says.keys()
            added.append(best.written[self.lang])

    def _facts(self, person: Stakeholder) -> dict[str, Any]:
        halves = {
            "power": power_of(person, self.center.scale),
            "involvement": involvement_of(person, self.center.scale),
        }
        facts = {about: halves.get(about, getattr(person, about)) for about in SAID}
        return {about: value for about, value in facts.items() if value is not None}


def _against(word: Word | None, facts: Mapping[str, Any]) -> bool:
    """Whether a word says something else than what is known of a person."""
    return word is not None and any(
        facts.get(about, value) != value for about, value in word.says.items()
    )


def _text(value: object) -> str:
    found = cell_of(value, "en")
    return "" if found is None else str(found)


# What has no place ----------------------------------------------------------------------------------------------------


def _lost(center: BuyingCenter, again: BuyingCenter, mapping: CrmMapping) -> list[str]:
    """What is another when the written file is read again."""
    counts: Counter[str] = Counter()
    twins = {twin.id: twin for twin in again}
    for person in center:
        twin = twins.get(person.id)
        lacking = [
            name
            for name in type(person).model_fields
            if not _same(person, twin, name, mapping)
        ]
        counts.update(
            _named(name, getattr(person, name), getattr(twin, name, None))
            for name in lacking
        )
    lost = [f"{name} ({count})" for name, count in counts.items()]
    ties = Counter(_joining(tie) for tie in center.ties) - Counter(
        _joining(tie) for tie in again.ties
    )
    kinds = Counter(kind for kind, *_ in ties.elements())
    lost += [f"ties of the kind {kind} ({count})" for kind, count in kinds.items()]
    lost += [
        f"the {name} of the buying center"
        for name in ("name", "scale", "as_of", "wanted_roles")
        if getattr(center, name) != getattr(again, name)
    ]
    return (
        [
            f"{mapping.label} has no place for: {', '.join(lost)}; keep the .yaml or .xlsx beside it"
        ]
        if lost
        else []
    )


def _named(name: str, mine: object, other: object) -> str:
    return (
        f"{name} as a number"
        if isinstance(mine, int | float) and other is not None
        else name
    )


def _joining(tie: Tie) -> tuple[str, ...]:
    return (tie.kind.value, tie.source, tie.target, str(tie.strength), str(tie.note))


def _same(
    person: Stakeholder, twin: Stakeholder | None, name: str, mapping: CrmMapping
) -> bool:
    mine, other = getattr(person, name), getattr(twin, name, None)
    if name not in PROSE or twin is None:
        return bool(mine == other)
    (own, kept), (own_again, kept_again) = (
        kept_in(mapping, name, text) for text in (mine, other)
    )
    return own == own_again and kept.keys() <= kept_again.keys()
