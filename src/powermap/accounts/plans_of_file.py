"""The plans of a file: one, or one for each deal of an export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from powermap.errors import Note
from powermap.exchange.deal_plans import understand_deals
from powermap.exchange.glossary import Glossary
from powermap.exchange.kept_readers import reusing_readers
from powermap.exchange.options import ReadOptions
from powermap.exchange.reading import understand
from powermap.model import AccountPlan

__all__ = ["plans_of_file"]


def plans_of_file(
    name: str, path: Path, options: ReadOptions, glossary: Glossary
) -> Iterator[tuple[str, AccountPlan, tuple[Note, ...]]]:
    r"""Each plan with the name by which its account is known and the notes on reading.

    Examples
    --------
    >>> import tempfile
    >>> from powermap.exchange.glossary import glossary_of
    >>> path = Path(tempfile.mkdtemp()) / "contacts.csv"
    >>> _ = path.write_text("Name,Power,Deal\nAna Ruiz,8,ERP\nBen Ode,3,MES\n")
    >>> plans = plans_of_file(path.name, path, ReadOptions(), glossary_of(None))
    >>> [name for name, _, _ in plans]
    ['contacts.csv · ERP', 'contacts.csv · MES']
    """
    with reusing_readers():
        if options.deal is not None:
            understood = {"": understand(path, options, glossary)}
        else:
            understood = dict(understand_deals(path, options, glossary))
    for deal, understanding in understood.items():
        plan = understanding.checked_plan()
        own = name if len(understood) == 1 else f"{name} · {deal}"
        yield own, plan, tuple(understanding.notes)
