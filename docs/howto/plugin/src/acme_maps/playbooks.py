"""A playbook: a function, so that it is made only when somebody asks for it."""

from powermap import Playbook


def acme() -> Playbook:
    """Acme's words: a champion is a coach."""
    wording = {"en": {"Stance.champion": "Coach"}, "zh": {"Stance.champion": "教练"}}
    return Playbook("Acme", wording=wording)
