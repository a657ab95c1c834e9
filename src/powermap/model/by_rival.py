"""What is known of a person toward each rival: a word of a vocabulary by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast, get_args

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from powermap.errors import ModelError
from powermap.language import Quoted, Reason
from powermap.model.choices import Choices
from powermap.model.text import NAME_LIMIT, clean_text, is_visible
from powermap.model.vocabulary import Word, find_member, fold

if TYPE_CHECKING:
    from powermap.model.stakeholder import Stakeholder

__all__ = [
    "NO_DECISION",
    "ByRival",
    "is_no_decision",
    "rival_from_header",
    "rival_in_header",
    "rival_key",
    "rival_keys",
    "rivals_named",
]

Member = TypeVar("Member", bound=StrEnum)
NO_DECISION = "No decision"
"""The rival that every plan has: the customer leaves everything as it is."""
_NO_DECISION_WORDS = frozenset(
    map(fold, (NO_DECISION, "no-decision", "不作决定", "不做决定", "不决定"))
)


# Marks of a form or a footnote at the ends of a header are not read as part of it.
_LOSES_ENDS = re.compile(r"^[\W_]|[*:：†‡§¹²³⁴⁵▲▼△▽↑↓\"]$|\[\d{1,2}\]$", re.UNICODE)


def is_no_decision(name: str) -> bool:
    """Whether a rival is the customer's wish to leave everything as it is.

    Examples
    --------
    >>> is_no_decision("no decision"), is_no_decision("不作决定"), is_no_decision("SAP")
    (True, True, False)
    """
    return fold(name) in _NO_DECISION_WORDS


def rival_in_header(name: str) -> str:
    """A name as it stands in a header, in quotes where its ends could be lost there.

    Examples
    --------
    >>> rival_in_header("Contoso"), rival_in_header("Contoso *")
    ('Contoso', '"Contoso *"')
    """
    return f'"{name}"' if _LOSES_ENDS.search(name) else name


def rival_from_header(text: str) -> str:
    """The name in a header, without the quotes around it.

    Examples
    --------
    >>> rival_from_header('"Contoso *"'), rival_from_header("Contoso")
    ('Contoso *', 'Contoso')
    """
    is_quoted = len(text) > 2 and text[0] == text[-1] == '"'
    return text[1:-1] if is_quoted else text


def rival_key(name: object) -> str:
    """The name of a rival as a key; one name for "no decision" in every language.

    Raises
    ------
    ModelError
        When it is not a name.
    """
    text = clean_text(name)
    if not is_visible(text) or len(text) > NAME_LIMIT:
        raise ModelError(Reason("message.model.not_a_name", value=Quoted(name)))
    return NO_DECISION if is_no_decision(text) else text


def rival_keys(names: Iterable[object]) -> tuple[str, ...]:
    """The names of a mapping as keys, each rival once.

    Raises
    ------
    ModelError
        When one is not a name, or two mean one rival.

    Examples
    --------
    >>> rival_keys(["Contoso", "不作决定"])
    ('Contoso', 'No decision')
    """
    written: dict[str, object] = {}
    keys = []
    for name in names:
        key = rival_key(name)
        if fold(key) in written:
            values = {"first": Quoted(written[fold(key)]), "second": Quoted(name)}
            raise ModelError(Reason("message.model.one_rival_twice", values))
        written[fold(key)] = name
        keys.append(key)
    return tuple(keys)


class ByRival(Mapping[str, Member], Generic[Member]):
    """A word for each rival of whom something is known, frozen.

    Parameters
    ----------
    values : mapping of str to member
        By name of the rival. What is None is left out.

    Examples
    --------
    >>> from powermap.model import Stance
    >>> stances = ByRival({"Contoso": Stance.CHAMPION, "Fabrikam": None})
    >>> stances["Contoso"], len(stances)
    (<Stance.CHAMPION: 'champion'>, 1)
    """

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Member | None] | None = None) -> None:
        known: dict[str, Member] = {}
        for name, member in (values or {}).items():
            if member is not None:
                known[rival_key(name)] = member
        self._values = known

    def __getitem__(self, name: str) -> Member:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Mapping):
            return NotImplemented
        return self._values == dict(other)

    def __hash__(self) -> int:
        return hash(frozenset(self._values.items()))

    def __repr__(self) -> str:
        words = {name: member.value for name, member in self._values.items()}
        return repr(words)

    def __reduce__(self) -> tuple[Any, ...]:
        return ByRival, (self._values,)

    # pydantic would check a Mapping by copying it into a dict, which can be changed.
    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        # Without a vocabulary when pydantic writes the default value of a schema.
        vocabulary = next(iter(get_args(source)), StrEnum)
        return core_schema.no_info_plain_validator_function(
            partial(_parse, vocabulary),
            metadata={"vocabulary": vocabulary},
            serialization=core_schema.plain_serializer_function_ser_schema(
                dict, return_schema=core_schema.dict_schema()
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        metadata = cast("dict[str, Any]", schema.get("metadata"))
        words = [member.value for member in metadata["vocabulary"]]
        return {"type": "object", "additionalProperties": {"enum": words}}


def _parse(vocabulary: type[Word], value: object) -> ByRival[Word]:
    """A word of a vocabulary for each rival, by any of its words."""
    if value is None:
        return ByRival()
    if not isinstance(value, Mapping):
        raise _needs_mapping(value, vocabulary)
    members = {}
    for rival, word in zip(rival_keys(value), value.values(), strict=True):
        members[rival] = _member(vocabulary, rival, word)
    return ByRival(members)


def _member(vocabulary: type[Word], rival: str, word: object) -> Word | None:
    if word is None or isinstance(word, vocabulary):
        return word
    member = find_member(vocabulary, word) if isinstance(word, str) else None
    if member is None:
        raise ModelError(
            Reason(
                "message.model.not_a_word_for_rival",
                word=Quoted(word),
                kind=Reason(f"message.model.vocabulary.{vocabulary.__name__}"),
                rival=Quoted(rival),
                allowed=Choices(vocabulary, word=word),
            )
        )
    return member


def _needs_mapping(value: object, vocabulary: type[StrEnum]) -> ModelError:
    first = next(iter(vocabulary)).value
    return ModelError(
        Reason(
            "message.model.needs_rival_mapping",
            value=Quoted(value),
            type=type(value).__name__,
            example=f"{{Contoso: {first}}}",
        )
    )


def rivals_named(people: Iterable[Stakeholder]) -> tuple[str, ...]:
    """The rivals toward whom people have a stance or contact, in their order.

    "No decision" is left out: every plan has it.

    Examples
    --------
    >>> from powermap.model import Stakeholder
    >>> ana = Stakeholder("Ana Ruiz", rival_stances={"Contoso": "champion"})
    >>> rivals_named([ana])
    ('Contoso',)
    """
    names: dict[str, None] = {}
    for person in people:
        for by_rival in (person.rival_stances, person.rival_contacts):
            # Most people have none, and everybody is asked often.
            if by_rival:
                names.update(dict.fromkeys(by_rival))
    names.pop(NO_DECISION, None)
    return tuple(names)
