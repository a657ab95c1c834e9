"""A manager as the columns of a CRM have one: by id, by name or by both."""

from __future__ import annotations

from powermap.exchange.crm.columns import MANAGERS, CrmMapping
from powermap.exchange.crm.names import crm_id
from powermap.exchange.people_register import Register

__all__ = ["manager_cells"]


def manager_cells(
    mapping: CrmMapping, register: Register, manager: int | None
) -> dict[str, str]:
    """The cells of the columns of managers.

    By id if the CRM has one, and by name where only one person has it.
    """
    if manager is None:
        return dict.fromkeys(MANAGERS, "")
    id = register.ids[manager]
    name = register.names[manager] or ""
    # A name of several people would be read back as nobody's; the id says who is meant.
    if list(register.called(name)) != [manager]:
        name = ""
    if mapping.column_of("reports_to_id") is None:
        return {"reports_to": name or id, "reports_to_id": ""}
    has_name = bool(name) and mapping.column_of("reports_to") is not None
    # An id that only follows from the name is none that the CRM knows.
    if has_name and not crm_id(id, name):
        id = ""
    return {"reports_to_id": id, "reports_to": name}
