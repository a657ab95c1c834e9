"""A walk through common faults: what is said in Chinese has no English sentences."""

from __future__ import annotations

import re
import warnings
from contextlib import suppress

import networkx as nx
import pytest

import powermap as pm
from powermap.errors import PowermapError, PowermapWarning
from powermap.model.playbook import CustomField, StepRule

FILES = {
    "deal.yaml": "name: ERP\nstakeholders:\n- {name: 张伟, power: 7, involvement: 2}\n",
    "word.csv": "姓名,权力\n张伟,拍板的\n",
    "no-name.csv": "姓名,权力\n,决策者\n",
    "no-header.csv": "1,2\n3,4\n",
    "date.csv": "姓名,日期\n张伟,03/04/2026\n",
    "same-id.csv": "姓名,编号\n张伟,a\n李娜,a\n",
    "off.yaml": "scale: {low: 1, high: 5}\nstakeholders:\n"
    "- {name: 张伟, power: 11, stance: suporter, can_veto: 也许}\n",
    "circle.yaml": "stakeholders: [{name: 张伟}, {name: 李娜}]\nties:\n"
    "- {source: 张伟, target: 李娜, kind: reports_to}\n"
    "- {source: 李娜, target: 张伟, kind: reports_to}\n"
    "- {source: 李娜, target: 王芳}\n",
    "key.yaml": "name: ERP\nstakholders: []\n",
    "no-list.yaml": "name: ERP\nstakeholders: 张伟\n",
    "twice.yaml": "name: a\nname: b\n",
    "open.yaml": "name: [\n",
    "deep.yaml": f"name: {'[' * 40}{']' * 40}\n",
    "comma.json": '{"name": "ERP" "x": 1}',
    "number.json": '{"name": NaN}',
    "words.yaml": "just words\n",
    "empty.yaml": "",
    "plan.yaml": "account: 北风\nteam: [{name: 王芳}]\nrivals: [甲, 甲]\n"
    "stakeholders: [{name: 张伟}]\n"
    "assessments: [{criterion: 天气, answer: 好}, {criterion: risk, rival: 乙}]\n"
    "actions: [{name: 拜访, who: 李四, with_people: [无名]}]\n"
    "pipeline: [{name: 订单, stage: won, amount: -5}]\n"
    "goals: [{due: 明天}]\n",
    "late.yaml": "account: 北风\nas_of: 2026-01-01\nstakeholders: [{name: 张伟}]\n"
    "assessments: [{criterion: risk, answer: +, as_of: 2026-03-01}]\n",
    "broken.toml": "name = \n",
    "keys.toml": '[roles]\nx = 1\n[wording.zh]\n"Role.ownr" = "x"\n'
    '[style]\nenemy = "#FFAAAA"\n[thresholds]\nclear_lead = "x"\n',
    "pale.toml": '[style]\nenemy = "#FFAAAA"\n',
}
COMMANDS = [
    "roles missing.yaml",
    "roles folder.yaml",
    "roles deal.docx",
    "roles deal.yaml --hide x",
    "roles deal.yaml --redact customer",
    "roles deal.yaml -o nowhere/x.csv",
    "roles deal.yaml --playbook broken.toml",
    "roles deal.yaml --playbook keys.toml",
    "roles deal.yaml --playbook pale.toml",
    "draw deal.yaml -o x.bmp",
    "draw deal.yaml -o folder.svg",
    "draw deal.yaml -o x.svg --scale 2",
    "draw deal.yaml -o x.png --scale 100000",
    "draw deal.yaml -o x.svg --embed-fonts --steps 2",
    "draw deal.yaml -o x.png --embed-fonts",
    "draw deal.yaml -o x.svg --chart influence --around 李四",
    "draw deal.yaml -o x.svg --redact friend",
    "draw deal.yaml -o x.mmd --chart needs",
    "draw deal.yaml -o x.mmd --title y",
    "report deal.yaml -o x.doc",
    "convert deal.yaml x.abc",
    "convert late.yaml x.csv",
    "network deal.yaml --what-if 张伟",
    "network deal.yaml --what-if 张伟=好",
    "network deal.yaml --to 无名",
    "network deal.yaml --share 2",
    "check deal.yaml --select XY9",
    "check deal.yaml --today 明天",
    "template x.csv",
    "demo -o deal.yaml",
    "diff - -",
]
PYTHON = [
    lambda: pm.Stakeholder(""),
    lambda: pm.Stakeholder("张伟", id="a b"),
    lambda: pm.Stakeholder("张伟", power="7/10"),
    lambda: pm.Stakeholder("张伟", stance="好", contact="x", can_veto=1),
    lambda: pm.Stakeholder("张\u202e伟"),
    lambda: pm.Stakeholder("张" * 2000),
    lambda: pm.Stakeholder("张伟", custom={"power": 1}),
    lambda: pm.Stakeholder("张伟", covered_by="王;李"),
    lambda: pm.Tie("a", "a"),
    lambda: pm.Tie("a", "b", strength=0),
    lambda: pm.Scale(5, 1),
    lambda: pm.Scale(1, 5, 9),
    lambda: pm.BuyingCenter("ERP", pm.Stakeholder("张伟")),
    lambda: pm.BuyingCenter("ERP", ["张伟"]),
    lambda: pm.BuyingCenter("ERP", [pm.Stakeholder("张伟")] * 2),
    lambda: pm.BuyingCenter("ERP", [], [pm.Tie("a", "b")]),
    lambda: pm.BuyingCenter("ERP")["张伟"],
    lambda: pm.AccountPlan("北风", actions=[pm.plan.Action("拜访", with_people="x")]),
    lambda: pm.AccountPlan("北风", assessments=[pm.plan.Assessment("天气", "+")]),
    lambda: pm.plan.Prospect("订单", "won", amount="多"),
    lambda: pm.judge("deal.yaml"),
    lambda: pm.quadrant(pm.northwind(), placement="cell"),
    lambda: pm.influence(pm.northwind(), direction="up"),
    lambda: pm.quadrant(pm.northwind(), lang="fr"),
    lambda: pm.northwind("fr"),
    lambda: pm.network.from_networkx("graph"),
    lambda: pm.network.from_networkx(nx.Graph([("a", "b", {"kind": "x"})])),
    lambda: pm.redact(pm.northwind(), "friend", key="a key for the tests"),
    lambda: pm.Playbook(thresholds=1),
    lambda: pm.Playbook(role_grid={}),
    lambda: CustomField("people", "Region", kind="word"),
    lambda: StepRule("x", ("y",)),
]

WRITTEN = re.compile(
    r"“[^”]*”|yes、no|（[\w、]+）|[\w/-]+\.\w+|/\S+|https?://\S+|pip install \S+|read\w*\([^)]*\)"
)
"""What a user, a file or a program wrote."""
ENGLISH = re.compile(
    r"\b(a|an|the|is|are|was|were|has|have|not|no|of|to|in|on|at|by|for|with|from|and"
    r"|or|but|it|its|this|that|there|they|them|must|cannot|allowed|write|give|use"
    r"|choose|leave|keep|only|works|file|row|rows|note|missing|unknown)\b",
)
"""Words that any English sentence has one of."""


def faults_in(text: str) -> list[str]:
    bare = WRITTEN.sub("", text)
    faults = ENGLISH.findall(bare)
    if not re.search("[\u4e00-\u9fff]", text):
        faults.append("nothing in Chinese")
    if re.search(r"[\u4e00-\u9fff][,;:?!]|“[^”]*“|<Reason|\{", bare):
        faults.append("a sign")
    return faults


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("faults")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "folder.yaml").mkdir()
    (folder / "folder.svg").mkdir()
    return folder


def test_the_command_line_says_every_fault_in_chinese(powermap, folder):
    fine = {"deal.yaml", "late.yaml"}
    files = [name for name in FILES if not name.endswith(".toml")]
    commands = [f"roles {name}" for name in files if name not in fine]
    silent = []
    found = {}
    for command in [*commands, *COMMANDS]:
        done = powermap(*command.split(), "--lang", "zh", cwd=folder)
        said = [
            line for line in done.stderr.splitlines() if not line.startswith("已写入")
        ]
        if not said:
            silent.append(command)
        for line in said:
            if faults_in(line):
                found[command] = (faults_in(line), line)
    assert silent == []
    assert found == {}


def test_the_library_says_every_fault_in_chinese():
    found = {}
    for number, fault in enumerate(PYTHON):
        with pytest.raises(PowermapError) as caught:
            fault()
        text = caught.value.say("zh")
        if faults_in(text):
            found[number] = (faults_in(text), text)
    assert found == {}


def test_notes_are_said_in_chinese():
    people = [pm.Stakeholder("Alan Price"), pm.Stakeholder("Bo", title="Pricing, AP")]
    graph = nx.Graph([("a", "b", {"kind": "talks_to", "colour": 1})])
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        pm.redact(pm.BuyingCenter("ERP", people), "partner", key="a key for the tests")
        pm.network.from_networkx(graph)
        with suppress(PowermapError):
            pm.influence(pm.northwind(), path=["ines-vogel", "carl-munro"])
    notes = [each.message for each in caught]
    said = [each.say("zh") for each in notes if isinstance(each, PowermapWarning)]
    assert len(said) >= 2
    assert [(text, faults_in(text)) for text in said if faults_in(text)] == []
