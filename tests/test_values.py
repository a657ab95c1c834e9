"""Every public value goes to another process, is copied, and hashes as it compares."""

from __future__ import annotations

import copy
import inspect
import io
import multiprocessing
import pickle

import pytest
from hypothesis import given, strategies as st
from public_face import NAMESPACES, OPTIONS, PEOPLE, PLAN, of_accounts

import powermap as pm
from powermap.frozen import FrozenMapping

OF_OTHERS = {
    "DataFrame",
    "Digraph",
    "MultiDiGraph",
    "Board",
    "PosixPath",
    "WindowsPath",
}
"""Classes of other libraries, and the board, which is a running window."""


def values_of_functions(tmp_path, plan):
    options = {
        **OPTIONS,
        pm.write: {"path": tmp_path / "deal.yaml"},
        pm.network.paths_to: {"target": plan.center.stakeholders[0].name},
    }
    for function in of_accounts():
        yield function.__name__, function(plan, **options.get(function, {}))


def values_of_names():
    for space in (pm, *NAMESPACES):
        for name in space.__all__:
            value = getattr(space, name)
            if not inspect.isfunction(value) and not inspect.ismodule(value):
                yield name, value


def values_of_a_judgment(judgment):
    for whole in (judgment, judgment.network):
        for name, _ in inspect.getmembers(type(whole)):
            if not name.startswith("_"):
                yield name, getattr(whole, name)


def further_values(plan):
    chart = pm.quadrant(plan)
    first = plan.center.stakeholders[0].id
    moved = plan.with_center(plan.center.replace(first, power=1))
    yield "scene", chart.scene
    yield "scene of lines", pm.influence(plan).scene
    yield (
        "pseudonyms",
        pm.tables.pseudonyms(plan.center, "partner", key="a key for the tests"),
    )
    yield "changes", pm.diff(plan, moved)
    yield "portfolio", pm.portfolio(plan, today="2026-07-01")
    yield "result of a batch", next(pm.batch([plan], pm.classify))
    yield "playbook", pm.Playbook()
    yield "default grid", pm.Playbook().role_grid
    yield "language", pm.Language("zh", {"Role.owner": "X"})
    yield "style", pm.Style(colors={"champion": "#006644"})
    yield "reason", pm.classify(plan)[first].because
    overview = pm.frames.inspect(pm.to_frame(plan, backend="polars"))
    yield "overview of a frame", overview
    for text in ("Name\nAna Ruiz\n", "name: ERP\npeople: [{name: Ana Ruiz}]\n"):
        yield "understanding", pm.inspect(io.StringIO(text))
    yield "column of a frame", overview.columns[0]
    for person in plan.center:
        yield person.name, person


def compares_by_value(value):
    return type(value).__eq__ is not object.__eq__


def check(name, value):
    if type(value).__name__ in OF_OTHERS or inspect.isroutine(value):
        return
    copies = [
        pickle.loads(pickle.dumps(value)),
        copy.copy(value),
        copy.deepcopy(value),
    ]
    number = hash(value)
    for other in copies:
        assert type(other) is type(value), name
        if compares_by_value(value):
            assert other == value, name
            assert hash(other) == number, name


@pytest.mark.parametrize("plan", [PLAN, pm.northwind_plan()], ids=["small", "demo"])
def test_every_public_value_pickles_copies_and_hashes(tmp_path, plan):
    judgment = pm.judge(plan, today="2026-07-01")
    count = 0
    for values in (
        values_of_functions(tmp_path, plan),
        values_of_names(),
        values_of_a_judgment(judgment),
        further_values(plan),
    ):
        for name, value in values:
            check(name, value)
            count += 1
    assert count > 150


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_a_pool_judges_many_buying_centers(method):
    centers = [PEOPLE, pm.northwind()]
    with multiprocessing.get_context(method).Pool(1) as pool:
        assert pool.map(pm.classify, centers) == [pm.classify(each) for each in centers]


def errors():
    for wrong in (
        lambda: PEOPLE["Ana Ruis"],
        lambda: pm.Stakeholder("Ana", power="strong", stance="maybe"),
        lambda: pm.read(io.StringIO("Name,Power\nAna,purple\n"), format="csv"),
        lambda: pm.read("missing.yaml"),
        lambda: pm.redact(PEOPLE, "press"),
        lambda: pm.quadrant(PEOPLE, lang="xx"),
    ):
        try:
            wrong()
        except pm.PowermapError as error:
            yield error


def test_errors_come_back_from_another_process_whole():
    caught = list(errors())
    assert len(caught) == 6
    for error in caught:
        for other in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):
            assert type(other) is type(error)
            assert str(other) == str(error)
            assert other.say("zh") == error.say("zh")
            for name in ("issues", "problems"):
                assert getattr(other, name, ()) == getattr(error, name, ())


simple = st.one_of(st.text(max_size=3), st.integers(), st.none(), st.booleans())


@given(st.dictionaries(simple, simple))
def test_a_frozen_mapping_is_a_value(items):
    frozen = FrozenMapping(items)
    backwards = FrozenMapping(reversed(items.items()))
    assert frozen == items
    assert frozen == backwards
    assert hash(frozen) == hash(backwards)
    assert repr(frozen) == repr(items)
    check("frozen", frozen)
    for change in (
        lambda: frozen.__setitem__("a", 1),
        lambda: frozen.__delitem__("a"),
        lambda: frozen.__ior__({"a": 1}),
        lambda: frozen.pop("a", None),
        lambda: frozen.setdefault("a", 1),
        lambda: frozen.update(a=1),
        frozen.popitem,
        frozen.clear,
    ):
        with pytest.raises(TypeError, match="cannot be changed"):
            change()
    assert frozen == items


def test_no_module_keeps_a_mapping_that_cannot_be_pickled():
    assert FrozenMapping({"a": FrozenMapping()}) in {FrozenMapping(a=FrozenMapping())}
    with pytest.raises(TypeError, match="unhashable"):
        hash(FrozenMapping({"a": []}))
