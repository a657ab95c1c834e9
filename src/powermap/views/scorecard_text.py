"""What the scorecard says: subtitle, tooltips, evidence, and the picture in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from powermap.model import Answer, Criterion, Question
from powermap.views.figures import join_lines, join_subtitle

if TYPE_CHECKING:
    from powermap.judgment.answers import CriterionAnswer
    from powermap.judgment.assessment import Verdict
    from powermap.judgment.judge import Judgment
    from powermap.language import Language

ANSWERS = {Answer.PLUS: "plus", Answer.MINUS: "minus", Answer.UNKNOWN: "unknown"}
"""How keys and classes call the answers."""
Verdicts = Mapping[Question, "Verdict"]


def usual_title(judgment: Judgment) -> str:
    """The account and the opportunity."""
    names = [judgment.plan.account]
    if judgment.plan.opportunity:
        names.append(judgment.plan.opportunity)
    return " · ".join(names)


def subtitle(judgment: Judgment, language: Language) -> str:
    """How many criteria there are, how many of ours are open, how many rivals."""
    ours = list(all_answers(judgment.verdicts[None]))
    unknown = sum(one.answer is Answer.UNKNOWN for one in ours)
    rivals = len(judgment.plan.rivals)
    parts = [
        language.say("scorecard.subtitle"),
        language.say("scorecard.criteria", count=len(ours)),
    ]
    if unknown:
        parts.append(language.say("scorecard.open", count=unknown))
    if rivals:
        parts.append(language.say("scorecard.rivals", count=rivals))
    return join_subtitle(parts, judgment.plan.as_of, language)


def all_answers(verdicts: Verdicts) -> Iterator[CriterionAnswer]:
    """The answers to all criteria of all questions."""
    for verdict in verdicts.values():
        yield from verdict.criteria


def has_changes(verdicts: Mapping[str | None, Verdicts]) -> bool:
    """Whether the last review changed any answer, of ours or of a rival."""
    changed = False
    for each in verdicts.values():
        changed |= any(one.changed for one in all_answers(each))
    return changed


def weight_text(one: CriterionAnswer) -> str:
    """The weight beside the name of a criterion; empty when it is the usual one."""
    if one.weight == 1:
        return ""
    return f"× {one.weight:.4g}"


def evidence_text(one: CriterionAnswer, language: Language) -> str:
    """What our answer means, and what it rests on."""
    if one.evidence:
        # Evidence may have paragraphs; the row has one line.
        evidence = " ".join(one.evidence.split())
    elif one.as_of is None and one.answer is Answer.UNKNOWN:
        evidence = language.say("scorecard.not_assessed")
    else:
        evidence = language.say("scorecard.no_evidence")
    meaning = _meaning(one, one.answer, language)
    if not meaning:
        return evidence
    return language.say("scorecard.evidence_of", meaning=meaning, evidence=evidence)


def _meaning(one: CriterionAnswer, answer: Answer, language: Language) -> str:
    """What an answer means for this criterion: a risk that is + is low."""
    # Criteria of a playbook have no sentences for plus and minus.
    if answer is Answer.UNKNOWN or not isinstance(one.criterion, Criterion):
        return ""
    return language.say(f"meaning.{one.criterion.value}.{answer.value}")


def answer_text(answer: Answer, language: Language) -> str:
    """An answer in words."""
    key = f"scorecard.said_{ANSWERS[answer]}"
    return language.say(key)


def _answer_and_meaning(
    one: CriterionAnswer, answer: Answer, language: Language
) -> str:
    words = answer_text(answer, language)
    meaning = _meaning(one, answer, language)
    if not meaning:
        return words
    return language.say("scorecard.meant", answer=words, meaning=meaning)


def answer_tooltip(
    one: CriterionAnswer, party: str, language: Language, *, with_notes: bool
) -> str:
    """All that is known about one answer, line by line; evidence only with notes."""
    colon = language.say("list.colon")
    answer = _answer_and_meaning(one, one.answer, language)
    lines = [language.text(one.criterion), f"{party}{colon}{answer}"]
    if one.before and one.changed:
        before = _answer_and_meaning(one, one.before, language)
        lines.append(language.say("scorecard.before", answer=before))
    if one.evidence and with_notes:
        lines.append(f"{language.say('field.evidence')}{colon}{one.evidence}")
    if one.weight != 1:
        weight = f"{one.weight:.4g}"
        lines.append(language.say("scorecard.weight", weight=weight))
    if one.as_of:
        lines.append(language.say("common.as_of", date=one.as_of))
    return join_lines(lines, language)


def description(
    heading: str, verdicts: Mapping[str | None, Verdicts], language: Language
) -> str:
    """The picture in words: every verdict and every answer of every party."""
    names = _party_names(verdicts, language)
    parties = language.listed(names.values())
    sentences = [
        language.say("scorecard.described", title=heading, parties=parties),
    ]
    for question in Question:
        sentences.append(_describe_verdicts(question, verdicts, names, language))
        sentences += _describe_answers(question, verdicts, names, language)
    return " ".join(sentences)


def _party_names(
    verdicts: Mapping[str | None, Verdicts], language: Language
) -> dict[str | None, str]:
    us = language.say("scorecard.us")
    return {rival: rival or us for rival in verdicts}


def _describe_verdicts(
    question: Question,
    verdicts: Mapping[str | None, Verdicts],
    names: Mapping[str | None, str],
    language: Language,
) -> str:
    texts = []
    for rival, by_question in verdicts.items():
        verdict = by_question[question]
        text = language.say(
            "scorecard.verdict",
            who=names[rival],
            answer=answer_text(verdict.answer, language),
            share=language.percent(verdict.unknown),
        )
        texts.append(text)
    return language.say(
        "scorecard.question", question=question, verdicts=language.listed(texts)
    )


def _describe_answers(
    question: Question,
    verdicts: Mapping[str | None, Verdicts],
    names: Mapping[str | None, str],
    language: Language,
) -> list[str]:
    """A sentence for each criterion of a question."""
    sentences = []
    for place, ours in enumerate(verdicts[None][question].criteria):
        texts = []
        for rival, by_question in verdicts.items():
            one = by_question[question].criteria[place]
            texts.append(_describe_answer(one, names[rival], language))
        # Answers have commas of their own.
        answers = language.listed(texts, "semicolon")
        sentence = language.say(
            "scorecard.answers", criterion=ours.criterion, answers=answers
        )
        sentences.append(sentence)
    return sentences


def _describe_answer(one: CriterionAnswer, party: str, language: Language) -> str:
    answer = _answer_and_meaning(one, one.answer, language)
    if one.before is None or not one.changed:
        return language.say("scorecard.answer", who=party, answer=answer)
    before = _answer_and_meaning(one, one.before, language)
    return language.say(
        "scorecard.answer_before", who=party, answer=answer, before=before
    )
