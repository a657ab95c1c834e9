"""The scorecard: four questions with their criteria, us beside each rival, what changed, and what is not known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from powermap import style
from powermap.judgment.assessment import Judged, Verdict, standing
from powermap.language import label, meaning, say
from powermap.language.lists import percent
from powermap.model import AccountPlan, Answer, BuyingCenter, Question
from powermap.model.subject import plan_of
from powermap.scene.marks import Box, Group, Mark, Metrics, Path, Scene
from powermap.scene.text import elide, measure, wrap
from powermap.views import frame, person_rows as table
from powermap.views.frame import Key, line

MOST, PAD = 6, 14.0
"""Rivals beside one another, and the inset of a block."""
NAME, ROW, STEP, HEAD, GAP = 252.0, 27.0, 15.0, 64.0, 12.0
"""Width of the names of criteria; height of a row, of a further line of a name, of a block's head; between blocks."""
US, DATE, EVIDENCE = 100.0, 92.0, 236.0
"""Width of our column and of the dates, and the least width of the evidence."""
BROADEST = 130.0
"""Most width of a rival."""
FIRST = frame.MARGIN + PAD + NAME + 10
SIGN, VERDICT, BEFORE, BAR = 8.5, 11.0, 6.0, 52.0
ANSWERS = {Answer.PLUS: "plus", Answer.MINUS: "minus", Answer.UNKNOWN: "unknown"}
Verdicts = Mapping[Question, Verdict]


@dataclass(frozen=True, slots=True)
class Party:
    """Us (number 0) or a rival, with its column and verdicts."""

    name: str
    number: int
    left: float
    wide: float
    verdicts: Verdicts
    shift: float
    """How far the signs stand right of the middle, to leave room for what held before."""

    @property
    def x(self) -> float:
        """Where the signs stand."""
        return self.left + self.wide / 2 + self.shift


def compose(
    plan: AccountPlan | BuyingCenter, *, title: str | None = None, lang: str = "en"
) -> Scene:
    """The scorecard of a plan as a scene.

    Examples
    --------
    >>> from powermap.model import Assessment
    >>> plan = AccountPlan("Northwind", assessments=[Assessment("urgency", "+", evidence="Ends in May")])
    >>> compose(plan).groups()["answer urgency 0"].title.splitlines()
    ['Urgency', 'Us: in favour, clear', 'Evidence: Ends in May']
    """
    plan = plan_of(plan)
    verdicts = standing(plan, lang=lang)
    named = " · ".join(text for text in (plan.account, plan.opportunity) if text)
    heading = frame.heading(plan.center, title or named)
    top, y = frame.headed(
        heading, _subtitle(plan, verdicts, lang), _keys(verdicts, lang)
    )
    marks: list[Mark] = [*top]
    for band, rivals in enumerate(table.bands(plan.rivals, MOST)):
        parties = _parties(plan, rivals, verdicts, lang)
        y += 24 if band else 0
        heads, y = _heads(parties, y, band, lang)
        marks += heads
        for question in Question:
            block, y = _block(question, parties, y, band, lang)
            marks += block
    ours = verdicts[None].values()
    metrics = Metrics(
        {
            "rivals": len(plan.rivals),
            **{each.question.value: each.answer.value for each in ours},
        }
    )
    height = max(y - GAP + frame.MARGIN, frame.HEIGHT)
    return Scene(
        frame.WIDTH,
        height,
        heading,
        _described(heading, verdicts, lang),
        tuple(marks),
        lang,
        metrics=metrics,
    )


def _subtitle(
    plan: AccountPlan, verdicts: Mapping[str | None, Verdicts], lang: str
) -> str:
    ours = [one for verdict in verdicts[None].values() for one in verdict.criteria]
    unknown = sum(one.answer is Answer.UNKNOWN for one in ours)
    parts = [
        say(lang, "scorecard.subtitle"),
        say(lang, "scorecard.criteria", count=len(ours)),
    ]
    parts += [say(lang, "scorecard.open", count=unknown)] if unknown else []
    parts += (
        [say(lang, "scorecard.rivals", count=len(plan.rivals))] if plan.rivals else []
    )
    parts += (
        [say(lang, "board.as_of", date=frame.day(plan.as_of, lang))]
        if plan.as_of
        else []
    )
    return " · ".join(parts)


def _keys(verdicts: Mapping[str | None, Verdicts], lang: str) -> list[Key]:
    keys = [
        Key(partial(_sign, answer), say(lang, f"scorecard.{name}"))
        for answer, name in ANSWERS.items()
    ]
    if _any_change(verdicts):
        keys.append(Key(_change_key, say(lang, "scorecard.changed"), 40))
    return [*keys, Key(_bar_key, say(lang, "scorecard.shares"), 44)]


def _any_change(verdicts: Mapping[str | None, Verdicts]) -> bool:
    every = (verdict for each in verdicts.values() for verdict in each.values())
    return any(one.changed for verdict in every for one in verdict.criteria)


def _sign(answer: Answer, x: float, y: float) -> tuple[Mark, ...]:
    return style.answer_disc(answer, x, y, 9)


def _change_key(x: float, y: float) -> tuple[Mark, ...]:
    return (
        *_before(Answer.UNKNOWN, x + 11, y, 9),
        *style.answer_disc(Answer.PLUS, x + 11, y, 9),
    )


def _bar_key(x: float, y: float) -> tuple[Mark, ...]:
    return style.share_bar((0.45, 0.3), x - 22, y - 3.5, 44, 7)


def _before(answer: Answer, x: float, y: float, radius: float) -> tuple[Mark, ...]:
    """What held at the review before, small, with an arrow to the sign at (x, y)."""
    tip = x - radius - 3
    arrow = (
        ("M", tip - 6, y),
        ("L", tip, y),
        ("M", tip - 2.8, y - 2.8),
        ("L", tip, y),
        ("L", tip - 2.8, y + 2.8),
    )
    shaft = Path(arrow, stroke=style.MUTED, stroke_width=1.2)
    return (*style.answer_disc(answer, tip - 8.5 - BEFORE, y, BEFORE), shaft)


def _parties(
    plan: AccountPlan,
    rivals: Sequence[str],
    verdicts: Mapping[str | None, Verdicts],
    lang: str,
) -> tuple[Party, ...]:
    room = frame.RIGHT - PAD - DATE - EVIDENCE - FIRST - US
    wide = min(room / max(len(rivals), 1), BROADEST)
    shift = 9.0 if _any_change(verdicts) else 0.0
    us = Party(say(lang, "scorecard.us"), 0, FIRST, US, verdicts[None], shift)
    others = [
        Party(
            name,
            plan.rivals.index(name) + 1,
            FIRST + US + wide * at,
            wide,
            verdicts[name],
            shift,
        )
        for at, name in enumerate(rivals)
    ]
    return (us, *others)


def _after(parties: Sequence[Party]) -> float:
    """Where the evidence begins."""
    return parties[-1].left + parties[-1].wide + 14


def _heads(
    parties: Sequence[Party], start: float, band: int, lang: str
) -> tuple[list[Mark], float]:
    low = (
        start
        + 4
        + 15
        * (max(len(table.head_lines(each.name, each.wide)) for each in parties) - 1)
    )
    marks: list[Mark] = []
    for each in parties:
        head = table.column_head(each.name, each.left + each.wide / 2, low, each.wide)
        key = _tagged(f"party {each.number}", 0 if each.number else band)
        marks.append(
            Group(head, key, each.name, ("party", "rival" if each.number else "us"))
        )
    for x, key in (
        (_after(parties), "evidence"),
        (frame.RIGHT - PAD - DATE + 8, "date"),
    ):
        marks.append(
            line(
                say(lang, f"scorecard.{key}"),
                x,
                low,
                12,
                style.TEXT,
                "semibold",
                solid=True,
            )
        )
    return marks, low + 12


def _names(one: Judged) -> tuple[str, ...]:
    room = NAME - (measure(_weight(one), 11) + 8 if one.weight != 1 else 0)
    return wrap(one.name, room, 12.5)


def _weight(one: Judged) -> str:
    return f"× {one.weight:.4g}"


def _row_height(one: Judged) -> float:
    return ROW + STEP * (len(_names(one)) - 1)


def _block(
    question: Question, parties: Sequence[Party], up: float, band: int, lang: str
) -> tuple[list[Mark], float]:
    """A question with its verdicts, and a row for each criterion."""
    ours = parties[0].verdicts[question]
    low = up + HEAD + sum(map(_row_height, ours.criteria)) + 6
    ground = Box(
        frame.MARGIN,
        up,
        frame.RIGHT - frame.MARGIN,
        low - up,
        style.GROUND.tint,
        radius=12,
    )
    column = Box(FIRST, up + 6, US, low - up - 12, style.PAPER, radius=8)
    marks: list[Mark] = [ground, column, *_head(question, parties, up, band, lang)]
    y = up + HEAD
    for place, one in enumerate(ours.criteria):
        marks.append(_row(place, question, parties, y, band, lang))
        y += _row_height(one)
    return marks, low + GAP


def _tagged(key: str, band: int) -> str:
    """A key that stays unique where we stand in several bands."""
    return f"band {band + 1} {key}" if band else key


def _head(
    question: Question, parties: Sequence[Party], up: float, band: int, lang: str
) -> list[Mark]:
    number = f"{list(Question).index(question) + 1}"
    left, shift = frame.MARGIN + PAD, measure(number, 15, "semibold") + 9
    lines = wrap(label(question, lang), NAME - shift, 15, "semibold")
    marks: list[Mark] = [
        line(number, left, up + 30, 15, style.MUTED, "semibold", solid=True)
    ]
    marks += [
        line(
            each,
            left + shift,
            up + 30 + 18 * row,
            15,
            style.TEXT,
            "semibold",
            solid=True,
        )
        for row, each in enumerate(lines)
    ]
    ours = parties[0].verdicts[question]
    room = frame.RIGHT - PAD - _after(parties)
    marks += [
        line(each, _after(parties), up + 21 + 15 * row, 11.5, style.TEXT, solid=True)
        for row, each in enumerate(_shortened(ours.because, room, 3, 11.5))
    ]
    key = _tagged(f"question {question.value}", band)
    verdicts = [_verdict(question, each, up, band, lang) for each in parties]
    return [
        Group(
            tuple(marks), key, f"{label(question, lang)}\n{ours.because}", ("question",)
        ),
        *verdicts,
    ]


def _shortened(text: str, room: float, most: int, size: float) -> tuple[str, ...]:
    lines = wrap(text, room, size)
    if len(lines) <= most:
        return lines
    return (*lines[: most - 1], elide(" ".join(lines[most - 1 :]), room, size))


def _verdict(
    question: Question, party: Party, up: float, band: int, lang: str
) -> Group:
    found, y = party.verdicts[question], up + 21
    marks: list[Mark] = [
        *style.answer_disc(found.answer, party.x, y, VERDICT, solid=True)
    ]
    if found.before is not None and found.before is not found.answer:
        marks += _before(found.before, party.x, y, VERDICT)
    middle = party.left + party.wide / 2
    marks += style.share_bar(
        (found.plus, found.minus), middle - BAR / 2, up + 38, BAR, 6
    )
    if found.unknown > 0:
        said = say(lang, "scorecard.unanswered", share=percent(found.unknown))
        marks.append(
            line(said, middle, up + 56.5, 10, style.MUTED, anchor="middle", solid=True)
        )
    title = f"{party.name} · {label(question, lang)}\n{found.because}"
    key = _tagged(
        f"verdict {question.value} {party.number}", 0 if party.number else band
    )
    return Group(tuple(marks), key, title, ("verdict", ANSWERS[found.answer]))


def _row(
    place: int,
    question: Question,
    parties: Sequence[Party],
    y: float,
    band: int,
    lang: str,
) -> Group:
    ours = parties[0].verdicts[question].criteria[place]
    left, right, names = frame.MARGIN + PAD, frame.RIGHT - PAD, _names(ours)
    marks: list[Mark] = [Box(left, y, right - left, 1, style.RULE, opacity=0.7)]
    marks += [
        line(each, left, y + 18 + STEP * row, 12.5, style.TEXT, solid=True)
        for row, each in enumerate(names)
    ]
    if ours.weight != 1:
        after = left + measure(names[-1], 12.5) + 8
        marks.append(
            line(
                _weight(ours),
                after,
                y + 18 + STEP * (len(names) - 1),
                11,
                style.MUTED,
                solid=True,
            )
        )
    said = _evidence(ours, lang)
    room = right - DATE - 6 - _after(parties)
    marks.append(
        line(
            elide(said, room, 11.5),
            _after(parties),
            y + 18,
            11.5,
            style.MUTED,
            solid=True,
        )
    )
    if ours.as_of:
        marks.append(
            line(
                frame.day(ours.as_of, lang),
                right - DATE + 8,
                y + 18,
                11.5,
                style.MUTED,
                solid=True,
            )
        )
    middle = y + 0.5 + _row_height(ours) / 2
    marks += [
        _answer(each.verdicts[question].criteria[place], each, middle, band, lang)
        for each in parties
    ]
    key = _tagged(f"criterion {ours.criterion}", band)
    return Group(tuple(marks), key, _told(ours, parties[0].name, lang), ("criterion",))


def _evidence(one: Judged, lang: str) -> str:
    """What our answer means, and what it rests on."""
    if one.evidence:
        said = " ".join(one.evidence.split())
    else:
        answered = one.as_of is not None or one.answer is not Answer.UNKNOWN
        said = say(
            lang, "scorecard.no_evidence" if answered else "scorecard.not_assessed"
        )
    return (
        say(lang, "scorecard.evidence_of", meaning=one.meaning, evidence=said)
        if one.meaning
        else said
    )


def _answer(one: Judged, party: Party, y: float, band: int, lang: str) -> Group:
    marks: list[Mark] = [*style.answer_disc(one.answer, party.x, y, SIGN, solid=True)]
    if one.before is not None and one.changed:
        marks += _before(one.before, party.x, y, SIGN)
    key = _tagged(f"answer {one.criterion} {party.number}", 0 if party.number else band)
    classes = ("answer", ANSWERS[one.answer], *(["changed"] if one.changed else []))
    return Group(tuple(marks), key, _told(one, party.name, lang), classes)


def _said(answer: Answer, lang: str) -> str:
    return say(lang, f"scorecard.said_{ANSWERS[answer]}")


def _meant(one: Judged, answer: Answer, lang: str) -> str:
    """An answer to a criterion in words, with what it means there."""
    meant = meaning(one.criterion, answer, lang)
    said = _said(answer, lang)
    return say(lang, "scorecard.meant", answer=said, meaning=meant) if meant else said


def _told(one: Judged, who: str, lang: str) -> str:
    """All that is known of one answer, line by line."""
    colon = say(lang, "board.colon")
    facts = [one.name, f"{who}{colon}{_meant(one, one.answer, lang)}"]
    facts += (
        [say(lang, "scorecard.before", answer=_meant(one, one.before, lang))]
        if one.before and one.changed
        else []
    )
    facts += (
        [f"{say(lang, 'board.evidence')}{colon}{one.evidence}"] if one.evidence else []
    )
    facts += (
        [say(lang, "scorecard.weight", weight=f"{one.weight:.4g}")]
        if one.weight != 1
        else []
    )
    facts += (
        [say(lang, "board.as_of", date=frame.day(one.as_of, lang))] if one.as_of else []
    )
    return "\n".join(facts)


def _described(heading: str, verdicts: Mapping[str | None, Verdicts], lang: str) -> str:
    names = {rival: rival or say(lang, "scorecard.us") for rival in verdicts}
    separator = say(lang, "board.separator")
    told = [
        say(
            lang,
            "scorecard.described",
            title=heading,
            parties=separator.join(names.values()),
        )
    ]
    for question in Question:
        said = separator.join(
            _in_short(each[question], names[who], lang)
            for who, each in verdicts.items()
        )
        told.append(
            say(
                lang,
                "scorecard.question",
                question=label(question, lang),
                verdicts=said,
            )
        )
        for place, one in enumerate(verdicts[None][question].criteria):
            answers = [
                _in_words(each[question].criteria[place], names[who], lang)
                for who, each in verdicts.items()
            ]
            told.append(
                say(
                    lang,
                    "scorecard.answers",
                    criterion=one.name,
                    answers=separator.join(answers),
                )
            )
    return " ".join(told)


def _in_short(verdict: Verdict, who: str, lang: str) -> str:
    share = percent(verdict.unknown)
    return say(
        lang,
        "scorecard.verdict",
        who=who,
        answer=_said(verdict.answer, lang),
        share=share,
    )


def _in_words(one: Judged, who: str, lang: str) -> str:
    if one.before is not None and one.changed:
        before = _meant(one, one.before, lang)
        return say(
            lang,
            "scorecard.answer_before",
            who=who,
            answer=_meant(one, one.answer, lang),
            before=before,
        )
    return say(lang, "scorecard.answer", who=who, answer=_meant(one, one.answer, lang))
