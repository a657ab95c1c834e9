"""The page of published cases in the documentation, from the table and the program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from case_table import Case, Check

SIGNS = {"says so": "yes", "does not say so": "no", "says the opposite": "opposite"}
RESULTS = ("agrees", "half", "misses the point", "contradicts")
INTRODUCTION = """\
# Published cases

Does powermap say what an experienced seller would say? We looked for published descriptions of sales that tell what
happened and what the author concluded. For each we wrote a plan with what the seller could have known at the time, and
compared.

{score}

**How to read this.** A case *agrees* when powermap says everything that the author concluded. It *contradicts* when
powermap says the opposite of a main conclusion, whatever else is right. In between it is *half*, or it *misses the
point*. Lines marked *(detail)* are not main conclusions: they can make a case half, but no contradiction. *Before* is
the result when we first looked. Where powermap said something else, we explain it or changed the rule for all plans of
that kind; [decision 17](../decisions/0017-what-experts-concluded.md) gives both sides.

**What this does not show.**

- We wrote the plans, knew how each story ended, and chose which answer of powermap stands for which conclusion.
- Authors publish losses that teach something. Agreement with them does not mean that more deals are won.
- The rules changed because of the first {first} cases, so their present score is no test. The {later} cases at the end
  were looked up afterward.
- We also chose what is a detail. Of cases {opposite} powermap says the opposite in a detail: whom to win first. Whoever
  takes it for a main conclusion counts {opposites} contradictions.
- Most sources we could read only from the beginning up to a certain length. Each case says how far.
- powermap cannot name people who are not in the plan. Where a seller overlooked someone, we entered that person and
  their tie.

Names of people are replaced by what they do. The plans are in `tests/cases/plans`, the conclusions in
`tests/cases/cases.toml`. `just cases` prints the comparison. A test fails when this page and the program disagree.

"""
LATER = """\
## Looked up after the rules had changed

{count} more descriptions, for a fairer test. *Before* is the result at first sight.

"""


def page(cases: Sequence[Case]) -> str:
    """The whole page."""
    first = [case for case in cases if not case.later]
    later = [case for case in cases if case.later]
    parts = [
        INTRODUCTION.format(
            score=_score(first, later),
            first=len(first),
            later=len(later),
            opposite=_listed(_opposite_details(cases)),
            opposites=len(_opposite_details(cases)),
        ),
        *_overview(cases),
        "\n## The cases\n\n",
    ]
    for number, case in enumerate(first, 1):
        parts.extend(_section(number, case))
    parts.append(LATER.format(count=len(later)))
    for number, case in enumerate(later, len(first) + 1):
        parts.extend(_section(number, case))
    return "".join(parts).rstrip() + "\n"


def _opposite_details(cases: Sequence[Case]) -> list[str]:
    """The numbers of cases with the opposite in a detail."""
    numbers = []
    for number, case in enumerate(cases, 1):
        outcomes = [each.outcome.value for each in case.checks if not each.main]
        if "says the opposite" in outcomes:
            numbers.append(str(number))
    return numbers


def _listed(numbers: Sequence[str]) -> str:
    return f"{', '.join(numbers[:-1])} and {numbers[-1]}"


def _score(first: Sequence[Case], later: Sequence[Case]) -> str:
    lines = [
        f"| | cases | {' | '.join(RESULTS)} |",
        f"|---|---|{'---|' * len(RESULTS)}",
        _score_line(f"first {len(first)}, before", [case.before for case in first]),
        _score_line(f"first {len(first)}, now", [case.result.value for case in first]),
        _score_line(
            f"last {len(later)}, at first sight",
            [case.before for case in later],
        ),
        _score_line(f"last {len(later)}, now", [case.result.value for case in later]),
    ]
    return "\n".join(lines)


def _score_line(title: str, results: Sequence[str]) -> str:
    values = [str(results.count(each)) for each in RESULTS]
    return f"| {title} | {len(results)} | {' | '.join(values)} |"


def _overview(cases: Sequence[Case]) -> Iterator[str]:
    yield "| | case | outcome | the author's first conclusion | before | now |\n"
    yield "|---|---|---|---|---|---|\n"
    for number, case in enumerate(cases, 1):
        cells = [
            str(number),
            case.title,
            case.outcome,
            case.checks[0].says,
            case.before,
            case.result.value,
        ]
        yield f"| {' | '.join(_cell(each) for each in cells)} |\n"


def _section(number: int, case: Case) -> Iterator[str]:
    address = f"<{case.url}>" if case.link else f"`{case.url}`"
    yield f"### {number}. {case.title}\n\n"
    yield f"{case.source}: {address}. Read: {case.read}. Outcome: {case.outcome}.\n\n"
    yield f"{case.story.strip()}\n\n"
    yield f"**The author concludes:** {case.expert.strip()}\n\n"
    yield "| the author | powermap | says so |\n|---|---|---|\n"
    for check in case.checks:
        yield _check_line(check)
    yield f"\n**Before: {case.before}. Now: {case.result.value}.**"
    yield f" {case.note.strip()}\n\n" if case.note else "\n\n"


def _check_line(check: Check) -> str:
    quote = _cell(check.quote) or "nothing"
    says = _cell(check.says) if check.main else f"{_cell(check.says)} *(detail)*"
    return f"| {says} | {quote} | {SIGNS[check.outcome.value]} |\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
