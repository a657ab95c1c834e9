from __future__ import annotations

import json

from powermap.render.json import to_json
from powermap.scene.marks import Disc, Group, Scene


def test_scene_comes_back_rounded_and_readable():
    group = Group(
        (Disc(1 / 3, -0.0001, 9.5, fill="#FFF"),),
        key="张伟",
        bounds=(0.0, 0.0, 10.0, 10.0),
    )
    text = to_json(
        Scene(
            40,
            20,
            title="张伟",
            description="<&>",
            marks=(group,),
            metrics={"moved": 2},
        )
    )
    plain = json.loads(text)
    assert "张伟" in text
    assert "-0.0" not in text
    assert plain["metrics"] == {"moved": 2}
    assert plain["marks"][0]["key"] == "张伟"
    assert plain["marks"][0]["marks"][0]["x"] == 0.333
