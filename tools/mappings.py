"""Write the tables of docs/crm.md from the mappings that come with the library."""

from __future__ import annotations

import re
from pathlib import Path

from powermap.exchange.mapping import CrmMapping, Heading, mapping_of

PAGE = Path(__file__).parents[1] / "docs/crm.md"
BLOCK = re.compile(r"(<!-- mapping: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
BECOMES = {
    "first_name": "first part of the name",
    "last_name": "last part of the name",
    "reports_to": "tie `reports_to`, by id or name",
    "reports_to_name": "tie `reports_to`, by name or id",
    "deal": "name of the buying center",
    "deal_id": "which deal; kept in the note",
}


def page() -> str:
    """The page with its tables as the mappings are now."""
    return BLOCK.sub(lambda block: f"{block[1]}\n{tables(mapping_of(block[2]))}\n{block[3]}", PAGE.read_text("utf-8"))


def tables(mapping: CrmMapping) -> str:
    """A table of columns, then one of the words of each column that has some."""
    columns = ["| column | also read | becomes |", "|---|---|---|", *map(_column, mapping.headings)]
    words = [line for heading in mapping.headings if heading.words for line in _words(heading)]
    return "\n".join([*columns, *words, ""])


def _column(heading: Heading) -> str:
    becomes = BECOMES.get(heading.field or "", f"`{heading.field}`" if heading.field else "kept in the note")
    if heading.words:
        becomes = "see below; kept in the evidence"
    if not heading.written:
        becomes += "; read only"
    return f"| {heading.spellings[0]} | {_others(heading.spellings)} | {becomes} |"


def _words(heading: Heading) -> list[str]:
    top = f"| {heading.header['en']} | also read | says |"
    said = (", ".join(f"{about} {value}" for about, value in word.says.items()) or "–" for word in heading.words)
    rows = (f"| {word.spellings[0]} | {_others(word.spellings)} | {says} |"
            for word, says in zip(heading.words, said, strict=True))  # fmt: skip
    return ["", top, "|---|---|---|", *rows]


def _others(spellings: tuple[str, ...]) -> str:
    return ", ".join(spellings[1:])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
