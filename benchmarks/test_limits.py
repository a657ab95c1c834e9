"""Large and hostile files are read or refused in seconds: ``pytest benchmarks``.

The tests of the suite check what is read and said; here are the times, which depend on
the machine and on what else it does.
"""

from __future__ import annotations

import io
import json
import time
import zipfile
from functools import partial

import pytest

import powermap as pm
from powermap.exchange import read

MANY = 10_000
"""People, or rows, of a large file."""
ALIASES = "\n".join(
    f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)
)
YAML_BOMBS = {
    "aliases of aliases": f"a0: &a0 [x,x,x,x,x,x,x,x,x]\n{ALIASES}",
    "lists": "[" * 100_000,
    "mappings": "{a: " * 50_000,
    "rows": "- " * 50_000,
    "keys": "? " * 50_000,
    "tags": "!a " * 50_000,
}


def assert_within(seconds, function, *arguments):
    start = time.perf_counter()
    answer = function(*arguments)
    assert time.perf_counter() - start < seconds
    return answer


def refusal(path, **options):
    with pytest.raises(pm.PowermapError) as caught:
        read(path, **options)
    return str(caught.value)


def rows(pattern):
    return "".join(pattern.format(n=n, next=(n + 1) % MANY) for n in range(MANY))


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "json"])
def test_many_people(tmp_path, suffix):
    people = [pm.Stakeholder(f"Person {n}", power=n % 11) for n in range(MANY)]
    path = pm.write(pm.BuyingCenter("Big", people), tmp_path / f"deal.{suffix}")
    assert len(assert_within(10, read, path).center) == MANY


@pytest.mark.parametrize("ties", ["P{n},reports to,P{next}\n", "P0,reports to,P{n}\n"])
def test_many_faulty_ties(tmp_path, ties):
    path = tmp_path / "deal.csv"
    path.write_text("name\n" + rows("P{n}\n"))
    (tmp_path / "deal-ties.csv").write_text("from,kind,to\n" + rows(ties))
    assert assert_within(10, refusal, path)


def test_many_faulty_rows(tmp_path):
    path = tmp_path / "deal.csv"
    path.write_text("name,power\n" + rows("P{n},{n}\n"))
    assert assert_within(15, refusal, path)


def test_many_faulty_answers(tmp_path):
    answers = []
    for n in range(3_000):
        row = {"criterion": f"criterion {n}", "answer": "+", "rival": f"Rival {n}"}
        answers.append(row)
    rivals = [f"Competitor {n}" for n in range(400)]
    plan = {"account": "A", "rivals": rivals, "assessments": answers}
    path = tmp_path / "deal.json"
    path.write_text(json.dumps(plan))
    assert assert_within(20, refusal, path)


def test_a_zip_bomb(tmp_path):
    path = pm.write(
        pm.BuyingCenter("ERP", [pm.Stakeholder("Ana")]), tmp_path / "a.xlsx"
    )
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", b" " * 300_000_000)
    assert "200 MB" in assert_within(5, refusal, path)


@pytest.mark.parametrize("name", YAML_BOMBS)
def test_a_yaml_bomb(name):
    text = io.StringIO(YAML_BOMBS[name])
    assert assert_within(5, lambda: refusal(text, format="yaml"))


def test_a_circle_among_many():
    people = [pm.Stakeholder(f"P{n}") for n in range(MANY)]
    ties = [pm.Tie(f"p{n}", f"p{(n + 1) % MANY}", "reports_to") for n in range(MANY)]

    def refuse():
        with pytest.raises(pm.ModelError):
            pm.BuyingCenter("ERP", people, ties)

    assert_within(3, refuse)


def test_leaving_out_many():
    center = pm.BuyingCenter("ERP", [pm.Stakeholder(f"P{n}") for n in range(MANY)])
    gone = [f"p{n}" for n in range(1, MANY)]
    assert len(assert_within(2, center.without, *gone)) == 1


@pytest.mark.parametrize("pairs", [False, True])
def test_who_leaves_among_many_people(pairs):
    people = []
    ties = []
    for n in range(1_000):
        contact = None if n % 7 else "deep"
        people.append(pm.Stakeholder(f"p{n}", power=n % 11, contact=contact))
        for step in range(1, 11):
            other = (n + step * step) % 1_000
            ties.append(pm.Tie(f"p{n}", f"p{other}", "talks_to"))
    center = pm.BuyingCenter("Big", people, ties)
    losses = assert_within(60, partial(pm.network.resilience, pairs=pairs), center)
    assert len(losses) == (200 if pairs else 1_000)
