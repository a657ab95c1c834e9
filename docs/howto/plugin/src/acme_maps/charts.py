"""A chart: a function of what is drawn, with the options that it takes."""

from powermap import AccountPlan, BuyingCenter, Chart, Judgment, judge
from powermap.scene import Box, Group, Scene, Text
from powermap.scene.marks import Anchor
from powermap.scene.text import measure

INK = "#1F2933"
BLUE = "#2458A6"
TITLES = {"en": "People by department", "zh": "各部门人数"}


def departments(
    subject: BuyingCenter | AccountPlan | Judgment,
    *,
    title: str | None = None,
    lang: str = "en",
) -> Chart:
    """How many people are known in each department."""
    counts: dict[str, int] = {}
    for person in judge(subject).center:
        name = person.department or "?"
        counts[name] = counts.get(name, 0) + 1
    heading = title or TITLES[lang]
    marks: list[Group | Text] = [_words(heading, 24, 40, 20)]
    for row, (name, count) in enumerate(sorted(counts.items())):
        y = 64 + 36 * row
        bar = Box(200, y, 40 * count, 24, BLUE, solid=True)
        label = _words(name, 190, y + 17, 13, anchor="end")
        marks.append(Group((bar, label), key=name, title=f"{name}: {count}"))
    width = 240 + 40 * max(counts.values(), default=0)
    height = 88 + 36 * len(counts)
    description = f"{heading}: {len(counts)}"
    return Chart(Scene(max(width, 480), height, heading, description, tuple(marks)))


def _words(
    content: str, x: float, y: float, size: float, anchor: Anchor = "start"
) -> Text:
    width = measure(content, size)
    return Text(x, y, content, size, INK, width, anchor=anchor, solid=True)
