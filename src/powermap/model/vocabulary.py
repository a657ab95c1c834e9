"""The fixed lists of words by which a buying center is described."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from powermap.errors import BOM, ModelError
from powermap.frozen import FrozenMapping
from powermap.language import LANGS, Quoted, Reason, synonyms

if TYPE_CHECKING:
    from powermap.model.choices import OwnWord


class Power(StrEnum):
    """Whether a person decides, or influences those who decide."""

    DECIDER = "decider"
    INFLUENCER = "influencer"


class Involvement(StrEnum):
    """How closely a person takes part in this purchase."""

    HIGH = "high"
    LOW = "low"


class Stance(StrEnum):
    """How a person stands to us, from an insider who works for us to one who works for a rival."""

    CHAMPION = "champion"
    SUPPORTER = "supporter"
    NEUTRAL = "neutral"
    OPPONENT = "opponent"
    ENEMY = "enemy"


class Contact(StrEnum):
    """How well we know a person."""

    NONE = "none"
    BRIEF = "brief"
    SEVERAL = "several"
    DEEP = "deep"


class TieKind(StrEnum):
    """What joins two people."""

    REPORTS_TO = "reports_to"
    DOTTED_TO = "dotted_to"
    INFLUENCES = "influences"
    LISTENS_TO = "listens_to"
    TALKS_TO = "talks_to"
    CONFLICTS_WITH = "conflicts_with"
    FRIEND_OF = "friend_of"

    @property
    def mutual(self) -> bool:
        """Whether the tie goes both ways."""
        # Talks are counted by who begins them (e-mail, calls), so talks_to has a
        # direction.
        return self in {TieKind.CONFLICTS_WITH, TieKind.FRIEND_OF}


class Role(StrEnum):
    """The part a person plays in the purchase."""

    OWNER = "owner"
    APPROVER = "approver"
    DECIDER = "decider"
    ADVOCATE = "advocate"
    GATEKEEPER = "gatekeeper"
    INFLUENCER = "influencer"

    @property
    def power(self) -> Power:
        """The broader role: every owner and approver decides, every advocate and gatekeeper influences.

        Examples
        --------
        >>> Role.APPROVER.power
        <Power.DECIDER: 'decider'>
        """
        return (
            Power.DECIDER
            if self in {Role.OWNER, Role.APPROVER, Role.DECIDER}
            else Power.INFLUENCER
        )


class OrganizationNeed(StrEnum):
    """What the organization wants of the purchase."""

    FINANCE = "finance"
    PERFORMANCE = "performance"
    IMAGE = "image"


class PersonalNeed(StrEnum):
    """What a person wants for themselves."""

    POWER = "power"
    ACHIEVEMENT = "achievement"
    RECOGNITION = "recognition"
    ACCEPTANCE = "acceptance"
    ORDER = "order"
    SECURITY = "security"


class Question(StrEnum):
    """What has to be asked of an opportunity."""

    OPPORTUNITY = "opportunity"
    COMPETE = "compete"
    WIN = "win"
    WORTH = "worth"


class Criterion(StrEnum):
    """The nineteen criteria of the four questions."""

    REQUIREMENTS = "requirements"
    BUSINESS = "business"
    FINANCES = "finances"
    FUNDING = "funding"
    URGENCY = "urgency"
    FORMAL_CRITERIA = "formal_criteria"
    SOLUTION_FIT = "solution_fit"
    RESOURCES = "resources"
    PRESENT_RELATIONSHIP = "present_relationship"
    UNIQUE_VALUE = "unique_value"
    INSIDER = "insider"
    TOP_RECOGNITION = "top_recognition"
    CULTURE = "culture"
    INFORMAL_CRITERIA = "informal_criteria"
    SHORT_RETURN = "short_return"
    LONG_RETURN = "long_return"
    MARGIN = "margin"
    RISK = "risk"
    STRATEGIC_VALUE = "strategic_value"


class Answer(StrEnum):
    """What is answered to a criterion."""

    PLUS = "+"
    MINUS = "-"
    UNKNOWN = "?"


class Strategy(StrEnum):
    """The five ways to compete."""

    FRONTAL = "frontal"
    FLANKING = "flanking"
    PARTIAL = "partial"
    DEFEND = "defend"
    DEVELOP = "develop"


class Relationship(StrEnum):
    """Where we stand with somebody, from whose needs we meet."""

    OUTSIDER = "outsider"
    FRIEND = "friend"
    SUPPLIER = "supplier"
    PARTNER = "partner"


class State(StrEnum):
    """How far a goal or an action is."""

    OPEN = "open"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


class Stage(StrEnum):
    """How far a prospect is in the pipeline; between two stages stand TOP, IN, BEST and WIN."""

    POTENTIAL = "potential"
    PROSPECT = "prospect"
    CLOSING = "closing"
    WON = "won"
    LOST = "lost"


class Source(StrEnum):
    """Where the appraisal of a seller comes from."""

    REPORTS = "reports"
    TARGETS = "targets"
    DEVELOPMENT = "development"
    COLLEAGUES = "colleagues"
    CUSTOMERS = "customers"


class Confidence(StrEnum):
    """How sure somebody is of what they say."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


QUESTIONS: Mapping[Question, tuple[Criterion, ...]] = FrozenMapping(
    {
        # By position: the course numbers the criteria through the four questions: 5 + 5
        # + 4 + 5.
        Question.OPPORTUNITY: tuple(Criterion)[:5],
        Question.COMPETE: tuple(Criterion)[5:10],
        Question.WIN: tuple(Criterion)[10:14],
        Question.WORTH: tuple(Criterion)[14:],
    }
)
"""Which criteria answer which question."""

VOCABULARIES: tuple[type[StrEnum], ...] = (
    Power,
    Involvement,
    Stance,
    Contact,
    TieKind,
    Role,
    OrganizationNeed,
    PersonalNeed,
    Question,
    Criterion,
    Answer,
    Strategy,
    Relationship,
    State,
    Stage,
    Source,
    Confidence,
)
"""Every fixed list of words, in the order in which they are explained."""
Word = TypeVar("Word", bound=StrEnum)


_NO_DIFFERENCE = str.maketrans("", "", f" -_\u3000{BOM}")


def fold(word: str) -> str:
    """A word without what makes no difference: case, width of letters, spaces, hyphens, underscores.

    Examples
    --------
    >>> fold(" Reports-To ")
    'reportsto'
    """
    # Chinese keyboards type ＡＢＣ and full-width spaces; NFKC maps them to ASCII.
    text = word if word.isascii() else unicodedata.normalize("NFKC", word)
    text = text.casefold()
    # "under way", "under-way" and "under_way" are the same word to a user.
    return text.translate(_NO_DIFFERENCE)


# Cached: a workbook of thousands of rows looks up the same few words.
@cache
def _index(vocabulary: type[StrEnum]) -> dict[str, StrEnum]:
    """Every accepted word, folded, with the member that it names."""
    index: dict[str, StrEnum] = {}
    for member in vocabulary:
        for word in words_of(member):
            index[fold(word)] = member
    # Behind the whole words, so that none of them changes its meaning.
    for word, member in list(index.items()):
        index.setdefault(_bare(vocabulary.__name__, word), member)
    return index


def _bare(vocabulary: str, folded: str) -> str:
    """A word without what may stand around it, as 客户的 before a criterion."""
    # The table of fields is built on the vocabularies.
    from powermap.model.field_words import affixes

    before, after, inside = affixes(vocabulary)
    bare = folded
    for part in before:
        bare = bare.removeprefix(part)
    for part in after:
        bare = bare.removesuffix(part)
    for part in inside:
        bare = bare.replace(part, "")
    # A word that is nothing but affixes stays what it is.
    return bare or folded


def words_of(member: StrEnum) -> tuple[str, ...]:
    """Every word that means `member`: its value, then English, then Chinese.

    Examples
    --------
    >>> words_of(Role.OWNER)
    ('owner', 'Owner', '拥有者')
    """
    vocabulary = type(member).__name__
    words = [member.value]
    for lang in LANGS:
        words += synonyms(vocabulary, member.value, lang)
    return tuple(words)


def find_member(vocabulary: type[Word], word: str) -> Word | None:
    """The member that a word names in English or Chinese, None when there is none.

    Examples
    --------
    >>> find_member(Stance, "SUPPORTER"), find_member(Stance, "shoe size")
    (<Stance.SUPPORTER: 'supporter'>, None)
    """
    folded = fold(word)
    index = _index(vocabulary)
    member = index.get(folded) or index.get(_bare(vocabulary.__name__, folded))
    return member if isinstance(member, vocabulary) else None


def parse(vocabulary: type[Word], word: object) -> Word:
    """The member that a word names, in English or Chinese, in any case.

    Parameters
    ----------
    vocabulary : type of StrEnum
        One of the vocabularies.
    word : str or member
        What the user wrote.

    Returns
    -------
    StrEnum
        The member.

    Raises
    ------
    ModelError
        When no member is called so; the message suggests the nearest word.

    Examples
    --------
    >>> parse(Stance, "内应"), parse(TieKind, "Reports to")
    (<Stance.CHAMPION: 'champion'>, <TieKind.REPORTS_TO: 'reports_to'>)
    """
    if isinstance(word, vocabulary):
        return word
    if isinstance(word, str):
        member = find_member(vocabulary, word)
        if member is not None:
            return member
    raise unknown_word(vocabulary, word)


def unknown_word(
    vocabulary: type[StrEnum],
    word: object,
    written: str | None = None,
    own: tuple[OwnWord, ...] = (),
) -> ModelError:
    """The error for a word that names no member; see `Choices` for the arguments."""
    # The words of a file rest on the vocabularies; only an error needs both.
    from powermap.model.choices import Choices

    return ModelError(
        Reason(
            "message.model.not_a_word",
            word=Quoted(word),
            kind=Reason(f"message.model.vocabulary.{vocabulary.__name__}"),
            allowed=Choices(vocabulary, written, own, word),
        )
    )
