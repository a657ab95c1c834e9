"""A finding: its words, and a rule that names the people concerned."""

from collections.abc import Iterator

from powermap import Judgment, Stance
from powermap.model.playbook import FindingKind, Severity


def find_lonely_champions(judgment: Judgment) -> Iterator[list[str]]:
    """Champions whom no one on our team covers."""
    for person in judgment.center:
        if person.stance is Stance.CHAMPION and not person.covered_by:
            yield [person.id]


FINDINGS = FindingKind(
    code="ACME1",
    severity=Severity.WARNING,
    title={"en": "A champion without contact", "zh": "内线无人联系"},
    message={
        "en": "{people} works for us, and no one on our team covers them.",
        "zh": "{people}为我们工作，却无人负责联系。",
    },
    why={
        "en": "Someone who argues for us needs news and arguments.",
        "zh": "在内部为我们说话的人需要消息和论据。",
    },
    next_step={
        "en": "Name someone on our team who calls every week.",
        "zh": "指定一人每周联系。",
    },
    sources=({"en": "Our sales handbook, chapter 4.", "zh": "本公司销售手册第四章。"},),
    rule=find_lonely_champions,
)
