"""The one table of fields, ``fields.toml``: what each is called, takes, and who sees it.

Readers, writers, the template, the JSON Schema, comparison, redaction and the
documentation read it. A new field is one row there and one attribute in the model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, cast

from powermap.frozen import FrozenMapping
from powermap.model.by_rival import NO_DECISION, rival_in_header
from powermap.model.photo_file import PhotoFile
from powermap.model.vocabulary import VOCABULARIES, fold
from powermap.packaged import load_table

# The package of playbooks imports this module; only type checkers need the
# way back.
if TYPE_CHECKING:
    from powermap.language import Language

__all__ = [
    "FACTS",
    "LISTS",
    "PEOPLE",
    "TABLES",
    "Field",
    "Table",
    "field_book",
    "fields_by_name",
    "fields_of",
    "find",
    "find_own",
    "flat_words",
    "fold_header",
    "parts_of",
    "required_fields",
    "rival_mark",
]

Kind = Literal[
    "text",
    "texts",
    "level",
    "word",
    "words",
    "yes",
    "date",
    "number",
    "criterion",
    "answer",
    "ids",
    "choice",
    "custom",
    "field",
    "claim",
]
"""What a field takes: a text or several separated by ``;``, a word of a vocabulary
or a score, one or several words, yes or no, a date, a number, one of the criteria or an answer to it,
ids of people, one of the choices of a custom field, any simple value, one of the
fields of people, or the value that a claim gives to this field."""
Table = Literal[
    "people",
    "ties",
    "about",
    "claims",
    "plan",
    "team",
    "rivals",
    "criteria",
    "assessments",
    "goals",
    "actions",
    "pipeline",
    "appraisal",
]
PEOPLE: tuple[Table, ...] = ("people", "ties", "about")
"""The tables of a buying center."""
LISTS: tuple[Table, ...] = (
    "team",
    "rivals",
    "criteria",
    "assessments",
    "goals",
    "actions",
    "pipeline",
    "appraisal",
)
"""The lists that a plan has beside its buying center."""
FACTS: tuple[Table, ...] = ("about", "plan")
"""The tables that hold one fact in each row."""
TABLES: tuple[Table, ...] = (*PEOPLE, "claims", "plan", *LISTS)


@dataclass(frozen=True, slots=True)
class Field:
    """One row of the table of fields.

    Attributes
    ----------
    table, name : str
        Which record it belongs to, and its key in YAML and JSON.
    attribute : str
        What the model calls it, with dots for a value within a value.
    kind, vocabulary, choices
        What values it takes.
    title, aliases, help, example : texts
        Header of its column by language, other headers that mean it, what to write.
    ask : texts
        Of a custom field, the question that the template shows.
    more_headers, perhaps : tuple of str
        Headers that mean it in a table that a stranger made, in any language; and
        those that may mean it, when their values fit.
    width : int
        Of its column, in characters.
    offers : str or None
        The table from whose first column a value is likely to come.
    required : bool
        Whether every record must have it.
    audience : frozenset of str
        Who outside the company may see it; nobody unless listed.
    members : mapping of audience to tuple of str
        The only members of the vocabulary that an audience may see, where not all.
    shown : frozenset of {"diff", "tooltip", "report"}
        Where it is shown.
    custom : bool
        Whether it is a company's own, kept in ``custom`` of its record.
    part : bool
        Whether it is only a column of a table, from which fields or ties follow.
    by_rival : bool
        Whether it has one value for each rival.
    rival : str or None
        The rival whose value this is; see `field_of_rival`.
    """

    table: Table
    name: str
    attribute: str
    kind: Kind
    title: Mapping[str, str]
    vocabulary: type[StrEnum] | None = None
    choices: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    more_headers: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    help: Mapping[str, str] = field(default_factory=FrozenMapping)
    ask: Mapping[str, str] = field(default_factory=FrozenMapping)
    example: Mapping[str, str] = field(default_factory=FrozenMapping)
    width: int = 20
    offers: Table | None = None
    required: bool = False
    audience: frozenset[str] = frozenset()
    members: Mapping[str, tuple[str, ...]] = field(default_factory=FrozenMapping)
    shown: frozenset[str] = frozenset()
    custom: bool = False
    part: bool = False
    by_rival: bool = False
    rival: str | None = None

    @property
    def headers(self) -> tuple[str, ...]:
        """Every header that means this field."""
        return (self.name, *self.title.values(), *self.aliases)

    def title_in(self, language: Language) -> str:
        """Its header in a language, as a playbook may call it."""
        key = self.name if self.rival is None else self.attribute
        own = language.wording.get(f"field.{key}")
        # A playbook's word first; a company's language without a title shows the key
        # rather than nothing.
        title = own or self.title.get(language.code) or key
        if self.rival is None:
            return title
        rival = rival_in_header(self.rival)
        if rival == NO_DECISION:
            rival = language.say("common.no_decision")
        return f"{title}{rival_mark(language.code)}{rival}"

    def in_words(self, language: Language) -> str:
        """Its header, as a message names it."""
        return self.title_in(language)

    def __hash__(self) -> int:
        # Its titles are mappings; the name says which field it is.
        return hash((self.table, self.name))

    def help_in(self, language: Language) -> str:
        """What to write in it."""
        return self.help.get(language.code, "")

    def question_in(self, language: Language) -> str:
        """What to ask oneself before writing in it; empty when there is none.

        A playbook replaces it under the key ``question.TABLE.FIELD``.

        Examples
        --------
        >>> from powermap.language import Language
        >>> fields_by_name("people")["can_veto"].question_in(Language("en"))
        'If everyone else agrees, can this person still stop it?'
        """
        if self.custom:
            return self.ask.get(language.code, "")
        try:
            name = self.name if self.rival is None else self.attribute
            return language.say(f"question.{self.table}.{name}")
        except KeyError:
            return ""

    def value_in(self, record: object) -> Any:
        """Its value in a record of the model; None when a custom field is not there.

        Examples
        --------
        >>> from powermap.model import BuyingCenter, Scale
        >>> center = BuyingCenter("ERP", scale=Scale(1, 5))
        >>> fields_by_name("about")["scale_high"].value_in(center)
        5
        """
        if self.custom:
            return cast("Any", record).custom.get(self.name)
        value = record
        for part in self.attribute.split("."):
            value = getattr(value, part)
        if self.rival is not None:
            return cast("Mapping[str, Any]", value).get(self.rival)
        return value.path if isinstance(value, PhotoFile) else value


# Read on first use, not on import: `import powermap` must stay light.
@cache
def field_book() -> dict[str, Any]:
    """The whole table, as its file has it."""
    return load_table(__file__, "fields.toml")


@cache
def fields_of(table: Table) -> tuple[Field, ...]:
    """The fields of a table, in the order in which they are written.

    Examples
    --------
    >>> [field.title["zh"] for field in fields_of("ties")]
    ['起点', '关系类型', '终点', '强度', '信息提供人', '备注']
    """
    return tuple(_field(table, row) for row in field_book()["fields"][table])


def _field(table: Table, row: Mapping[str, Any]) -> Field:
    vocabularies = {each.__name__: each for each in VOCABULARIES}
    vocabulary = row.get("vocabulary")
    members = {who: tuple(names) for who, names in row.get("members", {}).items()}
    return Field(
        table=table,
        name=row["name"],
        attribute=row.get("attribute", row["name"]),
        kind=row["kind"],
        vocabulary=vocabularies[vocabulary] if vocabulary else None,
        title=FrozenMapping({"en": row["en"], "zh": row["zh"]}),
        aliases=flat_words(row["aliases"]),
        more_headers=flat_words(row.get("headers", {})),
        perhaps=flat_words(row.get("perhaps", {})),
        help=FrozenMapping(row["help"]),
        example=FrozenMapping(row.get("example", {})),
        width=row.get("width", 20),
        offers=row.get("offers"),
        required=row.get("required", False),
        audience=frozenset(row["audience"]),
        members=FrozenMapping(members),
        shown=frozenset(row["shown"]),
        by_rival=row.get("by_rival", False),
    )


def rival_mark(lang: str) -> str:
    """What stands between the title of a field and the name of a rival."""
    return "：" if lang == "zh" else ": "


def flat_words(words: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Words of every language, in the order of the file."""
    flat: list[str] = []
    for several in words.values():
        flat += several
    return tuple(flat)


@cache
def parts_of(table: Table) -> tuple[Field, ...]:
    """Columns of a table from which fields and ties follow.

    Examples
    --------
    >>> [part.name for part in parts_of("people")][:3]
    ['first_name', 'middle_name', 'last_name']
    """
    parts = []
    for row in field_book()["parts"].get(table, ()):
        part = Field(
            table=table,
            name=row["name"],
            attribute="",
            kind="text",
            title=FrozenMapping({"en": row["en"], "zh": row["zh"]}),
            more_headers=flat_words(row.get("headers", {})),
            perhaps=flat_words(row.get("perhaps", {})),
            part=True,
        )
        parts.append(part)
    return tuple(parts)


@cache
def fields_by_name(table: Table) -> Mapping[str, Field]:
    """The fields of a table by name."""
    return FrozenMapping({each.name: each for each in fields_of(table)})


@cache
def required_fields(table: Table) -> frozenset[str]:
    """The names of the fields that every record of a table must have."""
    return frozenset(each.name for each in fields_of(table) if each.required)


@cache
def _by_header(table: Table) -> dict[str, Field]:
    fields = {}
    for each in fields_of(table):
        for header in each.headers:
            fields[fold(header)] = each
    return fields


@cache
def _by_own_word(table: Table) -> dict[str, Field]:
    fields = {}
    for each in fields_of(table):
        for word in (each.name, *each.title.values()):
            fields[fold(word)] = each
    return fields


def fold_header(header: str) -> str:
    """A header without what makes no difference to which field it means."""
    # Required columns carry a star in our own templates, and forms often end a label
    # with a colon.
    return fold(header).rstrip("*:：")


def find(table: Table, header: str) -> Field | None:
    """The field that a header names: in English or Chinese or by its key, in any case.

    Examples
    --------
    >>> find("people", "declared ROLE").name, find("people", "姓名").name
    ('declared_role', 'name')
    >>> find("people", "Shoe size") is None
    True
    """
    return _by_header(table).get(fold_header(header))


def find_own(table: Table, header: str) -> Field | None:
    """The field with this key or title: what powermap itself writes, no other word.

    Examples
    --------
    >>> find_own("people", "Declared role").name, find_own("people", "Role") is None
    ('declared_role', True)
    """
    return _by_own_word(table).get(fold_header(header))
