"""The blocks of the scorecard: a question with its verdicts and criteria."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import Answer, Question
from powermap.scene.marks import Box, Group, Mark, Path, Text
from powermap.scene.text import elide, measure, wrap, wrap_within
from powermap.views import frame, scorecard_text as words
from powermap.views.frame import line
from powermap.views.scorecard_text import ANSWERS, Verdicts

if TYPE_CHECKING:
    from powermap.judgment.answers import CriterionAnswer
    from powermap.language import Language
    from powermap.views.page import Page

PAD = 14.0  # inset of a block
STEP = 15.0  # from line to line of a name
DATE = 92.0  # width of the dates
SIGN = 8.5  # radius of the sign of an answer
VERDICT = 11.0  # radius of the sign of a verdict
BEFORE = 6.0  # radius of the sign of the answer before
BAR = 52.0  # width of the bar of shares


@dataclass(frozen=True, slots=True)
class Measures:
    """Where the columns stand on a page, and how high rows are.

    Attributes
    ----------
    name, us, date, evidence : float
        Width of the names of criteria, of our column, of the dates, and the least one
        of the evidence.
    edge : float
        Where the page ends.
    row, head, gap : float
        Height of a row, of the head of a block, and between two blocks.
    """

    name: float
    us: float
    evidence: float
    edge: float
    row: float
    head: float
    gap: float

    @property
    def first(self) -> float:
        """Where our column begins."""
        return frame.MARGIN + PAD + self.name + 10

    @property
    def right(self) -> float:
        """Where the dates end."""
        return self.edge - PAD

    @property
    def for_rivals(self) -> float:
        """Width of the columns of all rivals."""
        evidence = self.right - DATE - self.evidence
        return evidence - self.first - self.us

    @classmethod
    def of(cls, page: Page, *, is_low: bool = False) -> Measures:
        """The measures of a page; low rows where the usual ones do not fit."""
        name = page.between(192, 252)
        us = page.between(84, 100)
        evidence = page.between(140, 236)
        row, head, gap = (23.5, 60.0, 8.0) if is_low else (27.0, 64.0, 12.0)
        return cls(name, us, evidence, page.right, row, head, gap)


@dataclass(frozen=True, slots=True)
class Party:
    """We (number 0) or a rival, with its column and verdicts."""

    name: str
    number: int
    left: float
    width: float
    verdicts: Verdicts

    @property
    def middle(self) -> float:
        """The middle of the column."""
        return self.left + self.width / 2


@dataclass(frozen=True, slots=True)
class Band:
    """Some parties beside one another: we first, then as many rivals as fit."""

    number: int
    parties: tuple[Party, ...]
    measures: Measures
    language: Language
    with_notes: bool = False

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


def draw_block(question: Question, band: Band, top: float) -> tuple[list[Mark], float]:
    """A question with its verdicts, and a row for each criterion."""
    # Everybody is judged by the same criteria in the same order, so ours give the rows.
    criteria = band.ours[question].criteria
    measures = band.measures
    heights = [_row_height(ours, band) for ours in criteria]
    low = top + measures.head + sum(heights) + 6
    width = measures.edge - frame.MARGIN
    tall = low - top
    marks: list[Mark] = [
        Box(
            frame.MARGIN,
            top,
            width,
            tall,
            style.GROUND.tint,
            radius=12,
        ),
        Box(
            measures.first,
            top + 6,
            measures.us,
            tall - 12,
            style.PAPER,
            radius=8,
        ),
        _draw_question(question, band, top),
    ]
    for party in band.parties:
        marks.append(_draw_verdict(question, party, band, top))
    y = top + measures.head
    for place, height in enumerate(heights):
        marks.append(_draw_row(place, question, band, y))
        y += height
    return marks, low + measures.gap


def _draw_question(question: Question, band: Band, top: float) -> Group:
    """The head of a block: number and question, and why we get our verdict."""
    name = band.language.label(question)
    because = band.language.text(band.ours[question].because)
    marks = [
        *_draw_question_name(question, name, band, top + 30),
        *_draw_question_reason(because, band, top + 21),
    ]
    key = band.key(f"question {question.value}")
    return Group(tuple(marks), key, f"{name}\n{because}", ("question",))


def _draw_question_name(
    question: Question, name: str, band: Band, y: float
) -> list[Text]:
    number = str(list(Question).index(question) + 1)
    left = frame.MARGIN + PAD
    shift = measure(number, 15, "semibold") + 9
    marks = [line(number, left, y, 15, style.MUTED, "semibold", solid=True)]
    for text in wrap(name, band.measures.name - shift, 15, "semibold"):
        marks.append(
            line(text, left + shift, y, 15, style.TEXT, "semibold", solid=True)
        )
        y += 18
    return marks


def _draw_question_reason(because: str, band: Band, y: float) -> list[Text]:
    room = band.measures.right - band.evidence
    marks = []
    for text in cut_lines(because, room, 3, 12.0):
        marks.append(line(text, band.evidence, y, 12.0, style.TEXT, solid=True))
        y += 15
    return marks


def cut_lines(text: str, room: float, most: int, size: float) -> tuple[str, ...]:
    """A text in at most so many lines; what is left out is whole in the tooltip."""
    # A block keeps its height, or long evidence would push the last question off the
    # slide.
    return wrap_within(text, room, size, most=most)


def _draw_verdict(question: Question, party: Party, band: Band, top: float) -> Group:
    """The verdict of one party, with the shares that lead to it."""
    verdict = party.verdicts[question]
    marks: list[Mark] = [
        *style.answer_disc(verdict.answer, party.middle, top + 21, VERDICT, solid=True)
    ]
    if verdict.before is not None and verdict.before is not verdict.answer:
        marks += draw_before(verdict.before, party.middle, top + 21, VERDICT)
    shares = (verdict.plus, verdict.minus)
    y = top + band.measures.head - 26
    marks += style.share_bar(shares, party.middle - BAR / 2, y, BAR, 6)
    if verdict.unknown > 0:
        share = band.language.percent(verdict.unknown)
        text = band.language.say("scorecard.unanswered", share=share)
        y = top + band.measures.head - 7.5
        marks.append(
            line(
                text,
                party.middle,
                y,
                12.0,
                style.MUTED,
                anchor="middle",
                solid=True,
            )
        )
    because = band.language.text(verdict.because)
    tooltip = f"{party.name} · {band.language.label(question)}\n{because}"
    key = band.party_key(f"verdict {question.value}", party)
    return Group(tuple(marks), key, tooltip, ("verdict", ANSWERS[verdict.answer]))


def _row_height(one: CriterionAnswer, band: Band) -> float:
    lines = _name_lines(one, band)
    return band.measures.row + STEP * (len(lines) - 1)


def _name_lines(one: CriterionAnswer, band: Band) -> tuple[str, ...]:
    room = band.measures.name
    weight = words.weight_text(one)
    if weight:
        room -= measure(weight, 12) + 8
    return wrap(band.language.text(one.criterion), room, 12.5)


def _draw_row(place: int, question: Question, band: Band, y: float) -> Group:
    """One criterion: its name, every party's answer, our evidence and its day."""
    ours = band.ours[question].criteria[place]
    language = band.language
    left = frame.MARGIN + PAD
    right = band.measures.right
    baseline = y + band.measures.row / 2 + 4.5
    marks: list[Mark] = [
        Box(
            left,
            y,
            right - left,
            1,
            style.RULE,
            opacity=0.7,
        )
    ]
    marks += _draw_name(ours, left, baseline, band)
    room = right - DATE - 6 - band.evidence
    evidence = elide(words.evidence_text(ours, language), room, 12.0)
    marks.append(_draw_muted(evidence, band.evidence, baseline))
    if ours.as_of:
        day = language.day(ours.as_of)
        marks.append(_draw_muted(day, right - DATE + 8, baseline))
    middle = y + 0.5 + _row_height(ours, band) / 2
    for party in band.parties:
        one = party.verdicts[question].criteria[place]
        marks.append(_draw_answer(one, party, band, middle))
    tooltip = words.answer_tooltip(
        ours, band.parties[0].name, language, with_notes=band.with_notes
    )
    key = band.key(f"criterion {ours.criterion}")
    return Group(tuple(marks), key, tooltip, ("criterion",))


def _draw_name(one: CriterionAnswer, left: float, y: float, band: Band) -> list[Mark]:
    """The name of a criterion, with its weight behind the last line."""
    marks: list[Mark] = []
    lines = _name_lines(one, band)
    for text in lines:
        marks.append(line(text, left, y, 12.5, style.TEXT, solid=True))
        y += STEP
    weight = words.weight_text(one)
    if weight:
        after = left + measure(lines[-1], 12.5) + 8
        marks.append(
            line(
                weight,
                after,
                y - STEP,
                12.0,
                style.MUTED,
                solid=True,
            )
        )
    return marks


def _draw_muted(text: str, x: float, y: float) -> Text:
    return line(text, x, y, 12.0, style.MUTED, solid=True)


def _draw_answer(one: CriterionAnswer, party: Party, band: Band, y: float) -> Group:
    """The answer of one party to one criterion."""
    disc = style.answer_disc(one.answer, party.middle, y, SIGN, solid=True)
    marks: list[Mark] = [*disc]
    classes: tuple[str, ...] = ("answer", ANSWERS[one.answer])
    if one.before is not None and one.changed:
        marks += draw_before(one.before, party.middle, y, SIGN)
        classes = (*classes, "changed")
    tooltip = words.answer_tooltip(
        one, party.name, band.language, with_notes=band.with_notes
    )
    key = band.party_key(f"answer {one.criterion}", party)
    return Group(tuple(marks), key, tooltip, classes)


def draw_before(answer: Answer, x: float, y: float, radius: float) -> tuple[Mark, ...]:
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
