"""A scene as the shapes of a slide, in DrawingML: native shapes, real text, connectors glued to what they join."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from powermap.render.connectors import Commands, preset
from powermap.render.xml import escaped, quoted
from powermap.scene.marks import (
    Box,
    Disc,
    Group,
    Mark,
    Path,
    Point,
    Rectangle,
    Scene,
    Text,
)
from powermap.scene.text import runs

EMU = 12_700
"""English Metric Units, in which a slide is measured, of a point."""
NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
)
_FACES = (
    '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
)
_LANGS = {"en": "en-US", "zh": "zh-CN"}
_LINE = 1.3  # height of a line of text, and how far its middle lies above the baseline, in ems
_MIDDLE, _MIDDLE_OF_HAN = 0.3555, 0.41
_WIDER = 1.4  # how much wider than measured a title may run in another face before it is wrapped
_BEND = 0.5522847498  # where the handles of a quarter circle stand
_NEAR = 0.75  # points from a side's middle within which a tie is glued to that
_SIDES = (
    16_200_000,
    10_800_000,
    5_400_000,
    0,
)  # which way a tie leaves at the top, left, bottom, right


@dataclass(frozen=True, slots=True)
class Fit:
    """How a page lies on a slide: `scale` times as large, its left top corner at (x, y) points."""

    scale: float
    x: float = 0.0
    y: float = 0.0

    @classmethod
    def into(cls, room: Rectangle, width: float, height: float) -> Fit:
        """A page as large as the room allows, in its middle.

        Examples
        --------
        >>> Fit.into((0, 0, 960, 540), 1280, 1080)
        Fit(scale=0.5, x=160.0, y=0.0)
        """
        left, top, right, bottom = room
        scale = min((right - left) / width, (bottom - top) / height)
        return cls(
            scale,
            (left + right - width * scale) / 2,
            (top + bottom - height * scale) / 2,
        )

    def at(self, x: float, y: float) -> tuple[int, int]:
        """A place of the page on the slide."""
        return round((self.x + x * self.scale) * EMU), round(
            (self.y + y * self.scale) * EMU
        )

    def long(self, length: float) -> int:
        """A length of the page on the slide."""
        return round(length * self.scale * EMU)


@dataclass(slots=True)
class _Dock:
    """A shape to which ties are glued: its number, its mark, and where they end beside the middles of its sides."""

    id: int
    mark: Box | Disc
    sites: list[Point] = field(default_factory=list)

    @property
    def frame(self) -> Rectangle:
        return _frame(self.mark)

    def site(self, point: Point) -> int:
        """The number of the place where a tie ends; ours come after the four that every shape has."""
        places = [*self.middles(), *self.sites]
        for number, place in enumerate(places):
            if math.dist(place, point) <= (_NEAR if number < 4 else 0.01):
                return number
        self.sites.append(point)
        return len(places)

    def middles(self) -> list[Point]:
        left, up, right, low = self.frame
        x, y = (left + right) / 2, (up + low) / 2
        return [(x, up), (left, y), (x, low), (right, y)]

    def angle(self, point: Point) -> int:
        """Which way a tie leaves at a place: away from the side that is nearest."""
        (x, y), (left, up, right, low) = point, self.frame
        far = [abs(y - up), abs(x - left), abs(y - low), abs(x - right)]
        return _SIDES[far.index(min(far))]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a tie, where its head points and how, and to which place of which shape its ends are glued."""

    path: Path
    tip: Point | None
    open: bool
    start: tuple[int, int] | None
    end: tuple[int, int] | None


def shapes(
    scene: Scene, fit: Fit, colours: Mapping[str, str], *, ground: bool = False
) -> str:
    """The shapes of a scene, one after the other.

    Parameters
    ----------
    scene : Scene
        What to draw. The lines that make up its title become the slide's title.
    fit : Fit
        Where it lies on the slide.
    colours : mapping of str to str
        Names that the theme has for colours, by colour as ``1F2933``; all others stay as they are.
    ground : bool, default False
        Whether the scene brings its own page, and its title its own ink: where the slide has another ground.

    Returns
    -------
    str
        Elements of PresentationML, to stand in a slide's tree of shapes.

    Examples
    --------
    >>> from powermap.scene.marks import Disc, Scene
    >>> made = shapes(Scene(40, 20, "", "", (Disc(10, 10, 5, fill="#0B6E4F"),)), Fit(1.0), {})
    >>> '<a:off x="63500" y="63500"/><a:ext cx="127000" cy="127000"/>' in made, 'prst="ellipse"' in made
    (True, True)
    """
    return _Writer(scene, fit, colours, ground=ground).whole()


class _Writer:
    """Writes each shape as a text, and knows what it covers, so that a group can be as large as what is in it."""

    def __init__(
        self, scene: Scene, fit: Fit, colours: Mapping[str, str], *, ground: bool
    ) -> None:
        self.scene, self.fit, self.colours, self.ground = scene, fit, colours, ground
        self.last = 1  # the number of the tree in which the shapes will stand
        self.lang = _LANGS.get(scene.lang, scene.lang)
        self.docks = self._docks()
        self.of_mark = {id(dock.mark): dock for dock in self.docks.values()}
        self.lines = {id(group): self._planned(group) for group in self._links()}

    def whole(self) -> str:
        scene, heading = self.scene, _heading(self.scene)
        drawn = (
            [self._plain(Box(0, 0, scene.width, scene.height, fill=scene.background))]
            if self.ground
            else []
        )
        drawn += [self._title(heading)] if heading else []
        drawn += self._several(scene.marks[len(heading) :])
        return "".join(made for made, _ in drawn)

    # What is glued to what ----------------------------------------------------------------------------------------

    def _links(self) -> list[Group]:
        return [
            mark
            for mark in self.scene.walk()
            if isinstance(mark, Group) and mark.link is not None
        ]

    def _docks(self) -> dict[str, _Dock]:
        groups = self.scene.groups()
        keys = dict.fromkeys(key for group in self._links() for key in group.link or ())
        found = {key: _dock_of(groups[key]) for key in keys if key in groups}
        return {
            key: _Dock(self._number(), mark)
            for key, mark in found.items()
            if mark is not None
        }

    def _planned(self, group: Group) -> list[_Line]:
        """The lines of a tie, each end with its place: known before any shape is written."""
        docks = [self.docks[key] for key in group.link or () if key in self.docks]
        found = []
        for at, mark in enumerate(group.marks):
            if isinstance(mark, Path) and not mark.head:
                tip = _tip(group.marks, at)
                start, end = mark.commands[0][-2:], tip or mark.commands[-1][-2:]
                first, last = _ends(docks, start, end)
                found.append(
                    _Line(
                        mark,
                        tip,
                        _open(group.marks, at),
                        _glued(first, start),
                        _glued(last, end),
                    )
                )
        return found

    def _number(self) -> int:
        self.last += 1
        return self.last

    # Marks --------------------------------------------------------------------------------------------------------

    def _several(self, marks: Sequence[Mark]) -> list[_Drawn]:
        """Shapes of marks in their order, a head with the line before it."""
        return [
            self._path(mark, _tip(marks, at), _open(marks, at))
            if isinstance(mark, Path)
            else self._one(mark)
            for at, mark in enumerate(marks)
            if not (isinstance(mark, Path) and mark.head)
            and not (isinstance(mark, Group) and not mark.marks)
        ]

    def _one(self, mark: Box | Disc | Text | Group) -> _Drawn:
        if isinstance(mark, Group):
            return self._link(mark) if self.lines.get(id(mark)) else self._group(mark)
        if isinstance(mark, Text):
            return self._text(mark)
        return self._docked(mark) if id(mark) in self.of_mark else self._plain(mark)

    def _group(self, group: Group) -> _Drawn:
        number, inner = self._number(), self._several(group.marks)
        box = _around(box for _, box in inner)
        off, size = (
            f'x="{box[0]}" y="{box[1]}"',
            f'cx="{box[2] - box[0]}" cy="{box[3] - box[1]}"',
        )
        head = (
            f"<p:grpSp><p:nvGrpSpPr>{self._named(number, _called(group), group.title)}<p:cNvGrpSpPr/><p:nvPr/>"
            f"</p:nvGrpSpPr><p:grpSpPr><a:xfrm><a:off {off}/><a:ext {size}/><a:chOff {off}/><a:chExt {size}/></a:xfrm>"
            "</p:grpSpPr>"
        )
        return head + "".join(made for made, _ in inner) + "</p:grpSp>", box

    def _link(self, group: Group) -> _Drawn:
        """A tie is one connector with its name; a ground under it is another that tells nothing."""
        *grounds, line = self.lines[id(group)]
        name = _called(group)
        drawn = [
            self._connector(
                each,
                self._named(self._number(), f"{name} ground", None, decorative=True),
            )
            for each in grounds
        ]
        drawn.append(
            self._connector(line, self._named(self._number(), name, group.title))
        )
        drawn += self._several(
            [mark for mark in group.marks if not isinstance(mark, Path)]
        )
        return "".join(made for made, _ in drawn), _around(box for _, box in drawn)

    def _connector(self, line: _Line, named: str) -> _Drawn:
        ends = (("stCxn", line.start), ("endCxn", line.end))
        glue = "".join(
            f'<a:{kind} id="{end[0]}" idx="{end[1]}"/>' for kind, end in ends if end
        )
        shape, box = self._course(line)
        stroke = self._stroke(line.path, _kind(line.tip, line.open))
        return (
            f"<p:cxnSp><p:nvCxnSpPr>{named}<p:cNvCxnSpPr>{glue}</p:cNvCxnSpPr><p:nvPr/></p:nvCxnSpPr>"
            f"<p:spPr>{shape}<a:noFill/>{stroke}</p:spPr></p:cxnSp>"
        ), box

    def _course(self, line: _Line) -> _Drawn:
        """Place and geometry of a line, by name where there is one for it."""
        path, tip = line.path, line.tip
        ends = {end[0] for end in (line.start, line.end) if end}
        found = preset(
            path.commands,
            tip,
            [dock.frame for dock in self.docks.values() if dock.id not in ends],
        )
        if found is None:
            return self._freeform(
                [*path.commands, ("L", *tip)] if tip else path.commands,
                filled=False,
                mirrored=True,
            )
        (x0, y0), (x1, y1) = self.fit.at(*found.start), self.fit.at(*found.end)
        wide, tall = abs(x1 - x0), abs(y1 - y0)
        box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        left, top = box[0], box[1]
        if found.upright:  # the box as it was before it was turned
            left, top, wide, tall = (
                left + (wide - tall) // 2,
                top + (tall - wide) // 2,
                tall,
                wide,
            )
        place = _place((left, top, left + wide, top + tall), found.turn, found.mirrored)
        bends = "".join(
            f'<a:gd name="adj{n}" fmla="val {bend}"/>'
            for n, bend in enumerate(found.bends, start=1)
        )
        return (
            f'{place}<a:prstGeom prst="{found.name}"><a:avLst>{bends}</a:avLst></a:prstGeom>',
            box,
        )

    def _path(self, path: Path, tip: Point | None, open: bool) -> _Drawn:
        commands = [*path.commands, ("L", *tip)] if tip else path.commands
        shape, box = self._freeform(commands, filled=path.fill is not None)
        return self._shape(
            "Line" if path.fill is None else "Sign",
            shape,
            path,
            box,
            head=_kind(tip, open),
        )

    def _plain(self, mark: Box | Disc) -> _Drawn:
        box = self._box(_frame(mark))
        name, bends = "ellipse", ""
        if isinstance(mark, Box):
            short = min(mark.width, mark.height)
            name = "roundRect" if mark.radius > 0 and short > 0 else "rect"
            share = round(min(mark.radius / short, 0.5) * 100_000) if short > 0 else 0
            bends = (
                f'<a:gd name="adj" fmla="val {share}"/>' if name == "roundRect" else ""
            )
        shape = f'{_place(box)}<a:prstGeom prst="{name}"><a:avLst>{bends}</a:avLst></a:prstGeom>'
        return self._shape("Disc" if name == "ellipse" else "Box", shape, mark, box)

    def _docked(self, mark: Box | Disc) -> _Drawn:
        """A shape with a place of its own for each tie that ends at it, so that none moves when the slide is opened."""
        dock = self.of_mark[id(mark)]
        shape, box = self._freeform(_outline(mark), filled=True, dock=dock)
        return self._shape(
            "Box" if isinstance(mark, Box) else "Disc", shape, mark, box, number=dock.id
        )

    def _shape(
        self,
        name: str,
        shape: str,
        mark: Box | Disc | Path,
        box: _Area,
        *,
        head: str | None = None,
        number: int | None = None,
    ) -> _Drawn:
        opacity = 1.0 if isinstance(mark, Disc) else mark.opacity
        fill = "<a:noFill/>" if mark.fill is None else self._paint(mark.fill, opacity)
        number = self._number() if number is None else number
        return (
            f"<p:sp><p:nvSpPr>{self._named(number, f'{name} {number}', None, decorative=True)}<p:cNvSpPr/><p:nvPr/>"
            f"</p:nvSpPr><p:spPr>{shape}{fill}{self._stroke(mark, head)}</p:spPr></p:sp>"
        ), box

    def _freeform(
        self,
        commands: Commands,
        *,
        filled: bool,
        dock: _Dock | None = None,
        mirrored: bool = False,
    ) -> _Drawn:
        """Place and geometry of any outline, `mirrored` so that it runs from the left top to the right bottom."""
        points: list[Point] = [
            p for _, *n in commands for p in zip(n[::2], n[1::2], strict=True)
        ]
        found = [self.fit.at(x, y) for x, y in points]
        left, top = min(x for x, _ in found), min(y for _, y in found)
        box = (
            left,
            top,
            max(left + 1, *(x for x, _ in found)),
            max(top + 1, *(y for _, y in found)),
        )
        back, up = (mirrored and found[0][axis] > found[-1][axis] for axis in (0, 1))

        def point(place: Point) -> str:
            x, y = self.fit.at(*place)
            return f'x="{box[2] - x if back else x - left}" y="{box[3] - y if up else y - top}"'

        rest = iter(points)
        steps = []
        for tag, count in (_STEPS[letter] for letter, *_ in commands):
            inner = "".join(f"<a:pt {point(next(rest))}/>" for _ in range(count))
            steps.append(f"<a:{tag}>{inner}</a:{tag}>")
        sites = (
            ""
            if dock is None
            else "".join(
                f'<a:cxn ang="{dock.angle(site)}"><a:pos {point(site)}/></a:cxn>'
                for site in (*dock.middles(), *dock.sites)
            )
        )
        size = f'w="{box[2] - left}" h="{box[3] - top}"' + (
            "" if filled else ' fill="none"'
        )
        return (
            f"{_place(box, mirrored=(back, up))}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst>{sites}</a:cxnLst>"
            f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path {size}>{"".join(steps)}</a:path></a:pathLst>'
            "</a:custGeom>"
        ), box

    def _text(self, text: Text) -> _Drawn:
        """A line in a box of its measure, in the box's middle, where faces of other metrics differ least."""
        tall = text.size * _LINE
        shift = {"start": 0.5, "middle": 0.0, "end": -0.5}[text.anchor] * text.width
        up = text.size * (
            _MIDDLE
            if all(covered for _, covered in runs(text.content))
            else _MIDDLE_OF_HAN
        )
        turn = math.radians(text.rotate)
        x = text.x + shift * math.cos(turn) + up * math.sin(turn)
        y = text.y + shift * math.sin(turn) - up * math.cos(turn)
        box = self._box(
            (x - text.width / 2, y - tall / 2, x + text.width / 2, y + tall / 2)
        )
        number = self._number()
        side = {"start": "l", "middle": "ctr", "end": "r"}[text.anchor]
        way = ' rtl="1"' if _from_right(text.content) else ""
        made = (
            f'<p:sp><p:nvSpPr>{self._named(number, f"Text {number}", None)}<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr>'
            f"<p:spPr>{_place(box, round(text.rotate % 360 * 60_000))}"
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
            f'<p:txBody>{_BODY}<a:lstStyle/><a:p><a:pPr algn="{side}"{way}/>{self._run(text)}</a:p></p:txBody></p:sp>'
        )
        return made, _turned(box, text.rotate)

    def _run(self, text: Text) -> str:
        return f"<a:r>{self._look('rPr', text, self._paint(text.ink) + _FACES)}<a:t>{escaped(text.content)}</a:t></a:r>"

    def _look(self, tag: str, text: Text, inner: str) -> str:
        """Size and weight of a text."""
        spacing = (
            f' spc="{round(text.spacing * self.fit.scale * 100)}"'
            if text.spacing
            else ""
        )
        size = max(100, round(text.size * self.fit.scale * 100))
        bold = 1 if text.weight == "semibold" else 0
        return f'<a:{tag} lang="{self.lang}" sz="{size}" b="{bold}"{spacing} noProof="1">{inner}</a:{tag}>'

    def _title(self, lines: Sequence[Text]) -> _Drawn:
        """The title of the slide: the place is the scene's, face and colour are the deck's."""
        first, last, number = lines[0], lines[-1], self._number()
        up, tall = first.size * _MIDDLE, first.size * _LINE
        wide = max(each.width for each in lines) * _WIDER
        box = self._box(
            (first.x, first.y - up - tall / 2, first.x + wide, last.y - up + tall / 2)
        )
        look = self._look("rPr", first, self._paint(first.ink) if self.ground else "")
        step = self.fit.scale * (
            (last.y - first.y) / (len(lines) - 1) if len(lines) > 1 else tall
        )
        words = f"<a:br>{look}</a:br>".join(
            f"<a:r>{look}<a:t>{escaped(each.content)}</a:t></a:r>" for each in lines
        )
        return (
            f'<p:sp><p:nvSpPr>{self._named(number, "Title", None)}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            f'<p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr>{_place(box)}</p:spPr><p:txBody>{_BODY}'
            f'<a:lstStyle/><a:p><a:pPr algn="l"><a:lnSpc><a:spcPts val="{round(step * 100)}"/></a:lnSpc>'
            f'<a:spcBef><a:spcPts val="0"/></a:spcBef></a:pPr>{words}</a:p></p:txBody></p:sp>'
        ), box

    # Parts of a shape ---------------------------------------------------------------------------------------------

    def _named(
        self, number: int, name: str, title: str | None, *, decorative: bool = False
    ) -> str:
        told = f" descr={quoted(title)}" if title else ""
        return f'<p:cNvPr id="{number}" name={quoted(name)}{told}' + (
            f">{_DECORATIVE}</p:cNvPr>" if decorative else "/>"
        )

    def _box(self, frame: Rectangle) -> _Area:
        return (*self.fit.at(frame[0], frame[1]), *self.fit.at(frame[2], frame[3]))

    def _paint(self, colour: str, opacity: float = 1.0) -> str:
        value = _hex(colour)
        alpha = f'<a:alpha val="{round(opacity * 100_000)}"/>' if opacity < 1 else ""
        name = self.colours.get(value)
        kind, value = ("schemeClr", name) if name else ("srgbClr", value)
        return f'<a:solidFill><a:{kind} val="{value}">{alpha}</a:{kind}></a:solidFill>'

    def _stroke(self, mark: Box | Disc | Path, head: str | None = None) -> str:
        if mark.stroke is None:
            return "<a:ln><a:noFill/></a:ln>"
        wide = max(mark.stroke_width, 0.01)
        dash = (
            mark.dash if len(mark.dash) % 2 == 0 else mark.dash * 2
        )  # as SVG reads an odd number
        pairs = "".join(
            f'<a:ds d="{round(on / wide * 100_000)}" sp="{round(off / wide * 100_000)}"/>'
            for on, off in zip(dash[::2], dash[1::2], strict=True)
        )
        pattern = f"<a:custDash>{pairs}</a:custDash>" if pairs else ""
        opacity = 1.0 if isinstance(mark, Disc) else mark.opacity
        tail = "" if head is None else self._head(wide, head)
        return (
            f'<a:ln w="{self.fit.long(wide)}" cap="flat">{self._paint(mark.stroke, opacity)}{pattern}<a:round/>{tail}'
            "</a:ln>"
        )

    def _head(self, wide: float, kind: str) -> str:
        """A head about as long as the one drawn: PowerPoint has 2, 3 or 5 widths of a line of 2 points or more."""
        share = (7.0 + wide * 1.3) * self.fit.scale / max(wide * self.fit.scale, 2.0)
        size = "sm" if share < 2.5 else "med" if share < 4 else "lg"
        return f'<a:tailEnd type="{kind}" w="{size}" len="{size}"/>'


_Area = tuple[int, int, int, int]
_Drawn = tuple[str, _Area]
_STEPS = {
    "M": ("moveTo", 1),
    "L": ("lnTo", 1),
    "C": ("cubicBezTo", 3),
    "Z": ("close", 0),
}
_BODY = '<a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="ctr"><a:noAutofit/></a:bodyPr>'


def _frame(mark: Box | Disc) -> Rectangle:
    if isinstance(mark, Box):
        return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height
    return (
        mark.x - mark.radius,
        mark.y - mark.radius,
        mark.x + mark.radius,
        mark.y + mark.radius,
    )


def _place(
    box: _Area, turn: int = 0, mirrored: tuple[bool, bool] = (False, False)
) -> str:
    left, up, right, low = box
    turned = (f' rot="{turn}"' if turn else "") + _mirror(mirrored)
    return (
        f'<a:xfrm{turned}><a:off x="{left}" y="{up}"/><a:ext cx="{max(right - left, 0)}" cy="{max(low - up, 0)}"/>'
        "</a:xfrm>"
    )


def _mirror(mirrored: tuple[bool, bool]) -> str:
    return "".join(
        f' {name}="1"'
        for name, on in zip(("flipH", "flipV"), mirrored, strict=True)
        if on
    )


def _turned(box: _Area, degrees: float) -> _Area:
    """What a turned box covers; all but the quarter turns count as the box itself."""
    if degrees % 180 != 90:
        return box
    x, y, wide, tall = (
        (box[0] + box[2]) // 2,
        (box[1] + box[3]) // 2,
        box[2] - box[0],
        box[3] - box[1],
    )
    return x - tall // 2, y - wide // 2, x + tall // 2, y + wide // 2


def _around(boxes: Iterable[_Area]) -> _Area:
    found = list(boxes) or [(0, 0, 0, 0)]
    return (
        min(b[0] for b in found),
        min(b[1] for b in found),
        max(b[2] for b in found),
        max(b[3] for b in found),
    )


def _called(group: Group) -> str:
    return group.key or (group.classes[0] if group.classes else "Group")


def _tip(marks: Sequence[Mark], at: int) -> Point | None:
    """Where the head after a line points, if there is one."""
    after = marks[at + 1] if at + 1 < len(marks) else None
    return after.commands[0][1:] if isinstance(after, Path) and after.head else None


def _open(marks: Sequence[Mark], at: int) -> bool:
    after = marks[at + 1] if at + 1 < len(marks) else None
    return isinstance(after, Path) and after.head and after.stroke is not None


def _kind(tip: Point | None, open: bool) -> str | None:
    """The head of a line as PowerPoint calls it."""
    return None if tip is None else "arrow" if open else "triangle"


def _dock_of(group: Group) -> Box | Disc | None:
    """What stands for a group when a tie ends there: what is solid, or else its largest box or disc."""
    found = [mark for mark in group.marks if isinstance(mark, Box | Disc)]
    solid = [mark for mark in found if mark.solid]
    return max(solid or found, key=lambda mark: _size(_frame(mark)), default=None)


def _size(frame: Rectangle) -> float:
    return (frame[2] - frame[0]) * (frame[3] - frame[1])


def _ends(
    docks: Sequence[_Dock], start: Point, end: Point
) -> tuple[_Dock | None, _Dock | None]:
    """Which of two shapes a line leaves, and at which it ends: each at its nearest."""
    if len(docks) < 2:
        return (docks[0], None) if docks else (None, None)
    one, other = docks
    there = _beside(one.frame, start) + _beside(other.frame, end)
    back = _beside(other.frame, start) + _beside(one.frame, end)
    return (one, other) if there <= back else (other, one)


def _glued(dock: _Dock | None, place: Point) -> tuple[int, int] | None:
    return None if dock is None else (dock.id, dock.site(place))


def _beside(frame: Rectangle, point: Point) -> float:
    left, up, right, low = frame
    return math.hypot(
        max(left - point[0], 0, point[0] - right), max(up - point[1], 0, point[1] - low)
    )


def _outline(mark: Box | Disc) -> Commands:
    """A box with round corners, or a disc, as segments."""
    left, up, right, low = _frame(mark)
    r = (
        mark.radius
        if isinstance(mark, Disc)
        else min(mark.radius, mark.width / 2, mark.height / 2)
    )
    b = r * (1 - _BEND)
    return [
        ("M", left + r, up),
        ("L", right - r, up),
        ("C", right - b, up, right, up + b, right, up + r),
        ("L", right, low - r),
        ("C", right, low - b, right - b, low, right - r, low),
        ("L", left + r, low),
        ("C", left + b, low, left, low - b, left, low - r),
        ("L", left, up + r),
        ("C", left, up + b, left + b, up, left + r, up),
        ("Z",),
    ]


def _heading(scene: Scene) -> list[Text]:
    """The lines with which a scene begins that together are its title."""
    wanted = "".join(scene.title.split())
    found: list[Text] = []
    for mark in scene.marks:
        if not wanted or not isinstance(mark, Text) or mark.rotate:
            break
        part = "".join(mark.content.split())
        if not part or not wanted.startswith(part):
            break
        found.append(mark)
        wanted = wanted[len(part) :]
    return found if found and not wanted else []


def _from_right(content: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    kinds = (unicodedata.bidirectional(char) for char in content)
    return next((kind != "L" for kind in kinds if kind in {"L", "R", "AL"}), False)


@cache
def _hex(colour: str) -> str:
    """A colour as six digits."""
    if len(colour) == 7 and colour[0] == "#":
        return colour[1:].upper()
    from PIL.ImageColor import getrgb

    return "".join(f"{part:02X}" for part in getrgb(colour)[:3])
