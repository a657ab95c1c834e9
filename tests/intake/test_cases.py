"""The files of cases/ are read as cases.toml says."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest

from .case_table import FILES, all_cases, differences, held_elsewhere

ROOT = Path(__file__).parents[2]
OF_OTHERS = re.compile(r"-(ties|about|plan)\.csv$")
"""Files that are read beside that of the people."""


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: case.file)
def test_case_is_right(case):
    assert differences(case) == []


def test_every_file_is_a_case_or_held_elsewhere():
    files = {path.name for path in FILES.iterdir() if not OF_OTHERS.search(path.name)}
    assert files == {case.file for case in all_cases()} | held_elsewhere().keys()


def test_the_tests_that_hold_pictures_exist():
    for place in held_elsewhere().values():
        file, _, name = place.partition("::")
        assert name in (ROOT / file).read_text(encoding="utf-8")


def test_no_case_was_lost():
    handed_over = [case for case in all_cases() if case.file.startswith("k")]
    assert len(handed_over) + len(held_elsewhere()) == 41
    assert len(all_cases()) - len(handed_over) >= 40


def test_names_of_notes_speak_both_languages():
    from powermap.exchange.reading import inspect

    for case in all_cases():
        shown = inspect(case.path)
        for each in chain(shown.notes, shown.problems):
            assert each.say("zh") != each.say("en")
