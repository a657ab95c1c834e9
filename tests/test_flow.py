"""Figures and changes read: inks on their grounds by the contrast of WCAG, and a sign beside every color."""

from __future__ import annotations

from itertools import pairwise

import pytest

from powermap import style
from powermap.model import Stage
from powermap.model.playbook.brand import contrast
from powermap.style import flow


@pytest.mark.parametrize("stage", Stage)
def test_figures_read_on_the_ground_of_their_stage(stage):
    tone = flow.STAGES[stage]
    assert contrast(tone.tint, tone.ink) >= 4.5


def test_stages_grow_darker_towards_win():
    shades = [
        contrast(flow.STAGES[stage].tint, "#000000")
        for stage in (Stage.POTENTIAL, Stage.PROSPECT, Stage.CLOSING)
    ]
    assert all(before > after for before, after in pairwise(shades))


@pytest.mark.parametrize(
    "tone",
    [flow.GAIN, flow.HARM, flow.MET, flow.UNMET, flow.BETTER, flow.WORSE, flow.NEUTRAL],
)
def test_words_beside_a_bar_read_on_paper(tone):
    assert contrast(tone.ink, style.PAPER) >= 4.5


@pytest.mark.parametrize("ink", [flow.LOSS, flow.FRESH])
def test_inks_read_on_paper(ink):
    assert contrast(ink, style.PAPER) >= 4.5


@pytest.mark.parametrize(
    "ground", [style.PAPER, *(tone.tint for tone in style.ROLES.values())]
)
def test_a_way_shows_on_every_cell(ground):
    assert contrast(flow.TRAIL, ground) >= 3  # WCAG 2.2, 1.4.11 for graphical signs


def test_better_worse_and_neither_have_signs_of_their_own():
    signs = [
        flow.turn_sign(better, 0, 0, "#000000")[0].commands
        for better in (True, False, None)
    ]
    assert len(set(signs)) == 3
