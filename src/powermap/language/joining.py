"""Texts in a row or in a sentence, with the spaces that Chinese has beside digits."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

__all__ = ["fill_chinese", "join_words"]

_CHINESE = re.compile(r"[\u3400-\u9fff]")
_DIGIT = re.compile(r"[0-9]")
_BRACE = re.compile(r"\{(\w+)\}")
_OF_DATES = "年月日"
"""Characters that stand beside their number without a space."""


def join_words(texts: Sequence[str], joiner: str) -> str:
    """The texts with the joiner between them.

    A Chinese word has a space beside a digit, as in all sentences.

    Examples
    --------
    >>> join_words(["5 人", "19 项回答", "Ana"], "和")
    '5 人和 19 项回答和Ana'
    >>> join_words(["Ana", "19 项回答"], "、")
    'Ana、19 项回答'
    """
    if not _CHINESE.search(joiner):
        return joiner.join(texts)
    joined = "".join(texts[:1])
    for text in texts[1:]:
        joined = _append(_append(joined, joiner), text)
    return joined


def fill_chinese(template: str, words: Mapping[str, str]) -> str:
    """A sentence whose braces are filled, with a space between Chinese and a digit.

    Examples
    --------
    >>> fill_chinese("预测{share}的人有{count}个", {"share": "0.4", "count": "3"})
    '预测 0.4 的人有 3 个'
    >>> fill_chinese("{year}年{month}月", {"year": "2026", "month": "10"})
    '2026年10月'
    """
    at = 0
    filled = ""
    for brace in _BRACE.finditer(template):
        literal = template[at : brace.start()]
        filled = _append(_append(filled, literal), words[brace[1]])
        at = brace.end()
    return _append(filled, template[at:])


def _append(before: str, after: str) -> str:
    """One text behind another, with a space between Chinese and a digit."""
    end, start = before[-1:], after[:1]
    if end in _OF_DATES or start in _OF_DATES:
        return before + after
    is_mixed = _CHINESE.match(end) and _DIGIT.match(start)
    is_mixed = is_mixed or (_DIGIT.match(end) and _CHINESE.match(start))
    return f"{before} {after}" if is_mixed else before + after
