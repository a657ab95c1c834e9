"""The scorecard: four questions with their criteria, us beside each rival."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from powermap import style
from powermap.model import Answer, Question
from powermap.scene.marks import Group, Mark, Metrics, Scene, Text
from powermap.views import frame, person_rows as table, scorecard_text as words
from powermap.views.figures import choose_title
from powermap.views.frame import Key, line
from powermap.views.page import STANDARD, Page
from powermap.views.scorecard_blocks import (
    DATE,
    Band,
    Measures,
    Party,
    draw_before,
    draw_block,
)
from powermap.views.scorecard_no_decision import draw_no_decision
from powermap.views.scorecard_text import ANSWERS

if TYPE_CHECKING:
    from powermap.judgment.judge import Judgment
    from powermap.language import Language

MOST = 6  # rivals beside one another
BAND_GAP = 24.0  # between two bands of rivals
NARROWEST = 80.0  # least width of the column of a rival
BROADEST = (94.0, 130.0)  # most width of it on a narrow page, and on a wide one


def compose(judgment: Judgment, language: Language, page: Page = STANDARD) -> Scene:
    """The scorecard of a plan as a scene.

    Examples
    --------
    >>> from powermap.judgment.judge import judge
    >>> from powermap.language import Language
    >>> from powermap.model import AccountPlan, Assessment
    >>> answer = Assessment("urgency", "+", evidence="Ends in May")
    >>> plan = AccountPlan("Northwind", assessments=[answer])
    >>> scene = compose(judge(plan), Language("en"), Page(with_notes=True))
    >>> scene.groups()["answer urgency 0"].title.splitlines()[-1]
    'Evidence: Ends in May'
    """
    heading = choose_title(page.title, words.usual_title(judgment))
    subtitle = words.subtitle(judgment, language)
    top, start = frame.draw_heading(
        heading, subtitle, _keys(judgment, language), page=page
    )
    measures = Measures.of(page)
    marks, low = _draw_blocks(judgment, start, measures, language, page)
    is_low = not page.may_grow and low > page.height
    if is_low:
        measures = Measures.of(page, is_low=True)
        marks, low = _draw_blocks(judgment, start, measures, language, page)
    return Scene(
        page.width,
        max(low, page.height),
        heading,
        words.description(heading, judgment.verdicts, language),
        (*top, *marks),
        language.code,
        metrics=_metrics(judgment, page.fit(squeezed=is_low)),
    )


def _draw_blocks(
    judgment: Judgment,
    start: float,
    measures: Measures,
    language: Language,
    page: Page,
) -> tuple[list[Mark], float]:
    """All blocks of a page, and where it ends."""
    marks, low = _draw_bands(judgment, start, measures, language, page)
    # Where nothing is written of it, the picture keeps its shape.
    is_last = page.part is None or page.part[0] == page.part[1]
    if judgment.no_decision.is_known and is_last:
        block, low = draw_no_decision(judgment.no_decision, language, low, measures)
        marks += block
    return marks, low - measures.gap + frame.MARGIN


def _metrics(judgment: Judgment, fit: Mapping[str, object]) -> Metrics:
    metrics: dict[str, object] = {"rivals": len(judgment.plan.rivals), **fit}
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
    x += 11
    before = draw_before(Answer.UNKNOWN, x, y, 9)
    now = style.answer_disc(Answer.PLUS, x, y, 9)
    return (*before, *now)


def _draw_shares(x: float, y: float) -> tuple[Mark, ...]:
    for_and_against = (0.45, 0.3)
    left = x - 22
    top = y - 3.5
    return style.share_bar(for_and_against, left, top, width=44, height=7)


def _questions(page: Page) -> Sequence[Question]:
    """The questions that stand on a page: all, unless it is one of several."""
    questions = list(Question)
    if page.part is None:
        return questions
    number, count = page.part
    each, left = divmod(len(questions), count)
    start = (number - 1) * each + min(number - 1, left)
    end = number * each + min(number, left)
    return questions[start:end]


def _draw_bands(
    judgment: Judgment,
    y: float,
    measures: Measures,
    language: Language,
    page: Page,
) -> tuple[list[Mark], float]:
    """All bands of parties below one another, and where they end."""
    marks: list[Mark] = []
    most = min(max(int(measures.for_rivals / NARROWEST), 1), MOST)
    for number, rivals in enumerate(table.bands(judgment.plan.rivals, most)):
        parties = _parties(judgment, rivals, measures, language, page)
        band = Band(number, parties, measures, language, page.with_notes)
        if number:
            y += BAND_GAP
        heads, y = _draw_heads(band, y)
        marks += heads
        for question in _questions(page):
            block, y = draw_block(question, band, y)
            marks += block
    return marks, y


def _parties(
    judgment: Judgment,
    rivals: Sequence[str],
    measures: Measures,
    language: Language,
    page: Page,
) -> tuple[Party, ...]:
    """We and the rivals of one band, in columns."""
    verdicts = judgment.verdicts
    us = language.say("scorecard.us")
    parties = [
        Party(
            us,
            0,
            measures.first,
            measures.us,
            verdicts[None],
        )
    ]
    left = measures.first + measures.us
    width = min(measures.for_rivals / max(len(rivals), 1), page.between(*BROADEST))
    for place, name in enumerate(rivals):
        number = judgment.plan.rivals.index(name) + 1
        at = left + width * place
        parties.append(
            Party(
                name,
                number,
                at,
                width,
                verdicts[name],
            )
        )
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
    marks.append(_draw_head(date, band.measures.right - DATE + 8, low))
    return marks, low + 12


def _draw_head(text: str, x: float, y: float) -> Text:
    return line(
        text,
        x,
        y,
        12,
        style.TEXT,
        "semibold",
        solid=True,
    )
