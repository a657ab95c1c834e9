"""What a file costs is in proportion to its size, whatever stands in it."""

from __future__ import annotations

import contextlib
import io
import json
import time

import pytest
from hypothesis import given, settings, strategies as st

import powermap as pm
from powermap.errors import PowermapError, TableError
from powermap.exchange.intake.same_person import join_namesakes
from powermap.exchange.intake.values import spellings
from powermap.exchange.intake.words import WordReader
from powermap.exchange.problem_list import MOST_PROBLEMS
from powermap.exchange.raw_file import RawRecord

SIZE = 100_000


def repeated(line, head=""):
    lines = [head]
    size = 0
    while size < SIZE:
        lines.append(line(len(lines)))
        size += len(lines[-1])
    return "".join(lines)


def person(number, **more):
    return {"name": f"Person {number}", **more}


FILES = {
    "titles.csv": "Name," + ",".join(f"hedder{n}" for n in range(8_000)) + "\nAna\n",
    "one-name.csv": repeated(lambda _: "Ana,CFO,high\n", "Name,Title,Power\n"),
    "namesakes.csv": repeated(lambda n: f"Ana,CFO {n}\n", "Name,Title\n"),
    "misspelt.csv": repeated(lambda n: f"P {n},decidr{n}\n", "Name,Power\n"),
    "managers.csv": repeated(lambda n: f"P {n},Persn {n}x\n", "Name,Reports to\n"),
    "gaps.csv": "Name,Title,Power\n"
    + "".join(f"Ana{n} Ruiz,CFO,decider\n\n" for n in range(40_000)),
    "brackets.tsv": f"Name\tPower\nAna\t{'(' * SIZE}\n",
    "spaces.csv": f"Name,Power\nAna,{' ' * SIZE}x\n",
    "words.csv": f"Name,Title\n{'Ana B. ' * (SIZE // 7)},CFO\n",
    "numbers.csv": f"Name,Power\nAna,{'1' * SIZE}.\n",
    "keys.json": json.dumps(
        {"stakeholders": [person(n, **{f"poer{n}": "x"}) for n in range(3_000)]}
    ),
    "top.yaml": repeated(lambda n: f"k{n}: v\n"),
    "ties.json": json.dumps(
        {
            "stakeholders": [person(n) for n in range(1_500)],
            "ties": [{"source": f"persn-{n}", "target": "x"} for n in range(1_500)],
        }
    ),
    "rows.md": repeated(lambda n: f"| P {n} | 3 |\n", "| Name | Power |\n|---|---|\n")
    * 10,
    "columns.md": f"{'| a ' * 200_000}|\n{'|---' * 200_000}|\n",
    "stars.md": "*a_" * 300_000,
    "links.md": f"| Name |\n|---|\n| {'[a](' * 200_000} |\n",
    "flow.mmd": repeated(lambda n: f"  a{n} --> b{n}\n", "flowchart TD\n"),
}


@pytest.mark.filterwarnings("ignore::powermap.PowermapWarning")
@pytest.mark.parametrize("name", list(FILES))
def test_a_file_is_read_or_refused_in_time(name):
    stream = io.BytesIO(FILES[name].encode())
    stream.name = name
    started = time.process_time()
    try:
        found = pm.tables.inspect(stream)
        found.checked_plan()
    except PowermapError as error:
        assert name.partition(".")[0] in error.say("zh")
    assert time.process_time() - started < 3


UNITS = [
    " ",
    "a",
    "A.",
    "1",
    "0",
    "-",
    ".",
    ", ",
    "(",
    "[",
    "/",
    "@",
    "中",
    "é",
    " - ",
    "1-",
    " \n",
]
"""What a long text is made of; in each of them another pattern could look again."""
HEADERS = ("Name", "Title", "Reports to", "Influences", "Power", "Last contact", "Covered by")  # fmt: skip


def long_texts():
    for unit in UNITS:
        yield f"Dan{unit * (10_000 // len(unit))}z"


def long_files():
    """Files with a long text in each kind of place."""
    head = ",".join(HEADERS)
    rows = "Ana Ruiz,CFO,,,decider,,\nBen Ode,COO,Ana Ruiz,,,,\n"
    for text in long_texts():
        quoted = '"' + text.replace('"', "") + '"'
        for place in range(len(HEADERS)):
            cells = ["Dan Xu"] + [""] * (len(HEADERS) - 1)
            cells[place] = quoted
            yield "a.csv", f"{head}\n{rows}{','.join(cells)}\n"
        yield "lone.csv", f"{head}\n{rows}\n{quoted}\n"
        yield "head.csv", f"{head},{quoted}\n{rows}"
        line = " ".join(text.split("\n"))
        yield "a.mmd", f"flowchart TD\n a[{line} --> b({line}) -- {line}\n"
        yield "b.mmd", f"quadrantChart\n title {line}\n {line}: [0.1, 0.2\n"
        label = json.dumps({"data": {"id": "a", "label": text}})
        yield "a.cyjs", f'{{"elements": {{"nodes": [{label}]}}}}'
    openings = ("<!--", "<!", "<?", "</", "<a ", "<a x='", "<!---->", "<![", "<", "&#")
    for opening in openings:
        yield "open.html", f"<table><tr><td>Name{opening * 10_000}"
        yield "ended.html", f"<table><tr><td>Name{opening * 10_000}>"
        yield "a.txt", f"{opening * 10_000}x"


@pytest.mark.filterwarnings("ignore::powermap.PowermapWarning")
def test_no_text_costs_its_length_squared():
    slow = []
    for name, content in long_files():
        stream = io.BytesIO(content.encode())
        stream.name = name
        started = time.process_time()
        with contextlib.suppress(PowermapError):
            pm.tables.inspect(stream)
        took = time.process_time() - started
        # In proportion each takes a hundredth of a second; loading once, half of one.
        if took > 1.5:
            slow.append((name, content[-60:], took))
    assert not slow


def test_more_people_than_a_buying_center_has_are_refused():
    table = "Name\n" + "".join(f"Person {n}\n" for n in range(10_001))
    with pytest.raises(PowermapError, match="10,001 people; allowed: 10,000"):
        pm.read(io.StringIO(table))


@pytest.mark.filterwarnings("ignore::powermap.PowermapWarning")
def test_a_long_note_is_kept_whole(tmp_path):
    note = "Called her. " * 700
    plan = pm.BuyingCenter("ERP", [pm.Stakeholder("Ana", note=note.strip())])
    for suffix in ("csv", "xlsx", "yaml", "json"):
        path = pm.write(plan, tmp_path / f"deal.{suffix}")
        assert pm.read(path).center["ana"].note == note.strip()


@pytest.mark.filterwarnings("ignore::powermap.PowermapWarning")
def test_a_long_remark_is_kept_whole():
    for repeated_text in ("She signs every year. " * 30, "a(b) " * 100):
        remark = repeated_text.strip()
        for cell in (f"High ({remark})", f"High: {remark}"):
            table = io.StringIO(f"Name;Power\nAna;{cell}\n")
            person = pm.read(table).center["ana"]
            assert person.power == "decider"
            assert remark in (person.evidence or person.note), cell[:40]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.dictionaries(st.sampled_from("abc"), st.sampled_from(["", "x", "y"])),
        max_size=8,
    )
)
def test_rows_are_one_person_when_each_two_of_them_agree(rows):
    records = [RawRecord({"name": "Ana", **row}, row=at) for at, row in enumerate(rows)]
    # Slowly, as the rule says it.
    groups = []
    for row in rows:
        filled = {key: value for key, value in row.items() if value}
        for group in groups:
            if all(agree(filled, other) for other in group):
                group.append(filled)
                break
        else:
            groups.append([filled])
    joined = join_namesakes(records)
    assert [len(each) for each in joined.rows] == [len(group) for group in groups]


MISSPELT = {
    "Power": "decidr{}",
    "Involvement": "lo{}w",
    "Stance": "suportr - of us {}",
    "Organization needs": "finanse{}; costt",
    "Loses from the change": "mabye{}",
    "As of": "{}. Janury",
}


def misspelt_table(rows):
    """A table whose words are nearly right, each in another way."""
    lines = [f"Name,{','.join(MISSPELT)}"]
    for number in range(rows):
        cells = [word.format(number) for word in MISSPELT.values()]
        lines.append(f"P {number},{','.join(cells)}")
    return io.StringIO("\n".join(lines))


@pytest.mark.filterwarnings("ignore::powermap.PowermapWarning")
def test_misspelt_words_cost_the_same_however_many_there_are(monkeypatch):
    work = dict.fromkeys(("understood", "compared"), 0)
    find = WordReader.find
    close_matches = spellings.get_close_matches

    def count_find(self, text):
        work["understood"] += 1
        return find(self, text)

    def count_matches(word, possibilities, **options):
        work["compared"] += len(possibilities)
        return close_matches(word, possibilities, **options)

    monkeypatch.setattr(WordReader, "find", count_find)
    monkeypatch.setattr(spellings, "get_close_matches", count_matches)
    spent = []
    for rows in (1_200, 4_800):
        work.update(understood=0, compared=0)
        found = pm.tables.inspect(misspelt_table(rows))
        assert len(found.problems) == len(MISSPELT)
        for problem in found.problems:
            # None is passed over: what was not checked has the problem as well.
            assert len(problem.rows) == rows
            assert "only the first 200 values were checked" in str(problem)
        assert "只检查了前 200 个值" in TableError("a", found.problems).say("zh")
        spent.append(dict(work))
    assert spent[0] == spent[1]
    assert spent[0]["understood"] < 50_000
    assert spent[0]["compared"] < 50_000


@pytest.mark.filterwarnings("ignore::powermap.PowermapWarning")
def test_suggestions_are_looked_for_among_few_words(monkeypatch):
    compared = []
    close_matches = spellings.get_close_matches

    def count_matches(word, possibilities, **options):
        compared.append(len(possibilities))
        return close_matches(word, possibilities, **options)

    monkeypatch.setattr(spellings, "get_close_matches", count_matches)
    # Thousands of cells that are understood, each with a remark of its own.
    known = "".join(f"P {n},decider - remark {n}\n" for n in range(3_000))
    wrong = "".join(f"Q {n},{'xyz' * 9}{n}\n" for n in range(200))
    found = pm.tables.inspect(io.StringIO(f"Name,Power\n{known}{wrong}"))
    assert len(found.problems[0].rows) == 200
    assert sum(compared) < 50_000


@pytest.mark.filterwarnings("ignore::powermap.PowermapWarning")
def test_a_column_that_is_mostly_right_is_read_to_its_end():
    rows = []
    for number in range(1_500):
        rows.append(f"P {number},decider ({number})\n")
        rows.append(f"Q {number},wrong {number}\n" if number % 2 else "")
    table = io.StringIO(f"Name,Power\n{''.join(rows)}")
    found = pm.tables.inspect(table, skip_bad_rows=True)
    assert not found.problems
    assert len(found.plan.center) == 1_500


def agree(row, other):
    shared = row.keys() & other.keys()
    if not shared and (row or other):
        return False
    return all(row[key] == other[key] for key in shared)


ENTRIES = ("1", "{}", '"a"', '{"name":"x"}', "[]")
LISTS_OF_A_PLAN = (
    "stakeholders", "ties", "team", "rivals", "extra_criteria", "assessments",
    "goals", "actions", "pipeline", "appraisal", "wanted_roles",
)  # fmt: skip


def big_lists():
    """Documents of 300 kB with one long list or block in each kind of place."""
    for entry in ENTRIES:
        many = ",".join([entry] * (300_000 // (len(entry) + 1)))
        for key in LISTS_OF_A_PLAN:
            yield f'{{"account":"A","{key}":[{many}]}}'
        for key in ("claims", "manager", "power", "note"):
            yield f'{{"stakeholders":[{{"name":"A","{key}":[{many}]}}]}}'
    keys = ",".join(f'"stakeholdrs{number}":1' for number in range(15_000))
    yield f"{{{keys}}}"
    yield f'{{"scale":{{{keys}}}}}'
    yield f'{{"stakeholders":[{{"name":"A",{keys}}}]}}'


@pytest.mark.filterwarnings("ignore::powermap.PowermapWarning")
def test_no_list_makes_a_million_problems():
    slow = []
    for content in big_lists():
        stream = io.BytesIO(content.encode())
        stream.name = "a.json"
        started = time.process_time()
        with contextlib.suppress(PowermapError):
            found = pm.tables.inspect(stream)
            assert len(found.problems) <= MOST_PROBLEMS + 1
            str(found)
        took = time.process_time() - started
        # Looking at each entry would take several seconds.
        if took > 1.5:
            slow.append((content[:60], took))
    assert not slow


def test_too_many_problems_end_the_reading_and_say_so():
    ties = [{"source": f"p{number}", "target": "q"} for number in range(6_000)]
    content = json.dumps({"stakeholders": [{"name": "Ana"}], "ties": ties})
    stream = io.BytesIO(content.encode())
    stream.name = "a.json"
    found = pm.tables.inspect(stream)
    assert len(found.problems) == MOST_PROBLEMS + 1
    assert "10,000 problems so far; the rest of the file" in str(found.problems[-1])
    with pytest.raises(pm.PowermapError, match="solve these first") as raised:
        raise TableError("a.json", found.problems[-1:])
    assert "其余部分未检查" in raised.value.say("zh")


def test_cells_far_away_are_refused_and_blank_columns_are_not():
    people = "".join(f"P{each},decider\n" for each in range(9_000))
    far = "Zed,decider" + "," * 700 + "x\n"
    with pytest.raises(pm.PowermapError, match="9,002 rows and 702 columns"):
        pm.tables.inspect(io.StringIO(f"Name,Power\n{people}{far}"))
    blank = "".join(f"P{each},decider{',' * 1_500}\n" for each in range(600))
    found = pm.tables.inspect(io.StringIO(f"Name,Power\n{blank}"))
    assert len(found.plan.center) == 600


def test_many_columns_of_one_kind_are_few_notes():
    for header in (",x" * 400, "," * 400):
        row = "Ana,decider" + ",3" * 400
        found = pm.tables.inspect(io.StringIO(f"Name,Power{header}\n{row}\n{row}\n"))
        assert len(found.notes) < 20
