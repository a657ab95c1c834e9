"""The method in words: roles, questions, strategies and findings."""

from __future__ import annotations

from powermap.language import Language
from powermap.model import Answer, Criterion, Question, Role, Strategy
from powermap.model.playbook import Playbook, choose_text

__all__ = ["method_text"]


def method_text(playbook: Playbook, lang: str) -> str:
    """What the words of the answers mean, as Markdown.

    Examples
    --------
    >>> print(method_text(Playbook(), "en").splitlines()[0])
    # Role
    """
    language = playbook.language(lang)
    lines = [f"# {language.say('column.role')}", ""]
    lines += _members(language, Role)
    lines += ["", f"# {language.say('column.question')}", ""]
    lines += _members(language, Question)
    lines += _members(language, Criterion)
    lines += _members(language, Answer)
    lines += ["", f"# {language.say('column.strategy')}", ""]
    lines += _members(language, Strategy)
    lines += ["", f"# {language.say('finding.finding')}", ""]
    for code, kind in sorted(playbook.finding_kinds.items()):
        title = choose_text(kind.title, language.code)
        lines.append(f"- `{code}` {title}")
    return "\n".join([*lines, ""])


def _members(language: Language, vocabulary: type) -> list[str]:
    lines = []
    for member in vocabulary:  # type: ignore[attr-defined]
        lines.append(f"- `{member.value}` {language.label(member)}")
    return lines
