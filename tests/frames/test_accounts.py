"""Findings, coverage and support of a frame: those of each account by itself."""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections import Counter

import engines
import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

import powermap as pm
from powermap.frames.spellings import words_by_meaning
from powermap.model.playbook import Playbook, Severity
from powermap.model.vocabulary import Contact, Role

TODAY = dt.date(2026, 11, 30)
ACME = Playbook(
    "Acme",
    wanted_contact=dict.fromkeys((*Role, None), Contact.DEEP),
    finding_kinds={
        **Playbook().finding_kinds,
        "PM202": Playbook()
        .finding_kinds["PM202"]
        .__class__(
            **{
                **{
                    name: getattr(Playbook().finding_kinds["PM202"], name)
                    for name in Playbook().finding_kinds["PM202"].__slots__
                },
                "severity": Severity.INFO,
            }
        ),
    },
)
WORDS = ("power", "involvement", "stance", "contact", "declared_role", "can_veto")


def words_of(field):
    """Spellings of every meaning, so that no meaning is rare."""
    meanings = [
        st.sampled_from(sorted(keys))
        for keys in words_by_meaning(field, Playbook()).values()
    ]
    return st.one_of(st.none(), *meanings)


def texts_of(field):
    unknown = words_by_meaning(field, Playbook())["unknown"]
    return st.one_of(
        st.none(),
        st.sampled_from(["Kim Example", "Met on site"]),
        st.sampled_from(unknown),
    )


DAYS = st.one_of(
    st.none(), st.dates(TODAY - dt.timedelta(120), TODAY + dt.timedelta(3))
)
SCORE = st.one_of(st.none(), st.sampled_from([0.0, 4.9, 5.0, 7.25, 10.0]))
BOOL = st.one_of(st.none(), st.booleans())
COLUMNS = {
    "power": [(float, SCORE), (str, words_of("power"))],
    "involvement": [(float, SCORE), (str, words_of("involvement"))],
    "stance": [(str, words_of("stance"))],
    "contact": [(str, words_of("contact"))],
    "declared_role": [(str, words_of("declared_role"))],
    "can_veto": [(bool, BOOL), (str, words_of("can_veto"))],
    "meets_organization_needs": [(bool, BOOL)],
    "covered_by": [(str, texts_of("covered_by"))],
    "evidence": [(str, texts_of("evidence"))],
    "as_of": [(dt.date, DAYS), (str, DAYS.map(lambda day: day and day.isoformat()))],
    "rival_stances: Contoso": [(str, words_of("stance"))],
    "rival_contacts: Contoso": [(str, words_of("contact"))],
    "rival_stances: No decision": [(str, words_of("stance"))],
}


@st.composite
def accounts(draw):
    """Columns of a frame of some accounts."""
    size = draw(st.integers(1, 9))
    columns = {}
    for name, kinds in COLUMNS.items():
        kind, values = draw(st.sampled_from(kinds))
        # A column that is not there is a fact that is not known.
        if name == "power" or draw(st.integers(0, 5)):
            cells = draw(st.lists(values, min_size=size, max_size=size))
            columns[name] = (kind, cells)
    ids = draw(st.lists(st.integers(1, 3), min_size=size, max_size=size))
    columns["account_id"] = (int, ids)
    columns["row"] = (int, [*range(size)])
    options = {
        "today": draw(st.sampled_from([None, TODAY])),
        "as_of": draw(st.sampled_from([None, TODAY - dt.timedelta(100)])),
        "wanted_roles": draw(st.sampled_from([(), (Role.OWNER, Role.GATEKEEPER)])),
        "playbook": draw(st.sampled_from([Playbook(), ACME])),
    }
    columns["id"] = (str, [f"p{row}" for row in range(size)])
    return columns, draw(ties_of(ids)), options


KINDS = [*pm.TieKind, "manages", "汇报给", "Influenced by", None]


def ties_of(ids):
    """Columns of ties within accounts; some are there twice."""
    ends = [
        (account, f"p{first}", f"p{second}")
        for first, account in enumerate(ids)
        for second, other in enumerate(ids)
        if account == other and first != second
    ]
    tie = st.tuples(st.sampled_from(ends or [(1, "p0", "p0")]), st.sampled_from(KINDS))
    return st.lists(tie, max_size=12 if ends else 0).map(_columns_of_ties)


LINES = {"reports_to": False, "汇报给": False, "manages": True}
"""Kinds of reporting lines, and whether the boss stands first."""


def _columns_of_ties(drawn):
    bosses = {}
    ties = []
    for (account, first, second), kind in drawn:
        if kind in LINES:
            report, boss = (second, first) if LINES[kind] else (first, second)
            # Readers refuse circles, and two bosses of one person.
            if report < boss or bosses.setdefault(report, boss) != boss:
                continue
        ties.append(((account, first, second), kind))
    return {
        "account_id": (int, [account for (account, _, _), _ in ties]),
        "Source": (str, [first for (_, first, _), _ in ties]),
        "Kind": (str, [kind and str(kind) for _, kind in ties]),
        "Target": (str, [second for (_, _, second), _ in ties]),
    }


def center_of(columns, ties, rows, options):
    cells = {"Name": [f"P {row}" for row in rows]}
    for name, (_, values) in columns.items():
        if name not in {"account_id", "row"}:
            cells[name] = [values[row] for row in rows]
    ids = set(cells["id"])
    own = [place for place, id in enumerate(ties["Source"][1]) if id in ids]
    tied = {
        name: [values[place] for place in own]
        for name, (_, values) in ties.items()
        if name != "account_id"
    }
    return pm.from_frame(
        pl.DataFrame(cells, strict=False),
        pl.DataFrame(tied, schema=dict.fromkeys(tied, pl.String)),
        name="ERP",
        scale=pm.Scale(),
        as_of=options["as_of"],
        wanted_roles=options["wanted_roles"],
        playbook=options["playbook"],
    )


CODES = (*pm.frames.COLUMN_CODES, *pm.frames.TIE_CODES)


def check_findings(found, center, options):
    findings = pm.check(center, today=options["today"], playbook=options["playbook"])
    counted = Counter()
    severities = Counter()
    for each in findings:
        if each.code in CODES:
            counted[each.code] += 1
            severities[each.severity.value] += 1
    answered = {code: found[code] for code in CODES}
    assert {code: n for code, n in answered.items() if n} == dict(counted)
    for severity in Severity:
        assert found[severity.value] == severities[severity.value], severity
    assert found["not_understood"] == 0
    assert found["people"] == len(center)


def check_support(found, center, options):
    outlook = pm.network.sway(center.revised(ties=()))
    support = outlook.support if outlook.has_levels else None
    assert found["support"] == (support and pytest.approx(support, abs=1e-9))
    stances = Counter(person.stance for person in center)
    for stance in pm.Stance:
        assert found[f"stance_{stance.value}"] == stances[stance]
    assert found["stance_unknown"] == stances[None]


def check_coverage(found, rows, center, options):
    coverage = pm.judge(center, playbook=options["playbook"]).coverage
    gaps = {gap.person: gap for gap in coverage.gaps}
    for row, person in zip(rows, center, strict=True):
        assert found[row]["wanted_contact"] == coverage.wanted[person.id].value
        gap = gaps.get(person.id)
        is_gap = found[row]["contact_gap"] is not None or found[row]["uncovered"]
        assert is_gap == (gap is not None)
        assert found[row]["uncovered"] == (not person.covered_by)
        assert (found[row]["contact_gap"] == "unknown") == (person.contact is None)
    return len(gaps)


def check_portfolio(found, center, gaps, options):
    roles = pm.classify(center, playbook=options["playbook"])
    counted = Counter(each.role for each in roles.values())
    for role in Role:
        assert found[f"role_{role.value}"] == counted[role]
    assert found["gaps"] == gaps
    days = [person.as_of for person in center if person.as_of]
    if "last_evidence" in found:
        last = found["last_evidence"]
        assert str(last)[:10] == str(max(days)) if days else last is None


def check_engine(engine, columns, ties, options):
    def frame():
        return engines.make(engine, columns)

    def both():
        people, tied = engines.make_both(engine, columns, ties)
        return {"frame": people, "ties": tied, **options}

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = {"playbook": options["playbook"]}
        found = engines.rows(pm.frames.findings(**both()), "account_id")
        support = engines.rows(pm.frames.support(frame(), **book), "account_id")
        covered = engines.rows(pm.frames.coverage(frame(), **book), "row")
        whole = engines.rows(pm.frames.portfolio(**both()), "account_id")
        ids = columns["account_id"][1]
        assert [each["account_id"] for each in found] == sorted(set(ids))
        for number, id in enumerate(sorted(set(ids))):
            rows = [row for row, each in enumerate(ids) if each == id]
            center = center_of(columns, ties, rows, options)
            check_findings(found[number], center, options)
            check_support(support[number], center, options)
            gaps = check_coverage(covered, rows, center, options)
            check_portfolio(whole[number], center, gaps, options)


# A frame is small as it is, and to make one smaller takes an engine minutes.
PHASES = (Phase.explicit, Phase.generate)
FAST = [each for each in engines.installed() if each not in engines.SLOW]


@pytest.mark.parametrize("engine", FAST)
@given(accounts())
@settings(
    max_examples=6,
    deadline=None,
    phases=PHASES,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_findings_coverage_and_support_are_those_of_each_account(engine, case):
    check_engine(engine, *case)


SLOW = [each for each in engines.installed() if each in engines.SLOW]


@pytest.mark.parametrize("engine", SLOW)
@given(accounts())
@settings(
    max_examples=2,
    deadline=None,
    phases=PHASES,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_slow_engines_judge_accounts_alike(engine, case):
    check_engine(engine, *case)


TIED = {
    "account_id": (str, ["a", "a", "a", "b"]),
    "id": (str, ["ana", "ben", "cy", "ana"]),
    "power": (float, [9.0, 2.0, 3.0, 8.0]),
    "involvement": (float, [9.0, 2.0, 8.0, None]),
    "stance": (str, [None, "opponent", None, "champion"]),
}
TIES = {
    "account_id": (str, ["a", "a", "a", "a", "b", "c"]),
    "From": (str, ["ben ", "cy", "ben", "ana", "ana", "ana"]),
    "To": (str, ["ana", "ana", "ana", "ben", "nobody", "ana"]),
    "Relationship": (str, [None, "advises", "blub", "conflicts with", None, None]),
}


@pytest.mark.parametrize("engine", FAST)
def test_ties_are_joined_and_what_joins_nobody_is_counted(engine):
    people, ties = engines.make_both(engine, TIED, TIES)
    found = engines.rows(
        pm.frames.findings(people, ties=ties, select=["PM308", "PM310", "PM318"]),
        "account_id",
    )
    first, second = found
    assert [first[code] for code in pm.frames.TIE_CODES] == [1, 1, 1]
    assert first["not_understood"] == 1  # blub
    assert [second[code] for code in pm.frames.TIE_CODES] == [0, 0, 0]
    assert second["not_understood"] == 1  # nobody


def test_ties_that_cannot_be_joined_are_refused():
    people, ties = engines.make_both("polars", TIED, TIES)
    for other, text in (
        (ties.lazy(), "polars (lazy)"),
        (ties.to_pandas(), "pandas"),
        (ties.drop("From"), "holds source"),
        (ties.drop("account_id"), "account_id"),
    ):
        with pytest.raises(pm.FormatError, match=re.escape(text)) as refusal:
            pm.frames.findings(people, ties=other)
        assert refusal.value.say("zh")
    with pytest.raises(pm.FormatError, match="who is who"):
        pm.frames.findings(people.drop("id"), ties=ties)
    with pytest.raises(pm.ModelError, match="argument `ties`"):
        pm.frames.findings(people, select="PM308")


@pytest.mark.parametrize("engine", ["polars", "pandas", "pyarrow"])
def test_an_empty_list_of_our_team_covers_no_one(engine):
    frame = pl.DataFrame(
        {"account_id": [1, 1], "power": [8, 9], "covered_by": [["Kim"], []]}
    )
    given = {"polars": frame, "pandas": frame.to_pandas(), "pyarrow": frame.to_arrow()}
    [found] = engines.rows(
        pm.frames.findings(given[engine], select="PM201"), "account_id"
    )
    assert found["PM201"] == 1


def test_a_frame_without_power_is_told():
    with pytest.warns(pm.PowermapWarning, match="no column holds power.*'Powr'"):
        pm.frames.portfolio(pl.DataFrame({"account_id": [1], "Powr": [8]}))


def test_streaming_gives_the_same():
    frame = engines.make("polars", TIED).lazy()
    ties = engines.make("polars", TIES).lazy()
    answer = pm.frames.portfolio(frame, ties=ties).sort("account_id")
    assert answer.collect(engine="streaming").equals(answer.collect())
