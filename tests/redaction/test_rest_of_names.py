"""Contacts, misspelled names, other scripts: replaced or told, and nothing beside a pseudonym."""

from __future__ import annotations

import re
import warnings
import zipfile

import pytest
from hypothesis import assume, given, settings, strategies as st
from redacting import redact, redacted

import powermap as pm
from powermap import redaction
from powermap.redaction.near_names import is_one_slip
from powermap.redaction.short_names import short_names
from powermap.redaction.word_forms import plain
from powermap.redaction.word_lists import word_lists

MASKED = [
    # Telephone numbers, accounts, addresses
    ("Call +49 171 1234567", "Call (number removed)"),
    ("tel 0171/1234567, ext. 1234", "tel (number removed), ext. (number removed)"),
    ("(555) 123-4567 or 555-1234", "(number removed) or (number removed)"),
    ("手机13812345678，座机021-5555 1234", "手机(number removed)，座机(number removed)"),
    ("@rfalk, Skype: rob, WeChat rob_88", "(address removed), Skype: (address removed), WeChat (address removed)"),
    ("微信：rob88", "微信：(address removed)"),
    ("see linkedin.com/in/x", "see (address removed)"),
    ("https://acme.example/robert-falk/cv", "(address removed)"),
    # These are none.
    ("on 2026-10-28, 28.10.2026, in 2026-2027", "on 2026-10-28, 28.10.2026, in 2026-2027"),
    ("EUR 1 250 000, 1.250.000 or 1,250,000", "EUR 1 250 000, 1.250.000 or 1,250,000"),
    ("10 000 - 15 000 users on 192.168.10.12", "10 000 - 15 000 users on 192.168.10.12"),
    ("https://acme.example/plan, the signal is clear", "https://acme.example/plan, the signal is clear"),
    # Nothing of a name stays beside its pseudonym.
    ("Robert Falck decides", "<falk> decides"),
    ("Rober Falck decides", "<falk> decides"),
    ("Robert J. Falk Jr. decides", "<falk> decides"),
    ("T. Falk decides", "<falk> decides"),
    ("Falk-Meier and Meier-Falk", "<falk> and <falk>"),
    ("Robert Falkenberg", "<falk>"),
    ("Anaa Ruiz; Ana Ruizz", "<ana>; <ana>"),
    # Initials of double names
    ("M.J. agrees, M.-J. O'Neill", "<mjo> agrees, <mjo>"),
    ("Ask M.J. She agrees.", "Ask <mjo>. She agrees."),
    ("M. O'Neill, Mary Jane ONeill", "<mjo>, <mjo>"),
    # Other scripts
    ("Call Роберт Фальк", "Call <falk>"),
    # Two mentions stay two, and other words stay.
    ("Falk Falk, FALK ERP", "<falk> <falk>, <falk> ERP"),
]  # fmt: skip


def test_what_leads_to_a_person_is_replaced():
    wrong = []
    for text, expected in MASKED:
        left, doubts = redacted(text)
        if left != expected or doubts:
            wrong.append((text, left, doubts))
    assert wrong == []


TOLD = [
    ("Falck agrees", ["Falck"]),
    ("Ask O'Neil", ["Neil"]),
    ("MJ, MJO and M.J said", ["MJ", "MJO", "M.J"]),
    ("Robert Miller, with Peter Falk", ["Miller", "Peter"]),
    ("Руис и روبرت", ["Руис", "روبرت"]),
    ("罗伯特·法尔克", ["罗伯特·法尔克"]),
    ("请法尔克同意", ["法尔克"]),
    ("order 4500123456, 612 345 678", ["4500123456", "612 345 678"]),
]


OTHERS = {
    "hpm": "Hans-Peter Müller-Lüdenscheidt",
    "jmg": "José María García",
    "lvb": "Ludwig van den Berg",
    "oyn": "欧阳娜娜",
    "mjo": "Mary-Jane O'Neill",
}


def test_nothing_of_a_name_stays_beside_a_pseudonym():
    cases = {
        "ERP of MJ O'Neill": "ERP of <mjo>",
        "HP Müller": "<hpm>",
        "Müller-L, agrees": "<hpm>, agrees",
        "hp_mueller": "<hpm>",
        "J.M. García": "<jmg>",
        "L. v. d. Berg": "<lvb>",
        "v.d.Berg": "<lvb>",
        "欧阳说": "<oyn>说",
        "CEO Berg": "CEO <lvb>",
        "vdBerg agrees": "<lvb> agrees",
        "vanBerg": "<lvb>",
        "Ludwig vdB, too": "<lvb>, too",
        "O'Neill, MJ, signed": "<mjo>, signed",
        "O'Neill, IT": "<mjo>, IT",
    }
    for text, expected in cases.items():
        left, _ = redacted(text, OTHERS)
        assert left == expected, text


WITH_PARTICLES = {
    "jvb": "Jan van den Berg",
    "och": "Otto von der Heide",
    "ana": "Ana de la Cruz",
    "mona": "Mona al-Sayed",
    "omar": "Omar bin Laden",
    "listed": "van't Hof, Pia",
}


def test_particles_are_masked_with_the_name_to_which_they_belong():
    cases = {
        "Jan van den says": "<jvb> says",
        "Berg van den": "<jvb>",
        "Jan v. d. agrees": "<jvb> agrees",
        "Jan den Berg": "<jvb>",
        "v/d Berg": "<jvb>",
        "Ask van der Berg.": "Ask <jvb>.",
        "Otto von. Then": "<och>. Then",
        "Cruz de la, too": "<ana>, too",
        "Sayed al": "<mona>",
        "el-Sayed": "<mona>",
        "Laden bin Omar": "<omar>",
        # Of another's name, or a word of the sentence.
        "das Angebot von Cruz": "das Angebot von <ana>",
        "Otto van Rijn": "<och> van Rijn",
    }
    for text, expected in cases.items():
        left, _ = redacted(text, WITH_PARTICLES)
        assert left == expected, text


@settings(deadline=None)
@given(
    st.sampled_from(["Jan", "Pia", "Otto"]),
    st.lists(
        st.sampled_from(sorted(word_lists().particles - word_lists().address)),
        min_size=1,
        max_size=3,
        unique=True,
    ),
    st.sampled_from(["Berg", "Heide", "Quandt"]),
    st.data(),
)
def test_no_particle_stays_beside_the_pseudonym(first, particles, last, data):
    shown = data.draw(st.integers(1, len(particles)))
    some = " ".join(particles[:shown])
    rest = " ".join(particles[-shown:])
    name = " ".join([first, *particles, last])
    for text in (
        f"{first} {some}",
        f"{rest} {last}",
        f"{last} {some}",
        f"{first} {name}",
    ):
        left, _ = redacted(f"Then {text}, today", {"x": name})
        assert re.fullmatch(r"Then (<x> ?)+, today", left), (name, text, left)


LEADS = [
    "@rfalk",
    "Skype: rob.falk",
    "WeChat rob_88",
    "微信：rob88",
    "rob@acme.example",
    "linkedin.com/in/rob",
    "https://acme.example/robert-falk/cv",
    "+49 171 1234567",
    "tel 0171/1234567",
    "(555) 123-4567",
]


@given(
    st.sampled_from(LEADS),
    st.sampled_from(
        [". Then", ".", ", then", "; then", "! Then", "? Then", "。", "，", "！", ")."]
    ),
)
def test_the_signs_behind_what_is_removed_stay(lead, behind):
    left, _ = redacted(f"Use {lead}{behind}")
    assert left.endswith(f"removed){behind}")
    assert "rob" not in left.lower()


def test_names_of_one_sign_and_of_three_letters_are_told():
    people = {"lei": "李雷", "kim": "Kim Ode"}
    cases = {
        "雷，请确认": ["雷"],
        "请问雷。": ["雷"],
        "问雷。雷说可以": ["雷", "雷"],
        "雷达，打雷，布雷": [],
        "Kimm agrees, with Kym": ["Kimm", "Kym"],
        "the Kit, das Kind, a KIM, Tim": [],
        "Kem. Kmi, Ask Kmi": ["Kmi"],
    }
    for text, expected in cases.items():
        _, doubts = redacted(text, people)
        assert sorted(doubts) == sorted(set(expected)), text


SHORT = st.text("aeikmsty", min_size=3, max_size=3)


def sounds_alike(word, name):
    """Whether one is heard for the other: each name looked at by itself."""
    doubled = any(word == name[: n + 1] + name[n:] for n in range(3))
    if doubled:
        return True
    same_letters = sorted(word) == sorted(name)
    same_consonants = re.sub("[aeiouy]", "", word) == re.sub("[aeiouy]", "", name)
    return is_one_slip(word, name) and (same_letters or same_consonants)


@given(
    st.frozensets(SHORT, min_size=1, max_size=8),
    st.lists(st.text("aeikmsty", min_size=3, max_size=4), max_size=6),
)
def test_names_of_three_letters_are_found_as_if_each_was_compared(names, words):
    lists = word_lists()
    ordinary = lists.little | lists.jobs | lists.address | lists.common
    expected = []
    for word in words:
        is_slip = any(sounds_alike(word, name) for name in names)
        if word not in ordinary and is_slip:
            expected.append(word.capitalize())
    # Within a sentence.
    text = " ".join(["with", *(word.capitalize() for word in words)])
    assert list(short_names(names).slips_in(text)) == expected


def test_what_may_lead_to_a_person_is_told():
    for text, expected in TOLD:
        _, doubts = redacted(text)
        assert sorted(doubts) == sorted(expected), text


ELSEWHERE = {
    "rf": "Robert Falk",
    "ip": "Иван Петров",
    "mh": "محمد الحسيني",
    "ml": "Müller-Lüdenscheidt, Hans",
}


def test_names_in_another_script_than_the_text_are_masked_or_told():
    cases = {
        # Greek writes the sounds of b and d with two letters.
        "Ρόμπερτ Φαλκ": ("<rf>", []),
        # Beside the given name the sound is enough, whatever the spelling.
        "Ivan Petroff": ("<ip>", []),
        "Petroff agrees": ("Petroff agrees", ["Petroff"]),
        "Mohammed and Al-Husseini": (
            "Mohammed and Al-Husseini",
            ["Mohammed", "Husseini"],
        ),
        # "to" is a part of the word
        "لمحمد": ("لمحمد", ["لمحمد"]),
        "HML, H. M.-L. and ML": ("HML, <ml> and ML", ["HML", "ML"]),
        "Need, Monday and Money for Petra": ("Need, Monday and Money for Petra", []),
    }
    for text, expected in cases.items():
        left, doubts = redacted(text, ELSEWHERE)
        assert (left, sorted(doubts)) == (expected[0], sorted(expected[1])), text


def usual(word):
    lists = word_lists()
    taken = lists.ambiguous | lists.jobs | lists.address
    return plain(word) not in taken | {
        "person",
        "removed",
        "address",
        "number",
        "someone",
    }


latin = (
    st.text("abcdefghijklmnoprstuvwz", min_size=4, max_size=8)
    .filter(usual)
    .map(str.title)
)


@st.composite
def slips(draw):
    """A name, and the name with one slip of the pen in a word."""
    first, last = draw(latin), draw(latin)
    words = [first, last]
    which = draw(st.integers(0, 1))
    word = words[which]
    place = draw(st.integers(1, len(word) - 1))
    letter = draw(st.sampled_from("aeiourstln"))
    kind = draw(st.integers(0, 3))
    wrong = [
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[: place - 1] + word[place - 1 : place + 1][::-1] + word[place + 1 :],
    ][kind]  # fmt: skip
    wrong = wrong.title()
    assume(plain(first) != plain(last))
    words[which] = wrong
    return f"{first} {last}", wrong, " ".join(words), draw(st.booleans())


@given(slips())
@settings(max_examples=150, deadline=None)
def test_a_name_one_slip_away_is_masked_or_told(case):
    name, wrong, written, alone = case
    text = f"we ask {wrong if alone else written} today"
    left, doubts = redacted(text, {"p": name})
    stays = set(re.findall(r"\w+", left)) & {wrong}
    assert stays <= set(doubts), (left, doubts)
    if not alone:
        # Beside the other word of the name nothing is only told.
        assert left == "we ask <p> today"


@given(latin, latin)
@settings(max_examples=100, deadline=None)
def test_one_slip_is_the_same_both_ways(first, second):
    first, second = plain(first), plain(second)
    assert is_one_slip(first, second) == is_one_slip(second, first)
    assert not is_one_slip(first, first)
    for place in range(len(first)):
        assert is_one_slip(first[:place] + first[place + 1 :], first)


digits = st.text("0123456789", min_size=1, max_size=4)
phones = st.one_of(
    st.builds("+{} {} {}{}".format, st.integers(1, 99), st.integers(100, 999), st.integers(100, 9999), digits),
    st.builds("0{} {}{}".format, st.integers(10, 999), st.integers(10_000, 99_999), digits),
    st.builds("({}) {}-{}".format, st.integers(100, 999), st.integers(100, 999), st.integers(1000, 9999)),
    st.builds("1{}".format, st.integers(3_000_000_000, 9_999_999_999)),
)  # fmt: skip
hosts = st.sampled_from(["acme.example", "mail.acme.example", "müller.example"])
# No word of ours, of a script or of a style has none but these letters.
unlike_words = st.text("bcdfgkmnpqrtvwxz", min_size=6, max_size=9).map(str.title)
FIELDS = ("title", "department", "organization", "note", "evidence")


@st.composite
def persons(draw):
    """A person, and everything by which somebody could be found."""
    first, last = draw(unlike_words), draw(unlike_words)
    phone, host = draw(phones), draw(hosts)
    mail = f"{first}.{last}@{host}".lower()
    handle = f"@{first[0]}{last}".lower()
    ways = [
        f"{first} {last}",
        first,
        last,
        f"{last}, {first}",
        f"Mr. {last}",
        f"{first} J. {last}",
        f"Skype: {last}",
        f"https://x.example/{first}-{last}".lower(),
        mail,
        handle,
        phone,
    ]
    texts = draw(
        st.lists(st.sampled_from(ways), min_size=len(FIELDS), max_size=len(FIELDS))
    )
    person = pm.Stakeholder(f"{first} {last}", **dict(zip(FIELDS, texts, strict=True)))
    secrets = {first, last, mail, handle, phone, host}
    return person, ways, secrets


def outputs(plan, folder):
    """What can be made of a redacted plan."""
    yield pm.quadrant(plan).svg()
    yield pm.influence(plan).html(page=True)
    yield pm.report(plan).markdown()
    for suffix in ("yaml", "json", "xlsx", "csv", "graphml", "mmd"):
        pm.write(
            plan.center if suffix in {"csv", "graphml", "mmd"} else plan,
            folder / f"p.{suffix}",
        )
    for path in folder.iterdir():
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                yield from (book.read(name).decode() for name in book.namelist())
        else:
            yield path.read_text(encoding="utf-8")


@pytest.mark.usefixtures("without_font_files")
@given(
    case=st.lists(persons(), min_size=1, max_size=3),
    level=st.sampled_from(redaction.LEVELS),
)
@settings(max_examples=8, deadline=None)
def test_nothing_of_a_person_is_in_any_output(tmp_path_factory, case, level):
    people = {person.id: person for person, _, _ in case}
    ways = [way for _, each, _ in case for way in each]
    plan = pm.AccountPlan(
        "Acme",
        center=pm.BuyingCenter("ERP", people.values()),
        objective="; ".join(ways),
        goals=[pm.plan.Goal(f"Ask {way}.") for way in ways],
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        hidden = redact(plan, level, keep=["goals"] if level == "customer" else ())
        found = "\n".join(outputs(hidden, tmp_path_factory.mktemp("plan")))
    found = re.sub("base64,[\\w+/=]+|<style>.*?</style>", "", found, flags=re.DOTALL)
    words = {plain(word) for word in re.findall(r"[^\W\d_]+", found)}
    for _, _, secrets in case:
        assert [secret for secret in secrets if secret in found] == []
        assert words.isdisjoint(plain(secret) for secret in secrets)
