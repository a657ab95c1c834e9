"""Write docs/findings from the table of findings and its examples: a page for each code and an index."""

from __future__ import annotations

import tomllib
from itertools import groupby
from pathlib import Path

from powermap.method.findings import FindingKind, finding_kinds

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs/findings"
EXAMPLES = ROOT / "src/powermap/method/findings/examples.toml"
GROUPS = {
    "PM1": "People and roles",
    "PM2": "Access and coverage",
    "PM3": "Support and influence",
    "PM4": "Evidence and unknowns",
    "PM5": "Plan and actions",
}
INDEX = """\
# Findings

Invalid data is an error and stops the reading of a file. Incomplete or risky data is a *finding*: a code that never
changes its meaning, a severity, the people it is about, why it matters, and the next step.

```sh
powermap check deal.yaml                            # a table; exit code 1 from a warning on
powermap check deal.yaml --select PM3 --ignore PM302
powermap check deal.yaml --fail-on serious --lang zh
powermap check deal.yaml --format json              # or github: annotations of a workflow
```

- **Severity**: `info` < `warning` < `serious`. The exit code is 1 when there is a finding at or above `--fail-on`
  (`warning` when not given), 0 otherwise, 2 for a file or an option that cannot be used.
- **Which rules**: `--select` and `--ignore` take codes or beginnings of codes, several with commas; a plan may hold
  `ignore: [PM405]` itself. The longer beginning wins, so `--select PM301` finds it although the plan ignores PM3; of
  two that are equally long the one that ignores wins. A code that does not exist is an error.
- **Key people** are those who decide or can stop the purchase.
- **The day** for what is stale, overdue or in the future: on the command line today, or `--today 2026-11-20`. In Python
  `today=`, else the day of the plan, else that of the buying center; when there is none, these rules say nothing. No
  other date is taken for today, since one slip of the pen would move it, and Python never looks at the clock, so the
  same plan has the same findings. A judgement without a day of its own has that of its file.
- A rule about goals, actions and assessments says nothing of a buying center without a plan.

From Python, `check(center_or_plan, select=…, ignore=…, today=…, lang=…)` in `powermap.method` answers with a list of
`Finding(code, severity, people, message, because, next_step)`, the serious ones first. The table is data: a house gives
its own as `kinds=`, made from `finding_kinds()`.
"""


def pages() -> dict[str, str]:
    """Every page of docs/findings by its name."""
    examples = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))
    kinds = finding_kinds()
    made = {f"{code}.md": page(kind, examples[code]) for code, kind in kinds.items()}
    return made | {"index.md": index(list(kinds.values()))}


def page(kind: FindingKind, examples: dict[str, str]) -> str:
    """The page of one finding."""
    sources = " ".join(source["en"] for source in kind.sources)
    day = " --today 2026-11-20" if "as_of: 2026-11-20" in examples["fires"] else ""
    return "\n\n".join([
        f"# {kind.code}: {kind.title['en']} ({kind.title['zh']})",
        f"Severity: `{kind.severity}` · [all findings](index.md)",
        f"> {_shown(kind, 'en')}",
        "## Why", kind.why["en"],
        "## A smallest file that triggers it", fenced(examples["fires"]),
        "## One that just does not", fenced(examples["passes"]),
        f"Try it: `powermap check deal.yaml --select {kind.code}{day}`",
        "## Next step", kind.next_step["en"],
        "## Source", sources,
        "## 中文", f"> {_shown(kind, 'zh')}",
        f"**原因**：{kind.why['zh']}", f"**下一步**：{kind.next_step['zh']}",
        f"**来源**：{''.join(source['zh'] for source in kind.sources)}",
    ]) + "\n"  # fmt: skip


def _shown(kind: FindingKind, lang: str) -> str:
    """The message as it stands in the table; only limits are known before a rule has found somebody."""
    return kind.message[lang].replace("{days}", str(kind.days)).replace("{", "*").replace("}", "*")


def fenced(text: str) -> str:
    """YAML of an example. Blocks of `yaml` hold at least one person, which a test asks of them; others are `yml`."""
    language = "yaml" if "stakeholders:\n-" in text else "yml"
    return f"```{language}\n{text.strip()}\n```"


def index(kinds: list[FindingKind]) -> str:
    """The page that lists all."""
    parts = [INDEX.rstrip()]
    for group, members in groupby(kinds, key=lambda kind: kind.code[:3]):
        rows = [
            f"| [{kind.code}]({kind.code}.md) | `{kind.severity}` | {kind.title['en']} | {kind.title['zh']} |"
            for kind in members
        ]
        head = "| code | severity | finding | 中文 |\n|---|---|---|---|"
        parts.append("\n\n".join([f"## {group}: {GROUPS[group]}", "\n".join([head, *rows])]))
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    made = pages()
    for old in TARGET.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (TARGET / name).write_text(text, encoding="utf-8")
