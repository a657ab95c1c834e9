"""What reading a file may not do: raise anything else, hang, or fill the memory."""

from __future__ import annotations

import io
import time
import traceback
import warnings
from random import Random

from tools.fuzzing.mutations import mutate
from tools.fuzzing.samples import samples

import powermap as pm
from powermap.errors import PowermapError

__all__ = ["Finding", "Fuzzer"]

_SECONDS = 2.0
"""Processor time that a file of 1 MB may take; a smaller one too."""
_MAPPINGS = (None, None, None, None, "salesforce", "hubspot", "crm")
_MOST_DRAWN = 30
"""People of a plan that is drawn; larger ones take longer by right."""
_NAMES_THAT_ARE_NONE = 0.05
_BAD_NAMES = ("a\0b", "\ud800", "\udc80/", "x" * 5_000, "\0", "a/" * 3_000)
Finding = str


class Fuzzer:
    """Makes the damaged file of a number, reads it, and says what was wrong."""

    def __init__(self, only: str = "") -> None:
        every = samples()
        # Formats in turn, or the tables of one folder would take most of the time.
        groups: dict[str, list[str]] = {}
        for name in every:
            if only in name:
                groups.setdefault(name.rpartition(".")[2], []).append(name)
        self._samples = every
        self._groups = [groups[suffix] for suffix in sorted(groups)]

    def file_of(self, seed: int) -> tuple[str, bytes]:
        """The name and the content of the file of a number."""
        rng = Random(seed)
        group = self._groups[seed % len(self._groups)]
        name = rng.choice(group)
        return name, mutate(self._samples[name], name, rng)

    def check(self, seed: int) -> Finding | None:
        """What was wrong with reading the file of a number, if anything was."""
        name, payload = self.file_of(seed)
        rng = Random(-seed - 1)
        started = time.process_time()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                _use(name, payload, rng)
        except PowermapError as error:
            # A message that cannot be sent is a fault of its own.
            for language in ("en", "zh"):
                error.say(language).encode()
        except MemoryError:
            return f"{name}: out of memory"
        took = time.process_time() - started
        if took > _SECONDS:
            return f"{name}: {took:.1f} s for {len(payload):,} bytes"
        return None

    def check_all(self, seed: int) -> Finding | None:
        """The same, where whatever is raised is a finding."""
        try:
            return self.check(seed)
        except Exception as error:  # noqa: BLE001 - that nothing else is raised is the point
            where = traceback.extract_tb(error.__traceback__)[-1]
            at = f"{where.filename.rpartition('/')[2]}:{where.lineno}"
            return f"{type(error).__name__} at {at}: {str(error)[:120]!r}"


def _use(name: str, payload: bytes, rng: Random) -> None:
    """Read a file as a user would who does not know what it is."""
    stream = io.BytesIO(payload)
    stream.name = name  # type: ignore[attr-defined]
    if name.endswith(".toml"):
        _use_toml(name, payload)
        return
    if name.endswith(".pptx"):
        _use_template(name, payload)
        return
    if rng.random() < _NAMES_THAT_ARE_NONE:
        stream.name = rng.choice(_BAD_NAMES) + name  # type: ignore[attr-defined]
        _refuse_path(stream.name)  # type: ignore[attr-defined]
    mapping = rng.choice(_MAPPINGS)
    skip = rng.random() < 0.2
    found = pm.tables.inspect(stream, mapping=mapping, skip_bad_rows=skip)
    for language in ("en", "zh"):
        for note in found.notes:
            note.say(language).encode()
        for problem in found.problems[:50]:
            problem.say(language).encode()
    str(found).encode()
    found.checked_plan()
    if found.plan is not None and rng.random() < 0.1:
        _draw(found.plan)


def _refuse_path(path: str) -> None:
    """Name a file that no system has."""
    try:
        pm.read(path)
    except PowermapError as error:
        error.say("en").encode()


def _use_template(name: str, payload: bytes) -> None:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / name
        template.write_bytes(payload)
        center = pm.BuyingCenter("ERP", [pm.Stakeholder("Ana Ruiz")])
        pm.quadrant(center).pptx(template=template)


def _use_toml(name: str, payload: bytes) -> None:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(payload)
        if name.startswith("mapping"):
            table = io.StringIO("Full name,Influence\nAna Ruiz,big\nBen Ode,3\n")
            pm.read(table, mapping=path)
        else:
            pm.tables.read_playbook(path)


def _draw(plan: pm.AccountPlan) -> None:
    if len(plan.center) <= _MOST_DRAWN:
        pm.quadrant(plan).svg().encode()
        for finding in pm.judge(plan).findings:
            str(finding).encode()
