"""A new field is one row in fields.toml and one attribute in the model.

It is then read, written, compared, shown and hidden without another line of code.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import powermap

ROW = """
[[fields.people]]
name = "nickname"
kind = "text"
en = "Nickname"
zh = "昵称"
aliases = { en = [] }
audience = []
shown = ["diff", "tooltip", "report"]
help = { en = "What everybody calls them.", zh = "大家怎么称呼。" }
"""
SCRIPT = """
import io, sys
from pathlib import Path
import powermap as pm

folder = Path(sys.argv[1])
center = pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz", nickname="Annie")])
for name in ("a.yaml", "a.json", "a.csv", "a.xlsx"):
    for lang in ("en", "zh"):
        path = pm.write(center, folder / name, lang=lang)
        assert pm.read(path).center == center, name
text = "stakeholders: [{name: Ana Ruiz, 昵称: Annie}]"
assert pm.read(io.StringIO(text), format="yaml").center["ana-ruiz"].nickname == "Annie"
frame = pm.to_frame(center)
assert list(frame["nickname"]) == ["Annie"]
assert pm.from_frame(frame, name="ERP") == center
assert "nickname" in pm.tables.json_schema()["$defs"]["Stakeholder"]["properties"]
pm.template(folder / "t.xlsx")

without = pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz")])
[moved] = pm.diff(without, center).moved
assert str(moved.because) == "Ana Ruiz: nickname unknown → “Annie”.", str(moved.because)
assert "Annie" in pm.quadrant(center).html()
assert "Annie" in pm.report(center).html()
for level in ("partner", "customer"):
    hidden = pm.redact(center, level, key="a key for the tests")
    assert [person.nickname for person in hidden] == [None]
    assert "Annie" not in pm.quadrant(hidden).html() + pm.report(hidden).html()
assert "昵称" in pm.quadrant(center, lang="zh").html()
"""


def test_a_new_field_is_read_written_compared_shown_and_hidden(tmp_path):
    package = Path(powermap.__file__).parent
    copy = tmp_path / "powermap"
    copy.mkdir()
    for part in package.iterdir():
        if part.name == "model":
            shutil.copytree(part, copy / "model")
        else:
            (copy / part.name).symlink_to(part)
    table = copy / "model" / "fields.toml"
    table.write_text(table.read_text(encoding="utf-8") + ROW, encoding="utf-8")
    model = copy / "model" / "stakeholder.py"
    code = model.read_text(encoding="utf-8")
    new = code.replace(
        "    as_of: Day = None\n",
        "    as_of: Day = None\n    nickname: Line = None\n",
        1,
    )
    assert new != code
    model.write_text(new, encoding="utf-8")
    found = subprocess.run(
        [sys.executable, "-c", SCRIPT, tmp_path],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stderr
