"""Every sign of the pictures, drawn by the program, with its words and what it tells a reader."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from powermap import style
from powermap.language import Language
from powermap.model import Answer, Contact, Role, Stance, TieKind
from powermap.render.svg import symbol
from powermap.scene.curves import straight_curve
from powermap.scene.marks import Box, Mark
from powermap.style.flow import BETTER, NEUTRAL, WORSE, turn_sign
from powermap.views import card_signs, cards, quadrant_notes, tie_legend, ties

RADIUS = 11.0
HALF_HEIGHT = 14.0
SAMPLE = 44.0
TEAM_OF_THE_EXAMPLE = 16
Drawing = Callable[[float, float], Sequence[Mark]]


class Sign(NamedTuple):
    """How a sign is drawn around a point, half its width, its words, what it tells."""

    draw: Drawing
    half_width: float
    words: Callable[[Language], str]
    tells: str


def key(name: str, **values: object) -> Callable[[Language], str]:
    """Words of the language by their key."""
    return lambda language: language.say(name, **values)


def word(member: object) -> Callable[[Language], str]:
    """What a language calls a member of a vocabulary."""
    return lambda language: language.label(member)


def _line(kind: TieKind) -> Drawing:
    def draw(x: float, y: float) -> Sequence[Mark]:
        ends = [(x - SAMPLE / 2, y), (x + SAMPLE / 2, y)]
        return ties.draw_tie(kind, straight_curve(ends), None)

    return draw


def _path(x: float, y: float) -> Sequence[Mark]:
    curve = straight_curve([(x - SAMPLE / 2, y), (x + SAMPLE / 2, y)])
    return (ties.draw_halo(curve), *ties.draw_tie(TieKind.INFLUENCES, curve, None))


def _ring(x: float, y: float) -> Sequence[Mark]:
    return (ties.loss_ring(x - 15, y - 6, 30, 12, radius=4.0),)


def _counted(text: str) -> Drawing:
    width = cards.sign_width(text, 12.0)
    return lambda x, y: cards.draw_sign(text, x - width / 2, y, 12.0)


def _cell(role: Role) -> Drawing:
    tone = style.tone(role)

    def draw(x: float, y: float) -> Sequence[Mark]:
        ground = Box(
            x - 18, y - 10, 36, 20, fill=tone.tint, stroke=tone.ink, radius=4.0
        )
        return (ground,)

    return draw


STANCES = {
    Stance.CHAMPION: "Sells for us inside the customer when we are not there.",
    Stance.SUPPORTER: "Prefers us, and says so when asked.",
    Stance.NEUTRAL: "Has no preference, or does not show one.",
    Stance.OPPONENT: "Prefers somebody else, or nothing at all.",
    Stance.ENEMY: "Works against us.",
}
CONTACTS = {
    Contact.NONE: "Nobody on our team has spoken with them.",
    Contact.BRIEF: "We have met once, or for a moment.",
    Contact.SEVERAL: "We talk now and then.",
    Contact.DEEP: "They tell us what they really think.",
}
ROLES = {
    Role.OWNER: "Decides and is closely involved: owns the problem or the budget.",
    Role.APPROVER: "Decides and keeps a distance: signs what others have prepared.",
    Role.DECIDER: "Decides; how closely they are involved is unknown. Dashed.",
    Role.ADVOCATE: "Does not decide, but is in the middle of it and argues for one option.",
    Role.GATEKEEPER: "Does not decide and keeps a distance: can say no, but not yes.",
    Role.INFLUENCER: "Does not decide; how closely they are involved is unknown. Dashed.",
}
TIES = {
    TieKind.REPORTS_TO: "The boss stands above.",
    TieKind.DOTTED_TO: "A second boss, for a project or a matter.",
    TieKind.INFLUENCES: "Leads to the person who is influenced. The broader, the stronger.",
    TieKind.LISTENS_TO: "Leads to the person who listens.",
    TieKind.TALKS_TO: "They talk; nobody leads.",
    TieKind.CONFLICTS_WITH: "They work against each other.",
    TieKind.FRIEND_OF: "They are friends.",
}


def _stances() -> Iterable[Sign]:
    for stance, tells in STANCES.items():
        draw = partial(_disc, stance)
        yield Sign(draw, RADIUS, word(stance), tells)
    ask = "Nobody knows yet. Somebody should ask."
    yield Sign(partial(_disc, None), RADIUS, key("common.unknown"), ask)


def _disc(stance: Stance | None, x: float, y: float) -> Sequence[Mark]:
    return style.stance_disc(stance, x, y, RADIUS)


def _dots(contact: Contact | None, x: float, y: float) -> Sequence[Mark]:
    return style.contact_dots(contact, x + card_signs.DOTS / 2, y)


def _contacts() -> Iterable[Sign]:
    for contact, tells in CONTACTS.items():
        words = key(f"quadrant.contact_{contact.value}")
        yield Sign(partial(_dots, contact), 14, words, tells)
    ask = "The file does not say how well we know them: not the same as no contact."
    yield Sign(partial(_dots, None), 14, key("quadrant.contact_unknown"), ask)


def _roles() -> Iterable[Sign]:
    for role, tells in ROLES.items():
        yield Sign(_cell(role), 18, word(role), tells)


def _person() -> Iterable[Sign]:
    radius = card_signs.RADIUS
    yield Sign(
        partial(style.veto_sign, radius=radius),
        10,
        key("quadrant.can_veto"),
        "Can stop the purchase alone, whatever their role is.",
    )
    yield Sign(
        partial(style.differs_sign, radius=radius),
        10,
        key("quadrant.declared_differs"),
        "You entered a role, and the scores give another one. One of the two is wrong.",
    )
    yield Sign(
        card_signs._draw_placeholder,
        15,
        key("quadrant.placeholder"),
        "A position whose name is not known yet. The card is dashed.",
    )


def _scores() -> Iterable[Sign]:
    yield Sign(
        quadrant_notes._draw_near_sign,
        12,
        key("quadrant.near_cut"),
        "The dashed line is on the side of the cutoff. Check the score first.",
    )
    for axis in quadrant_notes.AXES:
        yield Sign(
            partial(quadrant_notes._draw_cut_sign, axis),
            12,
            key(f"quadrant.{axis}_at_cut"),
            "The bar is the cutoff. One point less gives another role.",
        )
    yield Sign(
        quadrant_notes._draw_ring_sign,
        12,
        key("quadrant.at_middle"),
        "A word such as *high* says the half and no place in it.",
    )
    yield Sign(
        quadrant_notes._draw_frame_sign,
        12,
        key("quadrant.same_point"),
        "They would stand on one another; the frame is their point.",
    )
    yield Sign(
        partial(style.split_disc, Stance.SUPPORTER, Stance.ENEMY, radius=RADIUS),
        12,
        key("quadrant.halves", rival="Contoso"),
        "With `--rival`: how the person stands to us, and to the rival.",
    )


def _ties() -> Iterable[Sign]:
    for kind, tells in TIES.items():
        yield Sign(_line(kind), 24, key(f"influence.key_{kind.value}"), tells)
    yield Sign(
        lambda x, y: tie_legend._draw_along(TieKind.INFLUENCES, x - SAMPLE / 2, y),
        24,
        key("influence.key_both"),
        "The report influences the boss; one line shows both.",
    )
    yield Sign(
        lambda x, y: tie_legend._draw_along(TieKind.CONFLICTS_WITH, x - SAMPLE / 2, y),
        24,
        lambda language: language.say(
            "influence.along_reporting_line",
            kind=language.say("influence.key_conflicts_with"),
        ),
        "A report and their boss are in conflict; other ties look so too.",
    )
    yield Sign(
        _path, 24, key("influence.key_path"), "With `--path`: the way to a person."
    )
    yield Sign(
        _ring,
        17,
        key("influence.key_loss"),
        "With `--emphasis losses`: who must not leave. Find a second way in.",
    )
    team = Language("en").say("influence.team_sign", count=TEAM_OF_THE_EXAMPLE)
    yield Sign(
        _counted(team),
        37,
        key("influence.key_team"),
        "A large map is folded. Click the card on a page, or draw `--everybody`.",
    )
    yield Sign(
        _counted("+3"),
        14,
        key("influence.key_further"),
        "The strongest tie is drawn. `--ties all` draws all.",
    )
    yield Sign(
        lambda x, y: tie_legend._draw_stub_key(x - SAMPLE / 2, y),
        24,
        key("influence.key_stub"),
        "On a picture of one team: where a tie leads out of it.",
    )


def _other_charts() -> Iterable[Sign]:
    for answer, said in (
        (Answer.PLUS, "plus"),
        (Answer.MINUS, "minus"),
        (Answer.UNKNOWN, "unknown"),
    ):
        yield Sign(
            partial(style.answer_disc, answer, radius=RADIUS),
            12,
            key(f"scorecard.{said}"),
            "Scorecard: our answer to a criterion, with its evidence beside it.",
        )
    for met, name in ((True, "met"), (False, "not_met"), (None, "not_known")):
        yield Sign(
            partial(style.need_disc, met, radius=RADIUS),
            12,
            key(f"matrix.{name}"),
            "Needs: whether we meet this need of the person.",
        )
    yield Sign(
        partial(style.depth_dots, Contact.BRIEF, Contact.SEVERAL),
        20,
        lambda language: " / ".join(
            [language.say("matrix.present"), language.say("matrix.wanted")]
        ),
        "Coverage: full dots are what we have, outlined ones what we should have.",
    )
    yield Sign(
        partial(style.warning_sign, radius=9),
        11,
        key("matrix.missing"),
        "Coverage: somebody has to see this person.",
    )
    yield Sign(
        lambda x, y: style.share_bar((0.5, 0.3), x - 22, y - 3.5, 44, 7),
        24,
        key("scorecard.shares"),
        "Scorecard and needs: green in favor, hatched red against, empty unknown.",
    )
    for better, ink, tells in (
        (True, BETTER.ink, "Difference: a change for us."),
        (False, WORSE.ink, "Difference: a change against us."),
        (None, NEUTRAL.ink, "Difference: a change that is neither."),
    ):
        yield Sign(
            partial(turn_sign, better, ink=ink), 8, key("scorecard.changed"), tells
        )


GROUPS: dict[str, Callable[[], Iterable[Sign]]] = {
    "roles": _roles,
    "stances": _stances,
    "contacts": _contacts,
    "person": _person,
    "scores": _scores,
    "ties": _ties,
    "other": _other_charts,
}


def sign_table(group: str) -> str:
    """The signs of a group: picture, words of the legend in both languages, meaning."""
    lines = ["| sign | in the legend | what it tells you |", "|---|---|---|"]
    for sign in GROUPS[group]():
        english = sign.words(Language("en"))
        chinese = sign.words(Language("zh"))
        lines.append(
            f"| {_picture(sign)} | **{english}**<br>{chinese} | {sign.tells} |"
        )
    return "\n".join(lines)


def _picture(sign: Sign) -> str:
    half = sign.half_width + 2
    marks = sign.draw(0.0, 0.0)
    return symbol(marks, (-half, -HALF_HEIGHT, half, HALF_HEIGHT))
