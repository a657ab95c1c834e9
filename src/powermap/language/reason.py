"""A sentence as data: what is said, without the language it is said in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self

from powermap.frozen import FrozenMapping
from powermap.language.values import Listed, Texts, sendable

if TYPE_CHECKING:
    from powermap.language.speaker import Language
    from powermap.language.values import Value

__all__ = ["Reason", "sentences"]


class Reason:
    """Why an answer is what it is: a key of the words and the values that fill it.

    Parameters
    ----------
    key : str or Texts
        Dotted key of a sentence, or a playbook's own sentence by language.
    values : mapping of str to Value, optional
        What fills the braces of the sentence.
    **more : Value
        Further values, by name.

    Examples
    --------
    >>> reason = Reason("common.people", count=2)
    >>> print(reason)
    2 people
    >>> reason.say("zh")
    '2 人'
    >>> reason == Reason("common.people", {"count": 2})
    True
    """

    __slots__ = ("_english", "_items", "key")

    key: str | Texts
    _items: tuple[tuple[str, Value], ...]
    _english: str | None

    def __init__(
        self,
        key: str | Texts,
        values: Mapping[str, Value] | None = None,
        /,
        **more: Value,
    ) -> None:
        items = dict(values or {})
        items.update(more)
        object.__setattr__(self, "key", key)
        # A tuple, because reasons are compared and hashed: a comparison asks whether
        # two versions say the same.
        object.__setattr__(self, "_items", tuple(items.items()))
        object.__setattr__(self, "_english", None)

    @property
    def values(self) -> Mapping[str, Value]:
        """What fills the braces of the sentence."""
        return FrozenMapping(self._items)

    def say(self, language: str | Language = "en") -> str:
        """The sentence in a language.

        Parameters
        ----------
        language : {"en", "zh"} or Language
            A code, or the value that `Playbook.language` returns, which brings
            the wording of a playbook.

        Returns
        -------
        str

        Raises
        ------
        ModelError
            When the language is unknown.
        """
        from powermap.language.speaker import as_language

        return sendable(as_language(language).text(self))

    def __str__(self) -> str:
        # pydantic asks for the text of each error twice, and it may hold a suggestion.
        if self._english is None:
            object.__setattr__(self, "_english", self.say("en"))
        return self._english or ""

    def __repr__(self) -> str:
        # Without a language at hand: English is what a developer sees in a debugger.
        text = self.say("en")
        return f"<Reason {text!r}>"

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.key)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Reason):
            return NotImplemented
        if self.key != other.key:
            return False
        return self._items == other._items

    def __hash__(self) -> int:
        return hash((self.key, self._items))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Reason cannot be changed: {name}")

    def __reduce__(self) -> tuple[type[Self], tuple[Any, ...]]:
        values = dict(self._items)
        return type(self), (self.key, values)


def sentences(parts: Iterable[Value]) -> Reason:
    """Several sentences after one another, as one reason; empty ones are left out.

    Examples
    --------
    >>> both = sentences([Reason("because.no_role"), None, Reason("because.no_role")])
    >>> both.say("zh").count("。")
    2
    """
    full = []
    for part in parts:
        if part:
            full.append(part)
    return Reason("list.plain", text=Listed(full, "sentences"))
