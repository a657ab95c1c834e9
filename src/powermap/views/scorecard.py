"""The scorecard: four questions with their criteria, us beside each rival."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import Answer, Question
from powermap.scene.marks import Box, Group, Mark, Metrics, Path, Scene, Text
from powermap.scene.text import elide, measure, wrap
from powermap.views import frame, person_rows as table, scorecard_text as words
from powermap.views.figures import choose_title
from powermap.views.frame import Key, line
from powermap.views.scorecard_text import ANSWERS, Verdicts

if TYPE_CHECKING:
    from powermap.judgment.answers import CriterionAnswer
    from powermap.judgment.judge import Judgment
    from powermap.language import Language

MOST = 6  # rivals beside one another
PAD = 14.0  # inset of a block
NAME = 252.0  # width of the names of criteria
ROW = 27.0  # height of a row
STEP = 15.0  # from line to line of a name
HEAD = 64.0  # height of the head of a block
GAP = 12.0  # between two blocks
BAND_GAP = 24.0  # between two bands of rivals
US = 100.0  # width of our column
DATE = 92.0  # width of the dates
EVIDENCE = 236.0  # least width of the evidence
BROADEST = 130.0  # most width of the column of a rival
FIRST = frame.MARGIN + PAD + NAME + 10  # where our column begins
RIGHT = frame.RIGHT - PAD
SIGN = 8.5  # radius of the sign of an answer
VERDICT = 11.0  # radius of the sign of a verdict
BEFORE = 6.0  # radius of the sign of the answer before
BAR = 52.0  # width of the bar of shares
SHIFT = 9.0  # of all signs to the right, for the answers before


@dataclass(frozen=True, slots=True)
class Party:
    """We (number 0) or a rival, with its column and verdicts."""

    name: str
    number: int
    left: float
    width: float
    shift: float
    """How far the signs are right of the middle, to leave room for earlier ones."""
    verdicts: Verdicts

    @property
    def middle(self) -> float:
        """The middle of the column."""
        return self.left + self.width / 2

    @property
    def x(self) -> float:
        """Where the signs are."""
        return self.middle + self.shift


@dataclass(frozen=True, slots=True)
class Band:
    """Some parties beside one another: we first, then as many rivals as fit."""

    number: int
    parties: tuple[Party, ...]
    language: Language

    @property
    def ours(self) -> Verdicts:
        """Our verdicts."""
        return self.parties[0].verdicts

    @property
    def evidence(self) -> float:
        """Where the column of the evidence begins."""
        last = self.parties[-1]
        return last.left + last.width + 14

    def key(self, name: str) -> str:
        """A key that stays unique, since we are in every band."""
        if self.number == 0:
            return name
        return f"band {self.number + 1} {name}"

    def party_key(self, name: str, party: Party) -> str:
        """A key with the number of a party; each rival is in one band only."""
        name = f"{name} {party.number}"
        if party.number:
            return name
        return self.key(name)


def compose(
    judgment: Judgment, language: Language, *, title: str | None = None
) -> Scene:
    """The scorecard of a plan as a scene.

    Examples
    --------
    >>> from powermap.judgment.judge import judge
    >>> from powermap.language import Language
    >>> from powermap.model import AccountPlan, Assessment
    >>> answer = Assessment("urgency", "+", evidence="Ends in May")
    >>> plan = AccountPlan("Northwind", assessments=[answer])
    >>> scene = compose(judge(plan), Language("en"))
    >>> scene.groups()["answer urgency 0"].title.splitlines()[-1]
    'Evidence: Ends in May'
    """
    heading = choose_title(title, words.usual_title(judgment))
    subtitle = words.subtitle(judgment, language)
    top, start = frame.draw_heading(heading, subtitle, _keys(judgment, language))
    marks, low = _draw_bands(judgment, start, language)
    return Scene(
        frame.WIDTH,
        max(low - GAP + frame.MARGIN, frame.HEIGHT),
        heading,
        words.description(heading, judgment.verdicts, language),
        (*top, *marks),
        language.code,
        metrics=_metrics(judgment),
    )


def _metrics(judgment: Judgment) -> Metrics:
    metrics: dict[str, object] = {"rivals": len(judgment.plan.rivals)}
    for verdict in judgment.verdicts[None].values():
        metrics[verdict.question.value] = verdict.answer.value
    return Metrics(metrics)


def _keys(judgment: Judgment, language: Language) -> list[Key]:
    """The legend; it explains changes only where there are some."""
    keys = []
    for answer, name in ANSWERS.items():
        text = language.say(f"scorecard.{name}")
        keys.append(Key(partial(_draw_sign, answer), text))
    if words.has_changes(judgment.verdicts):
        keys.append(Key(_draw_change, language.say("scorecard.changed"), 40))
    keys.append(Key(_draw_shares, language.say("scorecard.shares"), 44))
    return keys


def _draw_sign(answer: Answer, x: float, y: float) -> tuple[Mark, ...]:
    return style.answer_disc(answer, x, y, 9)


def _draw_change(x: float, y: float) -> tuple[Mark, ...]:
    before = _draw_before(Answer.UNKNOWN, x + 11, y, 9)
    return (*before, *style.answer_disc(Answer.PLUS, x + 11, y, 9))


def _draw_shares(x: float, y: float) -> tuple[Mark, ...]:
    return style.share_bar((0.45, 0.3), x - 22, y - 3.5, 44, 7)


def _draw_bands(
    judgment: Judgment, y: float, language: Language
) -> tuple[list[Mark], float]:
    """All bands of parties below one another, and where they end."""
    marks: list[Mark] = []
    for number, rivals in enumerate(table.bands(judgment.plan.rivals, MOST)):
        parties = _parties(judgment, rivals, language)
        band = Band(number, parties, language)
        if number:
            y += BAND_GAP
        heads, y = _draw_heads(band, y)
        marks += heads
        for question in Question:
            block, y = _draw_block(question, band, y)
            marks += block
    return marks, y


def _parties(
    judgment: Judgment, rivals: Sequence[str], language: Language
) -> tuple[Party, ...]:
    """We and the rivals of one band, in columns."""
    verdicts = judgment.verdicts
    shift = SHIFT if words.has_changes(verdicts) else 0.0
    us = language.say("scorecard.us")
    parties = [Party(us, 0, FIRST, US, shift, verdicts[None])]
    left = FIRST + US
    room = RIGHT - DATE - EVIDENCE - left
    width = min(room / max(len(rivals), 1), BROADEST)
    for place, name in enumerate(rivals):
        number = judgment.plan.rivals.index(name) + 1
        at = left + width * place
        parties.append(Party(name, number, at, width, shift, verdicts[name]))
    return tuple(parties)


def _draw_heads(band: Band, start: float) -> tuple[list[Mark], float]:
    """The names of the columns."""
    deepest = 1
    for party in band.parties:
        deepest = max(deepest, len(table.head_lines(party.name, party.width)))
    low = start + 4 + 15 * (deepest - 1)
    marks: list[Mark] = []
    for party in band.parties:
        head = table.column_head(party.name, party.middle, low, party.width)
        classes = ("party", "rival" if party.number else "us")
        key = band.party_key("party", party)
        marks.append(Group(head, key, party.name, classes))
    evidence = band.language.say("scorecard.evidence")
    date = band.language.say("scorecard.date")
    marks.append(_draw_head(evidence, band.evidence, low))
    marks.append(_draw_head(date, RIGHT - DATE + 8, low))
    return marks, low + 12


def _draw_head(text: str, x: float, y: float) -> Text:
    return line(text, x, y, 12, style.TEXT, "semibold", solid=True)


def _draw_block(question: Question, band: Band, top: float) -> tuple[list[Mark], float]:
    """A question with its verdicts, and a row for each criterion."""
    criteria = band.ours[question].criteria
    heights = [_row_height(ours, band.language) for ours in criteria]
    low = top + HEAD + sum(heights) + 6
    width = frame.RIGHT - frame.MARGIN
    tall = low - top
    marks: list[Mark] = [
        Box(frame.MARGIN, top, width, tall, style.GROUND.tint, radius=12),
        Box(FIRST, top + 6, US, tall - 12, style.PAPER, radius=8),
        _draw_question(question, band, top),
    ]
    for party in band.parties:
        marks.append(_draw_verdict(question, party, band, top))
    y = top + HEAD
    for place, height in enumerate(heights):
        marks.append(_draw_row(place, question, band, y))
        y += height
    return marks, low + GAP


def _draw_question(question: Question, band: Band, top: float) -> Group:
    """The head of a block: number and question, and why we get our verdict."""
    number = str(list(Question).index(question) + 1)
    name = band.language.label(question)
    because = band.language.text(band.ours[question].because)
    left = frame.MARGIN + PAD
    shift = measure(number, 15, "semibold") + 9
    marks = [line(number, left, top + 30, 15, style.MUTED, "semibold", solid=True)]
    y = top + 30
    for text in wrap(name, NAME - shift, 15, "semibold"):
        marks.append(
            line(text, left + shift, y, 15, style.TEXT, "semibold", solid=True)
        )
        y += 18
    y = top + 21
    for text in _cut_lines(because, RIGHT - band.evidence, 3, 11.5):
        marks.append(line(text, band.evidence, y, 11.5, style.TEXT, solid=True))
        y += 15
    key = band.key(f"question {question.value}")
    return Group(tuple(marks), key, f"{name}\n{because}", ("question",))


def _cut_lines(text: str, room: float, most: int, size: float) -> tuple[str, ...]:
    """A text in at most so many lines; what is left out is whole in the tooltip."""
    lines = wrap(text, room, size)
    if len(lines) <= most:
        return lines
    rest = " ".join(lines[most - 1 :])
    return (*lines[: most - 1], elide(rest, room, size))


def _draw_verdict(question: Question, party: Party, band: Band, top: float) -> Group:
    """The verdict of one party, with the shares that lead to it."""
    verdict = party.verdicts[question]
    marks: list[Mark] = [
        *style.answer_disc(verdict.answer, party.x, top + 21, VERDICT, solid=True)
    ]
    if verdict.before is not None and verdict.before is not verdict.answer:
        marks += _draw_before(verdict.before, party.x, top + 21, VERDICT)
    shares = (verdict.plus, verdict.minus)
    marks += style.share_bar(shares, party.middle - BAR / 2, top + 38, BAR, 6)
    if verdict.unknown > 0:
        share = band.language.percent(verdict.unknown)
        text = band.language.say("scorecard.unanswered", share=share)
        y = top + 56.5
        marks.append(
            line(text, party.middle, y, 10, style.MUTED, anchor="middle", solid=True)
        )
    because = band.language.text(verdict.because)
    tooltip = f"{party.name} · {band.language.label(question)}\n{because}"
    key = band.party_key(f"verdict {question.value}", party)
    return Group(tuple(marks), key, tooltip, ("verdict", ANSWERS[verdict.answer]))


def _name_lines(one: CriterionAnswer, language: Language) -> tuple[str, ...]:
    room = NAME
    weight = words.weight_text(one)
    if weight:
        room -= measure(weight, 11) + 8
    return wrap(language.text(one.criterion), room, 12.5)


def _row_height(one: CriterionAnswer, language: Language) -> float:
    return ROW + STEP * (len(_name_lines(one, language)) - 1)


def _draw_before(answer: Answer, x: float, y: float, radius: float) -> tuple[Mark, ...]:
    """The answer before the last review, small, with an arrow to the sign at (x, y)."""
    tip = x - radius - 3
    arrow = (
        ("M", tip - 6, y),
        ("L", tip, y),
        ("M", tip - 2.8, y - 2.8),
        ("L", tip, y),
        ("L", tip - 2.8, y + 2.8),
    )
    disc = style.answer_disc(answer, tip - 8.5 - BEFORE, y, BEFORE)
    return (*disc, Path(arrow, stroke=style.MUTED, stroke_width=1.2))


def _draw_row(place: int, question: Question, band: Band, y: float) -> Group:
    """One criterion: its name, every party's answer, our evidence and its day."""
    ours = band.ours[question].criteria[place]
    language = band.language
    left = frame.MARGIN + PAD
    marks: list[Mark] = [Box(left, y, RIGHT - left, 1, style.RULE, opacity=0.7)]
    marks += _draw_name(ours, left, y + 18, language)
    room = RIGHT - DATE - 6 - band.evidence
    evidence = elide(words.evidence_text(ours, language), room, 11.5)
    marks.append(_draw_muted(evidence, band.evidence, y + 18))
    if ours.as_of:
        day = language.day(ours.as_of)
        marks.append(_draw_muted(day, RIGHT - DATE + 8, y + 18))
    middle = y + 0.5 + _row_height(ours, language) / 2
    for party in band.parties:
        one = party.verdicts[question].criteria[place]
        marks.append(_draw_answer(one, party, band, middle))
    tooltip = words.answer_tooltip(ours, band.parties[0].name, language)
    key = band.key(f"criterion {ours.criterion}")
    return Group(tuple(marks), key, tooltip, ("criterion",))


def _draw_muted(text: str, x: float, y: float) -> Text:
    return line(text, x, y, 11.5, style.MUTED, solid=True)


def _draw_name(
    one: CriterionAnswer, left: float, y: float, language: Language
) -> list[Mark]:
    """The name of a criterion, with its weight behind the last line."""
    marks: list[Mark] = []
    lines = _name_lines(one, language)
    for text in lines:
        marks.append(line(text, left, y, 12.5, style.TEXT, solid=True))
        y += STEP
    weight = words.weight_text(one)
    if weight:
        after = left + measure(lines[-1], 12.5) + 8
        marks.append(line(weight, after, y - STEP, 11, style.MUTED, solid=True))
    return marks


def _draw_answer(one: CriterionAnswer, party: Party, band: Band, y: float) -> Group:
    """The answer of one party to one criterion."""
    marks: list[Mark] = [*style.answer_disc(one.answer, party.x, y, SIGN, solid=True)]
    classes: tuple[str, ...] = ("answer", ANSWERS[one.answer])
    if one.before is not None and one.changed:
        marks += _draw_before(one.before, party.x, y, SIGN)
        classes = (*classes, "changed")
    tooltip = words.answer_tooltip(one, party.name, band.language)
    key = band.party_key(f"answer {one.criterion}", party)
    return Group(tuple(marks), key, tooltip, classes)
