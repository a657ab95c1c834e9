"""The pages around the board, as HTML."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from powermap.language import Lang, Language

if TYPE_CHECKING:
    from jinja2 import Template

    from powermap.workspace import PlanFile

__all__ = ["list_page", "plan_page"]

_WORDS = (
    "board",
    "report",
    "check",
    "charts",
    "save",
    "saved",
    "unsaved",
    "stale",
    "gone",
    "save_again",
    "download",
    "merge",
    "merged",
    "conflicts",
    "reload",
    "discard",
    "because",
    "next_step",
    "nothing_found",
    "plans",
    "lost",
    "unexpected",
    "read_only",
)
_CHARTS = (
    "influence",
    "matrix",
    "scorecard",
    "relationship",
    "needs",
    "coverage",
    "funnel",
    "levers",
    "appraisal",
)


def list_page(plans: Iterable[PlanFile], lang: Lang, *, root: str) -> str:
    """The plans of the folder, each a link."""
    language = Language(lang)
    rows = []
    for plan in plans:
        address = f"{root}/plan/{quote(plan.name)}"
        rows.append((plan.name, address, language.text(plan.changed)))
    return _template("list").render(
        lang=_tag(lang), words=_words(language), root=root, rows=rows
    )


def plan_page(name: str, lang: Lang, *, root: str) -> str:
    """The page in which a plan is edited."""
    language = Language(lang)
    charts = [(kind, language.say(f"web.{kind}")) for kind in _CHARTS]
    words = _words(language)
    data = {"plan": name, "root": root, "words": words, "lang": lang}
    return _template("plan").render(
        lang=_tag(lang),
        words=words,
        root=root,
        name=name,
        charts=charts,
        # An attribute, since a policy without inline scripts allows no other way.
        data=json.dumps(data, ensure_ascii=False),
    )


def _words(language: Language) -> dict[str, str]:
    return {key: language.say(f"web.{key}") for key in _WORDS}


def _tag(lang: Lang) -> str:
    return "zh-CN" if lang == "zh" else "en"


@cache
def _template(name: str) -> Template:
    from jinja2 import Environment

    source = files("powermap.web").joinpath(f"pages/{name}.html.j2")
    environment = Environment(autoescape=True, trim_blocks=True)
    found: Any = environment.from_string(source.read_text(encoding="utf-8"))
    return found  # type: ignore[no-any-return]
