"""The sections of how a file was understood, as text and as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from powermap.exchange.intake.sections import sections_of
from powermap.exchange.intake.understanding import (
    Understanding,
)
from powermap.language import (
    Language,
    Reason,
    as_language,
)
from powermap.language.values import Value

__all__ = ["lay_out_html", "lay_out_text", "say_value"]


def lay_out_text(
    understanding: Understanding, language: object, file: str | None = None
) -> str:
    """Plain text: a line for each row, its cells behind one another."""
    speaker = _speaker(language)
    blocks = []
    for section in sections_of(understanding, file=file):
        lines = [say_value(section.title, speaker)]
        for row in section.rows:
            column, use, sure, contents = (say_value(cell, speaker) for cell in row)
            said = Reason(
                "message.inspect.column_is", column=column, use=use, contents=contents
            )
            line = speaker.text(said)
            lines.append(f"  {line} [{sure}]" if sure else f"  {line}")
        lines += [f"  {say_value(line, speaker)}" for line in section.lines]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def lay_out_html(understanding: Understanding, language: object = "en") -> str:
    """The sections as HTML."""
    speaker = _speaker(language)
    parts = []
    for section in sections_of(understanding):
        parts.append(f"<p><b>{escape(say_value(section.title, speaker))}</b></p>")
        if section.rows:
            rows = [_html_row("th", section.headers, speaker)]
            rows += [_html_row("td", row, speaker) for row in section.rows]
            parts.append(f"<table>{''.join(rows)}</table>")
        if section.lines:
            lines = [
                f"<li>{escape(say_value(line, speaker))}</li>" for line in section.lines
            ]
            parts.append(f"<ul>{''.join(lines)}</ul>")
    return "".join(parts)


def _html_row(tag: str, cells: Sequence[Value], speaker: Language) -> str:
    texts = [f"<{tag}>{escape(say_value(cell, speaker))}</{tag}>" for cell in cells]
    return f"<tr>{''.join(texts)}</tr>"


def say_value(value: Value, speaker: Language) -> str:
    """A value in words, on one line."""
    text = " ".join(speaker.text(value).split())
    if text.isprintable():
        return text
    # What a file holds must not command a terminal.
    return "".join(each if each.isprintable() else "\ufffd" for each in text)


def _speaker(language: object) -> Language:
    return language if isinstance(language, Language) else as_language(str(language))
