"""The versions of a plan: from git, from dated files, and what follows from them."""

import itertools
import json
import os
import random
import shutil
import subprocess
from datetime import date, timedelta

import pytest

import powermap as pm
from powermap.model.playbook import as_playbook
from powermap.reporting.history_page import draw_maps
from powermap.scene.marks import Text
from powermap.views.influence.drawing import places_of_people
from powermap.views.timeline_axis import Axis

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
PEOPLE = [
    pm.Stakeholder("Ana Ruiz", power="decider", involvement="low", stance="neutral"),
    pm.Stakeholder("Ben Ode", power="influencer", involvement="high"),
]
TIES = [pm.Tie("ben-ode", "ana-ruiz")]


def center(**ana):
    people = [PEOPLE[0].revised(**ana), PEOPLE[1]]
    return pm.BuyingCenter("ERP", people, TIES)


@pytest.fixture
def told():
    return pm.plan.history(
        {
            "2026-09-01": center(),
            "2026-10-01": center(stance="supporter"),
            "2026-11-01": center(stance="supporter", involvement="high"),
        }
    )


def test_each_version_says_what_changed_since_the_one_before(told):
    first, second, third = told.versions
    assert first.moved == ()
    assert [change.field for change in second.moved] == ["stance"]
    assert [change.field for change in third.moved] == ["involvement", "role"]
    assert second.support > first.support
    settled = {finding.code for finding in second.settled}
    open_before = {finding.code for finding in first.findings}
    assert settled <= open_before


def test_open_new_and_settled_findings_add_up(told):
    for before, now in itertools.pairwise(told.versions):
        kept = len(before.findings) - len(now.settled)
        assert len(now.findings) == kept + len(now.new)


def test_files_are_dated_by_their_name_or_by_the_plan(tmp_path):
    pm.write(center(), tmp_path / "deal-2026-09-01.yaml")
    pm.write(center(stance="enemy").revised(as_of="2026-08-01"), tmp_path / "old.yaml")
    pm.write(center(), tmp_path / "undated.yaml")
    (tmp_path / "broken-20261001.yaml").write_text("stakeholders: 5", encoding="utf-8")
    with pytest.warns(pm.PowermapWarning) as warned:
        told = pm.plan.history(tmp_path)
    assert [version.day for version in told.versions] == [
        date(2026, 8, 1),
        date(2026, 9, 1),
    ]
    said = "\n".join(str(each.message) for each in warned)
    assert "undated.yaml" in said
    assert "broken-20261001.yaml" in said


def commit(folder, day, message):
    settings = {
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_DATE": f"{day}T12:00:00",
        "GIT_AUTHOR_NAME": "Kim Example",
        "GIT_AUTHOR_EMAIL": "kim@example.com",
        "GIT_COMMITTER_NAME": "Kim Example",
        "GIT_COMMITTER_EMAIL": "kim@example.com",
    }
    for arguments in (["add", "-A"], ["commit", "-qm", message]):
        subprocess.run(
            ["git", *arguments], cwd=folder, env={**os.environ, **settings}, check=True
        )


@needs_git
def test_a_file_in_git_has_a_version_for_each_day(tmp_path):
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    file = pm.write(center(), tmp_path / "张伟 deal.yaml")
    commit(tmp_path, "2026-09-01", "First talk")
    file = file.rename(tmp_path / "erp.yaml")
    commit(tmp_path, "2026-09-02", "Rename")
    pm.write(center(stance="opponent"), file)
    commit(tmp_path, "2026-10-01", "Ana is against us")
    pm.write(center(stance="supporter"), file)
    commit(tmp_path, "2026-10-01", "No, for us")
    told = pm.plan.history(file)
    days = [version.day.isoformat() for version in told.versions]
    assert days == ["2026-09-01", "2026-09-02", "2026-10-01"]
    last = told.versions[-1]
    assert (last.author, last.text) == ("Kim Example", "No, for us")
    assert last.plan.center["ana-ruiz"].stance is pm.Stance.SUPPORTER


@needs_git
def test_what_is_not_under_version_control_is_refused(tmp_path):
    file = pm.write(center(), tmp_path / "deal.yaml")
    with pytest.raises(pm.FormatError, match="not under version control"):
        pm.plan.history(file)


def test_the_timeline_draws_every_version_and_whoever_moved(told):
    for lang in ("en", "zh"):
        for size in (None, "slide"):
            chart = pm.charts.timeline(told, lang=lang, size=size)
            assert pm.charts.faults(chart.scene) == []
            groups = chart.scene.groups()
            assert "ana-ruiz" in groups
            assert "ben-ode" not in groups
    assert "supporter" in pm.charts.timeline(told).description.lower()


def test_versions_stand_in_order_and_apart_however_close_their_days_are():
    days = [date(2026, 1, 1 + number) for number in range(28)] + [date(2027, 1, 1)]
    places = Axis.of(days, 100, 1100).places
    gaps = [right - left for left, right in itertools.pairwise(places)]
    assert min(gaps) >= 21.9
    assert (places[0], places[-1]) == (100, 1100)


def test_the_page_has_a_map_for_each_version(told, tmp_path):
    page = pm.plan.save_history(told, tmp_path / "history.html").read_text()
    assert page.count("<article") == 3
    assert page.count('id="map2-ana-ruiz"') == 1
    rows = json.loads(pm.plan.save_history(told, tmp_path / "h.json").read_text())
    assert [row["day"] for row in rows] == ["2026-09-01", "2026-10-01", "2026-11-01"]
    assert pm.plan.save_history(told, tmp_path / "h.svg").stat().st_size > 1_000
    with pytest.raises(pm.FormatError, match=r"'\.docx'"):
        pm.plan.save_history(told, tmp_path / "h.docx")


def test_people_keep_their_places_from_map_to_map(told, tmp_path):
    """The cards of the first two maps stand where they stood."""
    page = pm.plan.save_history(told, tmp_path / "history.html").read_text()
    cards = []
    for number in (1, 2):
        start = page.index(f'id="map{number}-ben-ode"')
        cards.append(page[page.index("<rect", start) : page.index("/>", start)])
    assert cards[0] == cards[1]


def deal(stage, answer, seller="Kim Example", name="Northwind"):
    answers = []
    for criterion in ("insider", "top_recognition", "culture", "informal_criteria"):
        answers.append(pm.plan.Assessment(criterion, answer))
    return pm.AccountPlan(
        name,
        pipeline=[pm.plan.Prospect(name, stage)],
        assessments=answers,
        seller=seller,
    )


def test_sure_and_right_is_0_and_always_half_is_a_quarter():
    sure = []
    for number, (answer, stage) in enumerate([("+", "won"), ("-", "lost")]):
        name = f"Deal {number}"
        before = deal("prospect", answer, name=name)
        after = deal(stage, answer, name=name)
        sure.append(pm.plan.history({"2026-01-01": before, "2026-02-01": after}))
    result = pm.plan.calibrate(sure, least=2)
    whole, kim = result.scores
    assert (whole.brier, kim.team) == (0, "Kim Example")
    assert [each.won for each in result.bins] == [0, 1]
    # Murphy's parts add up.
    parts = whole.reliability - whole.resolution + whole.uncertainty
    assert parts == pytest.approx(whole.brier)
    open_deal = pm.plan.history({"2026-01-01": deal("prospect", "?")})
    few = pm.plan.calibrate([open_deal])
    assert (few.still_open, few.scores[0].brier) == (1, None)


def test_a_folder_of_deals_is_read_by_the_names_of_its_files(tmp_path):
    for name, stage in (("A", "won"), ("B", "lost")):
        before = deal("prospect", "?", name=name)
        pm.write(before, tmp_path / f"{name}-2026-01-01.yaml")
        pm.write(deal(stage, "?", name=name), tmp_path / f"{name}-2026-02-01.yaml")
    result = pm.plan.calibrate(tmp_path, least=2)
    assert result.scores[0].brier == pytest.approx(0.25)
    assert len(result.forecasts) == 2


def git(folder, *arguments):
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(
        ["git", "-c", "user.name=Kim", "-c", "user.email=k@example.com", *arguments],
        cwd=folder,
        env={**os.environ, **settings},
        check=True,
        capture_output=True,
    )


@needs_git
def test_a_file_that_was_deleted_for_a_while_and_a_merge_have_their_versions(tmp_path):
    path = tmp_path / "deal.yaml"

    def review(day, text):
        path.write_text(f"stakeholders: [{{name: Ana Ruiz, {text}}}]", encoding="utf-8")
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-qm", day, "--date", f"{day}T10:00:00")

    git(tmp_path, "init", "-q", "-b", "main")
    review("2026-01-01", "power: 1")
    git(tmp_path, "rm", "-q", "deal.yaml")
    git(tmp_path, "commit", "-qm", "gone", "--date", "2026-01-05T10:00:00")
    review("2026-01-09", "power: 2")
    git(tmp_path, "checkout", "-q", "-b", "lee")
    review("2026-01-12", "power: 3")
    git(tmp_path, "checkout", "-q", "main")
    review("2026-01-14", "power: 4")
    # What the merge decides stands in neither branch.
    git(tmp_path, "merge", "-q", "-s", "ours", "--no-commit", "lee")
    review("2026-01-16", "power: 5")
    # Written earlier than what it was moved onto.
    review("2026-01-02", "power: 6")
    versions = pm.plan.history(path).versions
    powers = [each.plan.center["ana-ruiz"].power for each in versions]
    assert powers == [1, 2, 4, 6]
    assert versions[-1].day.isoformat() == "2026-01-16"


@needs_git
def test_versions_have_the_shared_people_of_their_day(tmp_path):
    folder = tmp_path / "plans"
    folder.mkdir()
    git(tmp_path, "init", "-q")
    for day, title in (("2026-01-01", "CFO"), ("2026-02-01", "CEO")):
        people = f"stakeholders: [{{name: Ana Ruiz, title: {title}}}]"
        (folder / "people.yaml").write_text(people, encoding="utf-8")
        plan = f"people: people.yaml\nobjective: Of {day}\n"
        (folder / "deal.yaml").write_text(plan, encoding="utf-8")
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-qm", day, "--date", f"{day}T10:00:00")
    versions = pm.plan.history(folder / "deal.yaml").versions
    titles = [each.plan.center["ana-ruiz"].title for each in versions]
    assert titles == ["CFO", "CEO"]


def test_two_deals_that_are_called_alike_count_as_two():
    histories = []
    for outcome in ("won", "lost"):
        versions = {
            "2026-09-01": deal("prospect", "+"),
            "2026-11-01": deal(outcome, "+"),
        }
        histories.append(pm.plan.history(versions))
    assert pm.plan.calibrate(histories, least=2).scores[0].deals == 2


@needs_git
def test_a_name_is_no_pattern_and_a_short_clone_is_told(tmp_path):
    folder = tmp_path / "all"
    folder.mkdir()
    git(folder, "init", "-q")
    days = (("[a]*.yaml", "2026-01-01"), ("a.yaml", "2026-01-02"))
    for name, day in days:
        pm.write(center(), folder / name)
        git(folder, "add", "-A")
        git(folder, "commit", "-qm", day, "--date", f"{day}T10:00:00")
    assert len(pm.plan.history(folder / "[a]*.yaml").versions) == 1
    git(tmp_path, "clone", "-q", "--depth", "1", folder.as_uri(), "short")
    with pytest.warns(pm.PowermapWarning, match="git fetch --unshallow"):
        pm.plan.history(tmp_path / "short" / "a.yaml")


STEPS = ("stance", "power", "person", "tie")


@pytest.mark.parametrize("count", [9, 40])
@pytest.mark.parametrize("step", STEPS)
def test_everybody_keeps_their_place_from_map_to_map(count, step):
    dice = random.Random(count)
    facts = [{"name": f"Person {at}", "power": at % 11} for at in range(count)]
    ties = [pm.Tie(f"p{at}", f"p{at // 3}", "reports_to") for at in range(1, count)]
    gone = set()
    versions = {}
    for day in range(1, 5):
        someone = dice.randrange(count // 2, count)
        if step == "stance":
            facts[someone]["stance"] = dice.choice(list(pm.Stance))
        elif step == "power":
            facts[someone]["power"] = dice.randrange(11)
        elif step == "person":
            gone ^= {someone}
        else:
            ties.append(pm.Tie(f"p{someone}", f"p{day % 3}"))
        people = [
            pm.Stakeholder(id=f"p{at}", **each)
            for at, each in enumerate(facts)
            if at not in gone
        ]
        here = {person.id for person in people}
        both = [tie for tie in ties if {tie.source, tie.target} <= here]
        versions[f"2026-01-0{day}"] = pm.BuyingCenter("ERP", people, both)
    history = pm.plan.history(versions)
    maps = draw_maps(
        history.versions, "influence", pm.Language("en"), as_playbook(None)
    )
    before = None
    for drawn in maps:
        assert pm.charts.faults(drawn.scene) == []
        places = places_of_people(drawn.scene)
        for id in set(before or ()) & set(places):
            assert places[id] == pytest.approx(before[id])
        before = places


def test_another_manager_moves_people_only_once():
    people = [pm.Stakeholder(f"Person {at}", id=f"p{at}") for at in range(14)]
    lines = [pm.Tie(f"p{at}", f"p{at // 3}", "reports_to") for at in range(1, 13)]
    versions = {}
    for day, manager in enumerate(("p4", "p4", "p1", "p1"), start=1):
        ties = [*lines, pm.Tie("p13", manager, "reports_to")]
        versions[f"2026-01-0{day}"] = pm.BuyingCenter("ERP", people, ties)
    history = pm.plan.history(versions)
    maps = draw_maps(
        history.versions, "influence", pm.Language("en"), as_playbook(None)
    )
    first, second, third, fourth = (places_of_people(each.scene) for each in maps)
    assert first == second
    assert third == fourth
    assert second.keys() == third.keys()


@pytest.fixture(scope="module")
def crowded():
    """Sixty versions of fifty people with long names, who all move."""
    stances = [*pm.Stance, None]
    versions = {}
    for week in range(60):
        team = [
            pm.Stakeholder(
                f"Wilhelmina Featherstonehaugh {at}",
                id=f"p{at}",
                stance=stances[(week * at // 7) % 6],
                power=(at + week // 9) % 11,
                involvement=at % 11,
            )
            for at in range(50)
        ]
        day = date(2026, 1, 5) + timedelta(days=week)
        versions[day.isoformat()] = pm.BuyingCenter("ERP", team)
    return pm.plan.history(versions)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [None, "slide", "page"])
def test_a_timeline_of_many_versions_and_people_is_legible(crowded, lang, size):
    chart = pm.charts.timeline(crowded, lang=lang, size=size)
    assert pm.charts.faults(chart.scene) == []
    scene = chart.scene
    texts = [mark for mark in scene.walk() if isinstance(mark, Text)]
    assert min(text.size for text in texts) >= 9
    assert all(0 <= text.x <= scene.width for text in texts)
    bottom = max(text.y for text in texts)
    assert bottom <= scene.height
    numbers = [
        text for text in texts if text.content.isdigit() and text.anchor == "middle"
    ]
    for left, right in itertools.pairwise(sorted(numbers, key=lambda each: each.x)):
        assert left.x + left.width / 2 < right.x - right.width / 2
    hidden = scene.metrics["not_drawn"]
    assert (hidden > 0) == (size is not None)
    assert 50 - hidden >= 3
