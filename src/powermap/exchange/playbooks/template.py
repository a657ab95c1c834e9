"""What a new playbook starts from: a template, and the playbooks of examples."""

from __future__ import annotations

from importlib.resources import files

from powermap.errors import FormatError
from powermap.exchange.playbooks.toml_text import toml_text
from powermap.exchange.playbooks.writer import document_of
from powermap.language import Listed, Nearest, Quoted, Reason
from powermap.model.playbook import Playbook

__all__ = ["EXAMPLES", "playbook_example", "playbook_template"]

EXAMPLES = ("meddpicc", "relationship-layers")
"""Playbooks that ship with powermap."""

_TEMPLATE_HEAD = """\
# A playbook: what your company calls, weighs and asks otherwise than powermap.
# Put it beside your plans as powermap.toml. Every line below that begins with # is
# powermap's own value: remove the # from what you change, leave the rest as it is.

name = "Our company"
"""
_EXAMPLES = """\
# Words that you use instead of powermap's. They are read under their new name too.
# [wording.en]
# "Stance.champion" = "Coach"
# "Role.owner" = "Economic buyer"
# "question.people.power" = "Whose signature is on the last contract?"

# Criteria beside the nineteen. question: opportunity, compete, win or worth.
# [[criteria]]
# name = "Champion tested"
# question = "win"
# ask = { en = "What has this person done for us?", zh = "此人为我方做过什么？" }

# Fields of your own. table: people, ties or plan; kind: text, number, date, yes or
# choice; audience: partner, customer (nobody outside unless listed).
# [[custom_fields]]
# table = "people"
# name = "region"
# titles = { en = "Region", zh = "区域" }
# kind = "choice"
# choices = ["North", "South"]
# audience = []
# ask = { en = "Where do they work?", zh = "此人在哪里工作？" }

# Headers and words that your files use, beside those that powermap knows: read, never
# written. Keys: field.NAME, a word of a vocabulary such as Power.decider, level.high,
# level.middle, level.low, quadrant.high_low, unknown, vacant, yes, no.
# [aliases]
# "field.power" = ["Clout", "话语权重"]
# "Power.decider" = ["Kingmaker"]
# "level.high" = { en = ["Tier 1"], de = ["Stufe 1"] }
# unknown = ["tbc by KAM"]

# Findings: switch off, weigh otherwise, or write your own texts.
# [findings.PM105]
# off = true
# [findings.PM401]
# severity = "warning"
# days = 60

# Rules of strategy are added to powermap's, unless only_these_rules = true.
# [[strategy.rules]]
# strategy = "defend"
# when = { inside = true, rival_inside = false }
# points = 2
# says = { en = "we are in and no rival is", zh = "我方已在内部，竞争对手不在" }
"""


def playbook_template() -> str:
    """A playbook to fill in: every table with powermap's own values, commented out."""
    own = Playbook()
    tables = ("role_grid", "relationship_grid", "tie_weights", "wanted_contact")
    more = ("wanted_contact_of_veto", "appraisal_weights", "half_lives", "thresholds")
    changes = {name: getattr(own, name) for name in (*tables, *more, "improvements")}
    lines = toml_text(document_of(changes)).splitlines()
    # As comments, so that the values follow the next release of powermap until somebody
    # changes them.
    commented = [f"# {line}" if line else "" for line in lines]
    return _TEMPLATE_HEAD + "\n" + _EXAMPLES + "\n" + "\n".join(commented) + "\n"


def playbook_example(name: str) -> str:
    """A playbook that ships with powermap, as TOML text.

    Parameters
    ----------
    name : {"meddpicc", "relationship-layers"}
        Which.

    Raises
    ------
    FormatError
        When there is no such example.

    Examples
    --------
    >>> "Paper process" in playbook_example("meddpicc")
    True
    """
    if name not in EXAMPLES:
        raise FormatError(
            Reason(
                "message.playbook.no_example",
                name=Quoted(name),
                allowed=Listed(EXAMPLES),
                hint=Nearest(name, tuple(EXAMPLES)),
            )
        )
    folder = files("powermap.exchange.playbooks").joinpath("examples")
    return folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")
