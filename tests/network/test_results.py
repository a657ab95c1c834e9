"""What all answers of the network have in common."""

from __future__ import annotations

import pickle

import pytest

import powermap as pm
from powermap import BuyingCenter, Stakeholder, classify
from powermap.errors import UnknownPersonError
from powermap.language.results import ResultList, ResultMap
from powermap.network import links
from powermap.network.overview import Network

QUESTIONS = {
    "brokers": pm.network.brokers,
    "disagreements": pm.network.disagreements,
    "links": links,
    "paths": lambda subject: pm.network.paths_to(subject, "robert-falk"),
    "power": pm.network.estimate_power,
    "opinions": lambda subject: pm.network.sway(subject).people,
    "moves": lambda subject: pm.network.sway(subject, {"grace-tan": "supporter"}).moved,
    "visits": pm.network.who_next,
}
PLAN = pm.northwind_plan()


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_are_short_to_print_and_have_rows(question):
    answers = QUESTIONS[question](PLAN.center)
    assert isinstance(answers, ResultList | ResultMap)
    assert len(repr(answers)) < 100
    for answer in answers.values() if isinstance(answers, ResultMap) else answers:
        assert repr(answer).startswith(f"<{type(answer).__name__} ")
        assert len(repr(answer)) < 120
    english, chinese = answers.rows("en"), answers.rows("zh")
    assert [list(row) for row in english] == [list(row) for row in chinese]
    assert answers._repr_html_().count("<tr>") == len(answers) + 1 or not english
    assert pickle.loads(pickle.dumps(answers)) == answers


def test_single_answers_have_rows_too():
    for answer in (pm.network.reach(PLAN), pm.network.sway(PLAN)):
        assert str(answer.row()["because"])
        assert repr(answer).startswith(f"<{type(answer).__name__} ")
        assert pickle.loads(pickle.dumps(answer)) == answer


def test_any_subject_gives_the_same_answers():
    judgment = pm.judge(PLAN)
    for ask in (*QUESTIONS.values(), pm.network.reach, pm.network.sway):
        assert ask(PLAN) == ask(judgment) == ask(PLAN.center)


def test_people_are_named_by_id_or_name():
    center = PLAN.center
    by_id = pm.network.paths_to(center, "robert-falk", "grace-tan")
    assert pm.network.paths_to(center, "Robert Falk", ["Grace Tan"]) == by_id
    by_id = pm.network.sway(center, {"grace-tan": "enemy"})
    assert pm.network.sway(center, {"Grace Tan": "enemy"}) == by_id
    by_id = pm.network.estimate_power(center, asked=["grace-tan"])
    assert pm.network.estimate_power(center, asked=["Grace Tan"]) == by_id
    for ask in (
        lambda: pm.network.paths_to(center, "Grace Tam"),
        lambda: pm.network.sway(center, {"Grace Tam": "enemy"}),
        lambda: pm.network.estimate_power(center, asked="Grace Tam"),
    ):
        with pytest.raises(pm.ModelError, match="did you mean 'Grace Tan'"):
            ask()
        with pytest.raises(KeyError):
            ask()


def test_a_judgment_brings_its_tie_weights():
    weights = dict.fromkeys(pm.Playbook().tie_weights, (0.0, 0.0))
    playbook = pm.Playbook("Acme", tie_weights=weights)
    judgment = pm.judge(PLAN, playbook=playbook)
    for answers in (links, pm.network.brokers):
        assert answers(judgment) == answers(PLAN, playbook=playbook) == ()
        assert len(answers(PLAN)) > 0
    assert pm.network.paths_to(judgment, "robert-falk") == ()
    assert (
        pm.network.reach(judgment)
        == pm.network.reach(PLAN, playbook=playbook)
        != pm.network.reach(PLAN)
    )
    assert (
        pm.network.sway(judgment)
        == pm.network.sway(PLAN, playbook=playbook)
        != pm.network.sway(PLAN)
    )
    assert judgment.network.brokers == ()


def test_a_judgment_has_the_network_once():
    judgment = pm.judge(PLAN)
    network = judgment.network
    assert isinstance(network, Network)
    assert network is judgment.network
    assert judgment.power is network.power
    assert network.power == pm.network.estimate_power(PLAN)
    assert network.disagreements == pm.network.disagreements(PLAN)
    assert network.brokers == pm.network.brokers(PLAN)
    assert network.visits[:5] == pm.network.who_next(PLAN)
    assert network.reach == pm.network.reach(PLAN)
    assert network.outlook == pm.network.sway(PLAN)


def test_an_answer_is_found_by_the_name_of_the_person():
    people = [Stakeholder("Ana", id="a"), Stakeholder("Ana", id="b"), Stakeholder("Bo")]
    roles = classify(BuyingCenter("ERP", people))
    assert roles["Bo"] == roles["bo"]
    assert "Bo" in roles
    assert "Cy" not in roles
    assert roles.get("Cy") is None
    with pytest.raises(UnknownPersonError, match="2 people are called 'Ana'; use an"):
        roles["Ana"]
    with pytest.raises(UnknownPersonError, match="no one has the id or name 5"):
        roles[5]
