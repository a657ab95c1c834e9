"""Reading in a process of its own, so that no file can end or fill this one.

Readers are bounded, and these bounds are tested with damaged files without number. Who
serves strangers wants more than that: an operating system that holds the limits.
"""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, cast

from powermap.errors import FormatError, PowermapError
from powermap.exchange.glossary import Glossary
from powermap.exchange.kept_readers import TimeIsUp, ask_kept, keeps
from powermap.exchange.options import Limits, ReadOptions
from powermap.files.reading import name_of_stream, read_stream
from powermap.language import Reason
from powermap.language.values import Value

__all__ = ["Answer", "Job", "isolated"]

_LARGEST_STREAM = 50_000_000
"""Bytes or characters of an open file; more is refused where it is read."""
_TRUSTED = frozenset(
    {
        ("builtins", "frozenset"),
        ("builtins", "set"),
        ("datetime", "date"),
        ("datetime", "datetime"),
        ("datetime", "time"),
        ("datetime", "timedelta"),
        ("decimal", "Decimal"),
        ("copyreg", "_reconstructor"),
        ("builtins", "object"),
    }
)
"""What an answer may hold beside values of powermap."""


class _NamedText(io.StringIO):
    """A text with the name of the file that it is from."""

    name = "stream"


class _NamedBytes(io.BytesIO):
    name = "stream"


@dataclass(frozen=True, slots=True)
class Job:
    """What the process is to read.

    Attributes
    ----------
    task : str
        ``understand`` or ``understand_deals``.
    content : str or bytes
        The path, or what was read from an open file.
    name : str or None
        What an open file is called; None for a path.
    options, glossary
        How it is to be read.
    limits : Limits
        How much it may cost.
    folder : str
        Where paths begin: a process that is kept was started elsewhere.
    """

    task: str
    content: str | bytes
    name: str | None
    options: ReadOptions
    glossary: Glossary
    limits: Limits
    folder: str = ""

    def source(self) -> str | IO[str] | IO[bytes]:
        """What the readers take."""
        if self.name is None:
            return cast("str", self.content)
        if isinstance(self.content, str):
            text = _NamedText(self.content)
            text.name = self.name
            return text
        stream = _NamedBytes(self.content)
        stream.name = self.name
        return stream


@dataclass(frozen=True, slots=True)
class Answer:
    """What the process found.

    Attributes
    ----------
    value : object
        What was understood.
    error : PowermapError or None
        Why the file is refused.
    fault : str
        ``memory``, or what went wrong in the reader itself.
    """

    value: object = None
    error: PowermapError | None = None
    fault: str = ""


def isolated(
    task: str,
    source: str | os.PathLike[str] | IO[str] | IO[bytes],
    options: ReadOptions,
    glossary: Glossary,
    folder: str | None = None,
) -> Any:
    """What a task finds in a file, read in a process of its own.

    A relative path begins in `folder`, so that messages need not name where it lies.

    Raises
    ------
    FormatError
        When the file is refused, or the process ends or needs more than it may.
    """
    content, name = _content_of(source)
    limits = options.limits or Limits()
    mapping = os.fspath(options.mapping) if options.mapping is not None else None
    options = replace(options, isolate=False, mapping=mapping)
    job = Job(task, content, name, options, glossary, limits, folder or _here())
    return _value_of(_run(job), job)


def _here() -> str:
    try:
        return str(Path.cwd())
    except OSError:
        # The folder was removed; whoever works there can only name whole paths.
        return os.sep


def _content_of(
    source: str | os.PathLike[str] | IO[str] | IO[bytes],
) -> tuple[str | bytes, str | None]:
    """The path or the content of a source, and the name of an open one."""
    if isinstance(source, str | os.PathLike):
        return os.fspath(source), None
    if not hasattr(source, "read"):
        kind = type(source).__name__
        raise FormatError(Reason("message.formats.no_source", value=kind))
    name = name_of_stream(source)
    return read_stream(source, _LARGEST_STREAM + 1), name


def _run(job: Job) -> Answer:
    """The answer of a new process.

    A new interpreter and no fork: a fork would share the locks of this process, and
    Windows has none. Not multiprocessing, which would run the user's program again.
    """
    if not sys.executable:
        raise FormatError(Reason("message.isolation.no_python"))
    environment = dict(os.environ)
    # The same packages as here, and nothing that lies in the folder of the file.
    environment["PYTHONPATH"] = os.pathsep.join(
        str(Path(path).absolute()) for path in sys.path if path
    )
    command = [sys.executable, "-P", "-m", "powermap.exchange.isolated_reader"]
    try:
        if keeps():
            answer, code = ask_kept(pickle.dumps(job), command, environment, job.limits)
        else:
            answer, code = _ask_once(job, command, environment)
    except (subprocess.TimeoutExpired, TimeIsUp) as error:
        raise _too_long(job) from error
    except OSError as error:
        raise _refusal(job, "not_started", reason=str(error)) from error
    if not answer:
        raise _refusal(job, "ended", code=code or 0)
    return _answer_in(answer, job)


def _ask_once(
    job: Job, command: list[str], environment: dict[str, str]
) -> tuple[bytes, int]:
    """The answer of a process that reads nothing else, and its exit code."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and module
        command,
        input=pickle.dumps(job),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        timeout=job.limits.seconds,
        check=False,
    )
    return done.stdout, done.returncode


def _answer_in(payload: bytes, job: Job) -> Answer:
    try:
        answer = _Unpickler(io.BytesIO(payload)).load()
    except Exception as error:
        # Half an answer, or one with what no answer has.
        raise _refusal(job, "ended", code=0) from error
    if not isinstance(answer, Answer):
        raise _refusal(job, "ended", code=0)
    return answer


class _Unpickler(pickle.Unpickler):
    """Makes nothing but values of powermap: the process has read a stranger's file."""

    def find_class(self, module: str, name: str) -> Any:
        # Before anything is imported, which is as good as running it.
        is_known = module.startswith("powermap.") or (module, name) in _TRUSTED
        if not is_known:
            raise pickle.UnpicklingError(f"{module}.{name}")
        found: Any = super().find_class(module, name)
        is_ours = isinstance(found, type) and found.__module__.startswith("powermap.")
        if is_ours or (module, name) in _TRUSTED:
            return found
        raise pickle.UnpicklingError(f"{module}.{name}")


def _value_of(answer: Answer, job: Job) -> Any:
    if answer.error is not None:
        raise answer.error
    if answer.fault == "memory":
        raise _refusal(job, "too_large", megabytes=job.limits.megabytes)
    if answer.fault:
        raise _refusal(job, "fault", reason=answer.fault)
    return answer.value


def _too_long(job: Job) -> FormatError:
    return _refusal(job, "too_long", seconds=job.limits.seconds)


def _refusal(job: Job, key: str, **values: Value) -> FormatError:
    name = str(job.content) if job.name is None else job.name
    return FormatError(Reason(f"message.isolation.{key}", source=name, **values))
