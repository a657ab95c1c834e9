from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from powermap.model import Role

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


@dataclass(frozen=True)
class Known:
    """What a notebook must show.

    Parameters
    ----------
    pictures : tuple of (set of str, set of str)
        For each picture, texts that it has and texts that it does not have.
    printed : tuple of str
        Texts that are printed.
    """

    pictures: tuple[tuple[set[str], set[str]], ...]
    printed: tuple[str, ...]


KNOWN = {
    "account_planning": Known(
        pictures=(
            (
                {"Rosa Lindt", "Omar Haddad", "Theo Krantz", "Involvement unknown"},
                {"Kim Example"},
            ),
            ({"Rosa Lindt", "Jun Sato", "Mia Brandt"}, {"Contoso"}),
            ({"Contoso", "An inside supporter", "60% unknown"}, {"Rosa Lindt"}),
        ),
        printed=(
            "People Example Ties About Claims Plan Team Rivals Custom criteria Assessments Goals Actions",
            "Fabrikam Foods - 6 people, 6 ties, 15 answers\n",
            "Jun Sato → Omar Haddad → Rosa Lindt: 64% of the influence gets through.",
            "opportunity ? - Not known yet: 40% in favor, 20% against, 40% unknown.",
            "strategy: defend\n",
            "2 actions changed. 1 detail of the plan changed. 2 findings resolved.\n",
            "findings: 13 before, 11 now\n",
            "wrote fabrikam.html\nwrote fabrikam.md\nwrote fabrikam.pptx\nTrue summary board ",
        ),
    ),
    "board": Known(
        pictures=(
            ({"Robert Falk", "Gatekeeper", "Involvement unknown"}, {"path"}),
            ({"Robert Falk"}, {"path"}),
        ),
        printed=("14 people, 0 changes\n",),
    ),
    "case_study": Known(
        pictures=(
            (
                {
                    "Pete Solvik",
                    "Carl Redfield",
                    "Board of directors",
                    "Finance group",
                    "Power unknown",
                },
                {"Champion"},
            ),
            ({"Mark Lee", "John Morgridge", "Without ties", "path"}, {"reports to"}),
            (
                {
                    "The other finalist",
                    "100% unknown",
                    "not answered yet",
                    "60% unknown",
                },
                {"0% unknown"},
            ),
        ),
        printed=(
            "Carl Redfield - owner - ",
            "Randy Pond - no role yet - ",
            "Board of directors - decider - ",
            "Mark Lee - advocate - ",
            "Pete Solvik → Board of directors: 20% of the influence gets through directly",
            "opportunity + 20% unknown\ncompete ? 60% unknown\nwin ? 75% unknown\nworth ? 80% unknown\n",
            "serious PM205 PM301\nwarning PM104 PM201 PM302 PM502 PM308 PM318 PM402 PM403 PM401 PM413\n",
            "\ninfo PM314 PM316 PM404\n",
            "29% of the facts the rules need are known. Nothing known so far favors another strategy.",
            "If we are the supplier in place: Defend.\nIf “A fitting solution” is − does not fit: Partial.\n",
            "If “Unique business value” is − weak: no strategy.\nask first: Can we win?",
            "0 steps without a gap; ahead: [10]\n",
            "most people have no reporting line.",
            "1 answer changed. Project funding: answer − not available → + available, ",
            "”.\ncan we win: ?\n",
        ),
    ),
    "chinese": Known(
        pictures=(
            ({"张伟", "李娜", "王强", "审批者", "拥有者"}, {"Owner"}),
            ({"李明哲", "方志远", "汇报"}, {"Owner"}),
            ({"内线（内部支持者）"}, {"Owner"}),
            ({"项目负责人", "教练"}, {"拥有者", "内线"}),
        ),
        printed=(
            "张伟 - 决策，低度参与：审批者，",
            "王强 - 权力未知，",
            "flanking\n侧面进攻（8 分）",
            "PM307 反对我方，且能决策或否决：欧阳静。",
            "True\nTrue\n",
        ),
    ),
    "embedding": Known(
        pictures=(),
        printed=(
            "200 image/svg+xml <svg\nzh Northwind Steel · ERP renewal 1280.0 720.0\n",
            "404 {\"detail\":\"no plan 'contoso'\"}\n422 language is 'de'; allowed: en, zh\n",
            "- Fabrikam: There is no one in the buying center.\n- Northwind Steel: Against us, and able to decide",
            "errors: 0 - title: Northwind Steel: ERP renewal\nerrors: 0 - title: 北风钢铁: ERP 更新 - findings: 19\n",
        ),
    ),
    "krackhardt": Known(
        pictures=(({"M07", "M13", "M21"}, {"L01"}), ({"M07", "M13", "M21"}, {"L01"})),
        printed=(
            *(
                f" {role} - "
                for role in (Role.OWNER, Role.APPROVER, Role.ADVOCATE, Role.GATEKEEPER)
            ),
            "president and vice-presidents on the upper half: 5 of 5",
            "managers on the upper half too: M01, M06, M08, M11",
        ),
    ),
    "network": Known(
        pictures=(
            ({"M07", "M13", "M21", "Vice-president"}, {"L01"}),
            ({"M03", "M07", "M14", "M18", "Champion", "Opponent", "path"}, {"M13"}),
            ({"L20", "L26", "L40", "L43"}, {"L41", "L71"}),
            ({"L14", "L17", "L28", "Boston", "Hartford"}, {"Providence", "L40"}),
        ),
        printed=(
            "21 managers, 190 advice answers",
            "71 lawyers, 892 advice answers",
            "managers whom the president listens to: M06, M11, M12, M17\n",
            "managers whom two of the three listen to: M06\n",
            "pairs in the right order: estimate_power 0.952, in-degree 0.923",
            "contradictions: 0\n",
            "M01 Manager 5.32 (4.69 to 5.92) 13 of 20 other people asked listen to them",
            "M18 For 17% of all other pairs of people, the shortest path of influence runs through M18",
            "M03 → M18 → M07: 64% of the influence gets through",
            "0.48 M18 Decides;",
            "pairs in the right order: estimate_power 0.918, in-degree 0.875",
            "L40 Associate - Entered as Influencer, but the ties show",
            " 25 of 70 other people asked listen to them",
            "L07 Partner - Entered as Decider, but the ties show",
            " 6 of 70 other people asked listen to them",
            "most senior associates: L37, L38, L39, L40, L41\n",
            "partners close to L40 who listen: L20 (rank 6), L26 (rank 1)\n",
            "close ties between offices: 28 of 247",
        ),
    ),
    "portfolio": Known(
        pictures=(),
        printed=(
            "200 accounts, 1924 people\n",
            "<Portfolio of 200 accounts, today 2026-11-20>\n",
            "Eastlake Railways · Service contract (Kim Example): 1,120,000 at stake,",
            "approver     114 of  215 (53%)\n",
            "Wanda Dornan, 8 accounts. In 5 of them: The same person: same e-mail",
            "wrote portfolio.xlsx\n",
        ),
    ),
    "quick_start": Known(
        pictures=(
            (
                {"Ana Ruiz", "Ben Ode", "Cleo Hart", "Power unknown"},
                {"Northwind Steel"},
            ),
            (
                {"Cleo Hart", "Ana Ruiz", "role: unknown → Gatekeeper"},
                {"Northwind Steel"},
            ),
            ({"Robert Falk", "Priya Raman", "reports to"}, {"Ana Ruiz"}),
        ),
        printed=(
            "cleo-hart - no role yet - Power is unknown",
            "Cleo Hart: role unknown → Gatekeeper.",
            "1 Priya Raman - 2 of 6 other people asked listen to them",
            "Marcus Reed - Decides; neutral, can be won",
            "PM306 serious - ",
            "map.svg northwind.yaml True\n",
        ),
    ),
    "your_own_file": Known(
        pictures=(
            (
                {"Signe Aas", "Ingrid Solberg", "Works council", "Power unknown"},
                {"No.", "Medium"},
            ),
            ({"Signe Aas", "Marte Dahl", "Without ties", "reports to"}, {"path"}),
            ({"Anna Berger", "Leo Pichler", "reports to"}, {"Without ties"}),
            ({"Paul Steiner", "Owner", "Power unknown"}, {"Involvement unknown"}),
            ({"Dana Whitfield", "Decider", "Influencer"}, {"Maya Singh"}),
            ({"Tom Beckett", "Ravi Menon", "reports to"}, {"Maya Singh"}),
        ),
        printed=(
            "ingrid-solberg - Decides (power 5 of 10, exactly at the cutoff, ",
            "works-council - Power is unknown, so there is no role yet.\n",
            "PM304 - Decision makers for us: Henrik Moe, Ingrid Solberg.",
            "PM308 - Influenced by no one who is for us or neutral: Thomas Huber.",
            "PM103 - No decision maker is known to be closely involved. ",
        ),
    ),
}


@pytest.fixture
def own_folders(tmp_path, monkeypatch):
    """Kernels keep their connection files and history out of the user's home."""
    for variable in (
        "JUPYTER_RUNTIME_DIR",
        "JUPYTER_CONFIG_DIR",
        "JUPYTER_DATA_DIR",
        "IPYTHONDIR",
    ):
        monkeypatch.setenv(variable, str(tmp_path / variable))


def outputs(notebook):
    return [output for cell in notebook.cells for output in cell.get("outputs", ())]


def test_of_every_notebook_it_is_known_what_it_shows():
    assert [path.stem for path in NOTEBOOKS] == sorted(KNOWN)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_stored_without_output(path):
    notebook = nbformat.read(path, as_version=4)
    assert outputs(notebook) == []
    assert {
        cell.execution_count for cell in notebook.cells if cell.cell_type == "code"
    } == {None}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
@pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)
def test_it_runs_and_shows_pictures_and_findings(path, own_folders):
    known = KNOWN[path.stem]
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        resources={"metadata": {"path": str(FOLDER)}},
    ).execute()
    shown = [
        output.data
        for output in outputs(notebook)
        if output.output_type == "execute_result"
    ]
    drawn = [bundle for bundle in shown if "image/svg+xml" in bundle]
    assert len(drawn) == len(known.pictures)
    for bundle, (there, missing) in zip(drawn, known.pictures, strict=True):
        picture = bundle["image/svg+xml"]
        assert picture.startswith("<svg")
        assert "image/png" in bundle
        words = set(re.findall(r">([^<>]+)<", picture))
        assert there - words == set()
        assert missing & words == set()
    said = "".join(
        output.text for output in outputs(notebook) if output.output_type == "stream"
    )
    assert [text for text in known.printed if text not in said] == []
