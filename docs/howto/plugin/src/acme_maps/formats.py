"""Formats: a function reads the bytes of a file, or writes them."""

from powermap import BuyingCenter, Language, classify
from powermap.tables import Content, Sheet

HEADERS = ("Name", "Title", "Power", "Involvement")


def read_notes(payload: bytes, name: str, _: object) -> Content:
    """Lines such as ``Ana Ruiz | CFO | decider | low``, as a sheet."""
    rows: list[list[object]] = [list(HEADERS)]
    for line in payload.decode("utf-8").splitlines():
        rows.append([cell.strip() for cell in line.split("|")])
    return Content([Sheet(name, rows)])


def write_contacts(center: BuyingCenter, language: Language) -> bytes:
    """A line for each person: the name, and the role with its name in the language."""
    lines = []
    for id, found in classify(center).items():
        role = language.label(found.role) if found.role else "?"
        lines.append(f"{center[id].name}: {role}")
    return "\n".join(lines).encode()
