"""Times and overlaps beside matplotlib's, in one run: ``python benchmarks/compare.py``.

Both sides take turns, and each round draws people whom no round drew before. It ends
with an error when a bound is not reached.
"""

from __future__ import annotations

import sys

import people
import rivals
from rounds import Job, Verdicts, command_medians, medians

import powermap as pm

ROUNDS = 5
OTHERS = 1_000
"""Added to the round: rivals draw other people, so that neither side warms the other."""
FIRST_NAMES = {
    "powermap": "import powermap as pm; pm.BuyingCenter",
    "pydantic": "import pydantic; pydantic.BaseModel",
}


def print_svg(verdicts: Verdicts) -> None:
    """A picture of scores beside a scatter with labels."""
    times = medians(
        {
            "ours": Job(_crowd("continuous"), lambda each: pm.quadrant(each).svg()),
            "theirs": Job(
                _crowd("continuous", OTHERS),
                lambda each: rivals.with_textalloc(each, svg=True),
            ),
        },
        ROUNDS,
    )
    _print_ratio("quadrant → SVG / matplotlib + textalloc", times, 0.1, verdicts)


def print_png(verdicts: Verdicts) -> None:
    """Pictures beside as many artists without a layout."""
    for shape in ("continuous", "words"):
        times = medians(
            {
                "ours": Job(_crowd(shape), lambda each: pm.quadrant(each).png()),
                "theirs": Job(_scene(shape, OTHERS), rivals.bare_png),
            },
            ROUNDS,
        )
        what = f"quadrant ({shape}) → PNG / as many bare artists"
        _print_ratio(what, times, 1.5, verdicts)


def print_first_name() -> None:
    """The first name of a library in a new process; ours imports the other one."""
    commands = {
        name: [sys.executable, "-c", code] for name, code in FIRST_NAMES.items()
    }
    times = command_medians(commands, ROUNDS)
    ours, theirs = times["powermap"], times["pydantic"]
    ratio = ours / theirs
    print(
        f"pm.BuyingCenter / pydantic.BaseModel, cold: {ours:.0f} / {theirs:.0f} ms"
        f" = {ratio:.2f}"
    )


def _crowd(shape: str, offset: int = 0):
    return lambda turn: people.center(30, shape, offset + turn, new_names=True)


def _scene(shape: str, offset: int):
    draw = _crowd(shape, offset)
    return lambda turn: pm.quadrant(draw(turn)).scene


def _print_ratio(
    what: str, times: dict[str, float], bound: float, verdicts: Verdicts
) -> None:
    ours, theirs = times["ours"], times["theirs"]
    figures = f"{what}, {ours:.1f} / {theirs:.1f} ms"
    print(verdicts.judge(figures, ours / theirs, bound), flush=True)


def print_overlaps(verdicts: Verdicts) -> None:
    """What overlaps on our picture beside what does on theirs."""
    print("\nshape       people  powermap  textalloc  adjustText  our page")
    for shape in people.SHAPES:
        for count in (20, 40, 80, 150):
            center = people.center(count, shape)
            scene = pm.quadrant(center).scene
            ours = len(pm.charts.faults(scene))
            textalloc = rivals.overlaps(*rivals.with_textalloc(center))
            adjusttext = rivals.overlaps(*rivals.with_adjusttext(center))
            verdict = verdicts.judge(
                "overlaps", ours, min(textalloc, adjusttext)
            ).rpartition(")")[2]
            figures = f"{ours:8}  {textalloc:9}  {adjusttext:10}"
            page = f"{scene.width:g} × {scene.height:.0f}"
            print(f"{shape:10}  {count:6}  {figures}  {page}{verdict}", flush=True)


def main() -> int:
    """Print times and overlaps; 1 when a bound is not reached."""
    verdicts = Verdicts()
    print(f"30 people, ms of the processor, medians of {ROUNDS} rounds in turns")
    print_svg(verdicts)
    print_png(verdicts)
    print_first_name()
    print_overlaps(verdicts)
    return verdicts.close()


if __name__ == "__main__":
    sys.exit(main())
