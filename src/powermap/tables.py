"""Tables, frames and schemas: everything that other programs read and write.

>>> import powermap as pm
>>> pm.tables.json_schema()["title"]
'powermap buying center'
"""

from powermap.exchange.deal_plans import read_deals
from powermap.exchange.formats.content import Content
from powermap.exchange.intake.mapping_file import write_mapping
from powermap.exchange.intake.understanding import (
    ColumnUnderstanding,
    TableUnderstanding,
    Understanding,
)
from powermap.exchange.intake.values.cells import WordMeaning
from powermap.exchange.mermaid import to_mermaid
from powermap.exchange.options import Limits, ReadOptions
from powermap.exchange.playbooks import (
    playbook_schema,
    read_playbook,
    write_playbook,
)
from powermap.exchange.read_write import template, write
from powermap.exchange.reading import inspect, read
from powermap.exchange.tables.frames import from_frame, ties_to_frame, to_frame
from powermap.exchange.tables.sheets import Area, Sheet
from powermap.model import json_schema, plan_schema
from powermap.redaction import pseudonyms

__all__ = [
    "Area",
    "ColumnUnderstanding",
    "Content",
    "Limits",
    "ReadOptions",
    "Sheet",
    "TableUnderstanding",
    "Understanding",
    "WordMeaning",
    "from_frame",
    "inspect",
    "json_schema",
    "plan_schema",
    "playbook_schema",
    "pseudonyms",
    "read",
    "read_deals",
    "read_playbook",
    "template",
    "ties_to_frame",
    "to_frame",
    "to_mermaid",
    "write",
    "write_mapping",
    "write_playbook",
]


def __dir__() -> list[str]:
    return __all__
