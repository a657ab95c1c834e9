"""A plan for other eyes: names become pseudonyms, and what a level may not see is left out.

What each level loses is a table. In every text that stays, names are replaced as well:

- The name of a person wherever it stands, in any case and with any spaces, and each word of it, with or without
  accents.
- A word that is short or also means something else (`COMMON`: will, grace, price) only where it has a capital, so that
  "Price agrees" loses the name and "the price is too high" stays. Letters alone and words without which no sentence
  can be written (`LITTLE`: an, the, van, dr) only as part of the whole name.
- Of a Chinese name the given name of two characters, and the surname before a form of address (李经理, 方总); a single
  character by itself says too little to be a name.
- Rivals where the level does not see them, our own team likewise, addresses of mail always.

What a text says otherwise stays as it is: nobody but a reader can tell a judgement in an own sentence, so read what you
hand out. Both levels also still the findings (`ignore`), which would judge what was taken away.
"""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import TypeVar, overload

from powermap.errors import ModelError, nearest, shown
from powermap.model import AccountPlan, Action, BuyingCenter, Goal, Member, Stakeholder, Tie
from powermap.model.given import center_of
from powermap.model.record import NAME_LIMIT, TEXT_LIMIT
from powermap.model.slug import slug
from powermap.words import say

JUDGEMENTS = ("stance", "contact", "can_veto", "declared_role", "covered_by", "meets_organization_needs",
              "meets_personal_needs", "power", "involvement")  # fmt: skip
WORDS = ("note", "evidence", "organization_needs", "personal_needs", "as_of")
OURS = ("assessments", "extra_criteria", "rivals", "pipeline", "seller", "appraisal")
Levels = Mapping[str, Mapping[str, tuple[str, ...]]]
LEVELS: Levels = MappingProxyType(
    {
        "partner": {"person": WORDS, "tie": ("note",), "plan": OURS, "ignore": ("PM",)},
        "customer": {
            "person": (*JUDGEMENTS, *WORDS),
            "tie": ("note", "strength"),
            "kinds": ("dotted_to", "influences", "listens_to", "talks_to", "conflicts_with", "friend_of"),
            "center": ("wanted_roles",),
            "plan": (*OURS, "strategy", "objective", "team", "actions"),
            "ignore": ("PM",),
        },
    }
)  # fmt: skip
"""What is left out of a person, a tie, a buying center and a plan, which kinds of ties are, and which findings are not
wanted any more: a partner sees who decides, how they stand and what is done; the customer sees who is part of it, who
reports to whom, what we offer and by when."""

COMMON = frozenset(
    """art august baker ball banks bell best bill bishop black bond brown bush cash chance chase church close cook cross
    dale day dean english faith field fields fisher ford frank good grace grant gray green grey guy hall hill hope
    hunter joy june king knight lake law little long love major mark marshall mason may miller moon noble north page
    park parks pat power powers price reed rich rivers rose short small smith south steel stone strong sue summer violet
    west white will winter wise wood woods young 安全 和平 建设 文化 国庆 胜利 解放 光明 经济 平安 海洋 明天 向前 长江
    卫生 永远""".split()
)  # fmt: skip
"""Words of names that also mean something else."""
LITTLE = frozenset(
    """a al am an and are as at be bin but by can da das de del den der des di do dos dr du el for frau from go had has
    he her herr his how if ii iii in is it its jr la le los me mr mrs ms my new no not of on one or our out phd prof she
    sir so sr st that the they this to two und up us van vom von was we who with you zu zum zur""".split()
)  # fmt: skip
"""Words that are never a name by themselves."""
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_IS_CJK = re.compile(f"[{_CJK}]+")
_LETTER = f"[^\\W\\d_{_CJK}]"
_WORD = re.compile(f"{_LETTER}+")
_STARTS = re.compile(f"{_LETTER}+|\\S")
_BETWEEN = re.compile(r"[\W_]+")
_MAIL = re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)*")
_ADDRESSED = "(?=先生|女士|小姐|老师|经理|主任|部长|处长|院长|厂长|董事|工程师|总(?![是共的部体价额之结数量]))"
_NO_SURNAME = "(?<![甲乙丙丁对双各我多])"
_LEGAL = re.compile(
    r"[\s,]+(?:GmbH|AG|SE|KG|Inc|Ltd|LLC|Corp|Corporation|PLC|S\.?A|N\.?V|B\.?V)\.?$|(?:股份)?(?:有限)?(?:责任)?公司$",
    re.IGNORECASE,
)
_COMPOUND = frozenset("欧阳 司马 上官 诸葛 司徒 夏侯 皇甫 尉迟 公孙 慕容 令狐 宇文 端木 东方 独孤 南宫".split())

Subject = TypeVar("Subject", BuyingCenter, AccountPlan)


def redact(
    subject: Subject,
    level: str,
    *,
    key: str = "",
    lang: str = "en",
    levels: Levels = LEVELS,
) -> Subject:
    """The same buying center or plan with pseudonyms, and without what the level may not see.

    Parameters
    ----------
    subject : BuyingCenter or AccountPlan
        What is to be shown.
    level : {"partner", "customer"}
        Whose eyes it is for.
    key : str, default ""
        A secret of the house; with the same key the same person has the same pseudonym in every document. Without one,
        who guesses a name can check the guess.
    lang : {"en", "zh"}
        Language of the pseudonyms.
    levels : mapping
        What each level loses.

    Returns
    -------
    BuyingCenter or AccountPlan
        A plan also says that findings are not wanted (`ignore`), as they would judge what was taken away.

    Raises
    ------
    ModelError
        When there is no such level.

    Examples
    --------
    >>> ana = Stakeholder("Ana Ruiz", title="CFO", stance="enemy", note="Ana told us so")
    >>> [hidden] = redact(BuyingCenter("ERP", [ana]), "partner")
    >>> hidden.name == "Ana Ruiz", hidden.title, hidden.stance.value, hidden.note
    (False, 'CFO', 'enemy', None)
    """
    if level not in levels:
        raise ModelError(f"level is {shown(level)}; allowed: {', '.join(levels)}{nearest(str(level), levels)}")
    center = center_of(subject)
    hidden = _pseudonyms(center, key, lang)
    plan = subject if isinstance(subject, AccountPlan) else None
    task = _Task(hidden, _Cleaner(_replacements(center, plan, hidden, levels[level], lang), lang), levels[level])
    return _plan(subject, task) if isinstance(subject, AccountPlan) else _center(subject, task)


def _pseudonyms(center: BuyingCenter, key: str, lang: str) -> dict[str, tuple[str, str]]:
    """For each id another id and a name, four letters or as many as keep people apart."""
    digests = {person.id: _digest(key, person) for person in center}
    codes: dict[str, str] = {}
    for size in range(4, 53):
        codes = {id: digest[:size] for id, digest in digests.items()}
        if len(set(codes.values())) == len(codes):
            break
    return {id: (f"person-{code.lower()}", say(lang, "redact.person", code=code)) for id, code in codes.items()}


def _digest(key: str, person: Stakeholder) -> str:
    made = hashlib.sha256(f"{key}\0{person.id}\0{person.name}".encode()).digest()
    return base64.b32encode(made).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class _Word:
    """One text that must not be seen: what stands for it, and whether only with a capital."""

    pattern: str
    instead: str
    capital: bool = False


def _replacements(
    center: BuyingCenter,
    plan: AccountPlan | None,
    hidden: Mapping[str, tuple[str, str]],
    lost: Mapping[str, tuple[str, ...]],
    lang: str,
) -> dict[str, _Word]:
    """By its spelling in small letters, each text that must not be seen; what two people share is nobody's."""
    found: dict[str, _Word] = {}
    whole = {_small(person.name) for person in center}
    for name, instead in _others(plan, lost.get("plan", ()), lang):
        found[_small(name)] = _Word(_spelled(name), instead)
    for person in center:
        for text, word in _names(person, hidden[person.id][1]):
            before = found.get(text)
            if before is None or before.instead == word.instead or text == _small(person.name):
                found[text] = word
            elif text not in whole:
                found[text] = _Word(word.pattern, say(lang, "redact.somebody"), word.capital and before.capital)
    return found


def _others(plan: AccountPlan | None, lost: Iterable[str], lang: str) -> Iterator[tuple[str, str]]:
    """Rivals and our own people, where the level does not see them."""
    if plan is None:
        return
    if "rivals" in lost:
        for name in plan.rivals:
            yield name, say(lang, "redact.rival")
            if short := _LEGAL.sub("", name).strip():
                yield short, say(lang, "redact.rival")
    if "team" in lost:
        ours = [member.name for member in plan.team]
        ours += [name for person in plan.center for name in person.covered_by]
        ours += [each.who for each in plan.actions if each.who] + ([plan.seller] if plan.seller else [])
        for name in dict.fromkeys(ours):
            yield name, say(lang, "redact.member")


def _names(person: Stakeholder, instead: str) -> Iterator[tuple[str, _Word]]:
    """What may stand for a person in a text: the name, its words, the id."""
    name = _even(person.name)
    words = [word for word in _BETWEEN.split(name) if word]
    alone = words == [name]
    if not alone:
        yield _small(name), _Word(_spelled(name), instead)
    if "-" in person.id:
        yield _small(person.id), _Word(_spelled(person.id), instead)
    if len(words) > 1 and all(map(_IS_CJK.fullmatch, words)):
        yield from _chinese("".join(words), instead, whole=True)
    for word in words:
        if _IS_CJK.fullmatch(word):
            yield from _chinese(word, instead, whole=alone)
        elif alone or (len(word) > 1 and word.lower() not in LITTLE and not word.isdigit()):
            capital = len(word) < 3 or word.lower() in COMMON | LITTLE
            for spelled in dict.fromkeys((word, word.casefold(), slug(word))):
                yield _small(spelled), _Word(_spelled(spelled), instead, capital and spelled[:1].isalpha())


def _chinese(word: str, instead: str, *, whole: bool) -> Iterator[tuple[str, _Word]]:
    if len(word) > 1 or whole:
        yield word, _Word(re.escape(word), instead)
    surname = word[:2] if word[:2] in _COMPOUND else word[:1]
    given = word[len(surname) :]
    if len(given) == 2 and len(word) > 2 and given not in COMMON:
        yield given, _Word(re.escape(given), instead)
    if given:
        yield surname, _Word(_NO_SURNAME + re.escape(surname) + _ADDRESSED, instead)


def _even(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _small(text: str) -> str:
    return _even(text).lower()


def _spelled(text: str) -> str:
    """A pattern of a text with any spaces between its words."""
    return r"\s+".join(map(re.escape, _even(text).split()))


@dataclass(slots=True)
class _Cleaner:
    """Replaces in a text what must not be seen."""

    words: Mapping[str, _Word]
    lang: str
    by_start: dict[str, list[_Word]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Sort what is looked for by its first word or sign, the longest first."""
        for text in sorted(self.words, key=lambda text: (-len(text), text)):
            self.by_start.setdefault(_start(text), []).append(self.words[text])

    @overload
    def __call__(self, text: str, limit: int = ...) -> str: ...
    @overload
    def __call__(self, text: str | None, limit: int = ...) -> str | None: ...
    def __call__(self, text: str | None, limit: int = NAME_LIMIT) -> str | None:
        if not text:
            return text
        given = unicodedata.normalize("NFC", text)
        plain = "".join(self._parts(_MAIL.sub(say(self.lang, "redact.mail"), given)))
        if plain == given:
            return text
        return plain if len(plain) <= limit else f"{plain[: limit - 1]}…"

    def _parts(self, text: str) -> Iterator[str]:
        """The text in pieces, each as it was or replaced."""
        done = 0
        for start in _STARTS.finditer(text):
            if start.start() < done:
                continue
            for word in self.by_start.get(_start(start.group().lower()), ()):
                found = _compiled(word.pattern).match(text, start.start())
                if found and _stands_alone(found) and not (word.capital and found.group()[0].islower()):
                    yield text[done : start.start()] + word.instead
                    done = found.end()
                    break
        yield text[done:]


def _start(text: str) -> str:
    """The letters that a text in small letters begins with, or its first sign."""
    letters = _WORD.match(text)
    return letters.group() if letters else text[:1]


def _stands_alone(found: re.Match[str]) -> bool:
    """Whether what was found is not the beginning of a longer word."""
    return not (_WORD.match(found.group()[-1]) and _WORD.match(found.string, found.end()))


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Task:
    """Who is called what, how texts are cleaned, and what is lost."""

    hidden: Mapping[str, tuple[str, str]]
    clean: _Cleaner
    lost: Mapping[str, tuple[str, ...]]

    def without(self, record: object, part: str) -> dict[str, tuple[()] | None]:
        """The fields that this part of a plan loses, empty."""
        return {name: () if isinstance(getattr(record, name), tuple) else None for name in self.lost.get(part, ())}


def _center(center: BuyingCenter, task: _Task) -> BuyingCenter:
    people = [_person(person, task) for person in center]
    kept = [tie for tie in center.ties if tie.kind.value not in task.lost.get("kinds", ())]
    ties = [_tie(tie, task) for tie in kept]
    fields = {"name": task.clean(center.name), **task.without(center, "center")}
    return center.revised(**{**fields, "stakeholders": people, "ties": ties})


def _tie(tie: Tie, task: _Task) -> Tie:
    ends = {end: task.hidden[getattr(tie, end)][0] for end in ("source", "target")}
    return tie.revised(**{"note": task.clean(tie.note, TEXT_LIMIT), **ends, **task.without(tie, "tie")})


def _person(person: Stakeholder, task: _Task) -> Stakeholder:
    id, name = task.hidden[person.id]
    lines, prose = ("title", "department", "organization"), ("note", "evidence")
    texts = {field: task.clean(getattr(person, field)) for field in lines}
    kept = [field for field in prose if field not in task.lost.get("person", ())]
    texts |= {field: task.clean(getattr(person, field), TEXT_LIMIT) for field in kept}
    ours = [task.clean(each) for each in person.covered_by]
    return person.revised(**{**texts, "covered_by": ours, **task.without(person, "person"), "id": id, "name": name})


def _plan(plan: AccountPlan, task: _Task) -> AccountPlan:
    clean = task.clean
    changes: dict[str, object] = {
        "account": clean(plan.account),
        "opportunity": clean(plan.opportunity),
        "objective": clean(plan.objective, TEXT_LIMIT),
        "solution": clean(plan.solution, TEXT_LIMIT),
        "team": _team(plan, clean),
        "goals": [Goal(clean(goal.name), goal.due, goal.state) for goal in plan.goals],
        "actions": [_action(each, task) for each in plan.actions],
        "ignore": task.lost.get("ignore") or [clean(each) for each in plan.ignore],
    }
    return plan.revised(center=_center(plan.center, task), **{**changes, **task.without(plan, "plan")})


def _team(plan: AccountPlan, clean: _Cleaner) -> list[Member]:
    """Our own people; of two who are called alike once they are clean, the first."""
    members = {clean(each.name): each.title for each in reversed(plan.team)}
    return [Member(name, clean(members[name])) for name in dict.fromkeys(clean(each.name) for each in plan.team)]


def _action(action: Action, task: _Task) -> Action:
    people = [task.hidden[id][0] for id in action.with_people]
    return action.revised(name=task.clean(action.name), who=task.clean(action.who), with_people=people)
