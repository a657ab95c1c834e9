"""The quadrant of both camps: split discs, and a legend that says whose half is whose."""

import pytest

import powermap as pm
from powermap.errors import ModelError

PEOPLE = [
    pm.Stakeholder("Ana", power=8, involvement=3, stance="champion"),
    pm.Stakeholder(
        "Ben",
        power=2,
        involvement=7,
        stance="enemy",
        rival_stances={"C & Co": "champion"},
    ),
    pm.Stakeholder("Cy", power=3, involvement=8),
]
CENTER = pm.BuyingCenter("ERP", PEOPLE)


@pytest.mark.parametrize("placement", ["cells", "scores"])
@pytest.mark.parametrize(
    ("lang", "legend"),
    [("en", "left: us, right: C & Co"), ("zh", "左：我方，右：C & Co")],
)
def test_each_half_has_the_stance_of_a_camp(placement, lang, legend):
    scene = pm.quadrant(CENTER, placement=placement, rival="c & co", lang=lang).scene
    groups = scene.groups()
    assert "rival-stance-champion" in groups["ben"].classes
    assert "rival-stance-unknown" in groups["ana"].classes
    assert scene.metrics["rival"] == "C & Co"
    assert legend in pm.quadrant(
        CENTER, placement=placement, rival="C & Co", lang=lang
    ).svg().replace("&amp;", "&")
    assert ("Ben (us: Enemy; C & Co: Champion)" in scene.description) == (lang == "en")


@pytest.mark.parametrize("placement", ["cells", "scores"])
def test_without_a_rival_the_picture_stays(placement):
    plain = pm.BuyingCenter("ERP", [each.revised(rival_stances={}) for each in PEOPLE])
    with_rival = pm.quadrant(CENTER, placement=placement)
    assert "rival" not in with_rival.scene.metrics
    discs = [pm.quadrant(each, placement=placement).png() for each in (plain, CENTER)]
    assert discs[0] == discs[1]


def test_no_decision_is_a_rival_of_every_plan():
    assert pm.quadrant(CENTER, rival="不作决定").scene.metrics["rival"] == "No decision"
    with pytest.raises(ModelError, match="is not a rival of the plan"):
        pm.quadrant(CENTER, rival="Fabrikam")
