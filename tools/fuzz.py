"""Read damaged files without number: ``python tools/fuzz.py --count 2000``.

Each has a number, under which it comes again: ``--seed 1234`` reads it alone and shows
the whole error, ``--save FILE`` writes it. Files are read in processes with limits: one
that ends, hangs or fills the memory is a finding like any other.
"""

from __future__ import annotations

import argparse
import math
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

MEMORY = 500
"""Megabytes that a process may fill."""
_HARD_MEMORY = 3_000
"""Megabytes of address space, at which a process is refused more."""
_PATIENCE = 60
"""Seconds of the processor after which a process whose file is not read yet is ended."""
_STILL = 1_200
"""Seconds after which a process is ended that waits for something that never comes.

By the clock, and far more than a busy machine takes for a file: reading is judged by the
time of the processor.
"""
_BATCH = 400
"""Files of a process; its memory is that of the largest."""


def main() -> int:
    options = _options()
    if options.worker is not None:
        return _work(options.worker, options.count, options.only)
    if options.seed is not None:
        return _repeat(options)
    return _run(options)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2_000, help="how many files")
    parser.add_argument("--start", type=int, default=0, help="the first number")
    parser.add_argument("--seconds", type=float, help="stop after this time")
    parser.add_argument("--only", default="", help="samples whose name has this")
    parser.add_argument("--seed", type=int, help="the one file to read")
    parser.add_argument("--save", type=Path, help="where to write this file")
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


def _repeat(options: argparse.Namespace) -> int:
    from tools.fuzzing.check import Fuzzer

    fuzzer = Fuzzer(options.only)
    name, payload = fuzzer.file_of(options.seed)
    print(f"{name}: {len(payload):,} bytes")
    if options.save:
        options.save.write_bytes(payload)
    finding = fuzzer.check(options.seed)
    print(finding or "nothing wrong")
    return int(finding is not None)


def _work(start: int, count: int, only: str) -> int:
    """Read one file after the other, and say for each what was wrong."""
    import gc
    import resource

    # As the process that reads files of strangers.
    gc.set_threshold(100_000)
    megabytes = _HARD_MEMORY * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (megabytes, megabytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from tools.fuzzing.check import Fuzzer

    fuzzer = Fuzzer(only)
    for seed in range(start, start + count):
        print(f"{seed}\t?", flush=True)
        _allow_seconds(_PATIENCE)
        finding = fuzzer.check_all(seed)
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1_024
        if finding is None and used > MEMORY:
            finding = f"{fuzzer.file_of(seed)[0]}: {used} MB"
        print(f"{seed}\t{finding or ''}", flush=True)
        if used > MEMORY:
            break
    return 0


def _allow_seconds(seconds: int) -> None:
    """Let the system end this process after so much further time of the processor."""
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    most = math.ceil(used.ru_utime + used.ru_stime) + seconds
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


def _run(options: argparse.Namespace) -> int:
    started = time.monotonic()
    end = options.start + options.count
    seed = options.start
    kinds: Counter[str] = Counter()
    while seed < end:
        if options.seconds and time.monotonic() - started > options.seconds:
            break
        count = min(_BATCH, end - seed)
        last, findings = _batch(seed, count, options.only)
        for number, finding in findings:
            kind = finding.partition(": '")[0]
            kinds[kind] += 1
            if kinds[kind] <= 3:
                print(f"seed {number}: {finding}", flush=True)
        seed = last + 1
    read = seed - options.start
    took = time.monotonic() - started
    print(f"{read:,} damaged files in {took:.0f} s, {sum(kinds.values())} findings")
    return int(bool(kinds))


def _batch(start: int, count: int, only: str) -> tuple[int, list[tuple[int, str]]]:
    """The number of the last file that a process read, and its findings."""
    command = [sys.executable, __file__, "--worker", str(start), "--count", str(count)]
    if only:
        command += ["--only", only]
    last = start
    findings = []
    output, ending = _heard(command)
    is_open = True
    for line in output.splitlines():
        number, _, finding = line.partition("\t")
        if not number.isdigit():
            continue
        last = int(number)
        is_open = finding == "?"
        if finding and not is_open:
            findings.append((last, finding))
    if is_open:
        findings.append((last, ending))
    return last, findings


def _heard(command: list[str]) -> tuple[str, str]:
    """What a process said, and how it ended."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as wrong:
        process = subprocess.Popen(command, stdout=said, stderr=wrong)
        size = -1
        while True:
            try:
                process.wait(_STILL)
            except subprocess.TimeoutExpired:
                # A batch takes long on a busy machine; one file does not.
                before, size = size, os.fstat(said.fileno()).st_size
                if size > before:
                    continue
                process.kill()
                process.wait()
                ending = f"nothing was heard for {_STILL} s"
            else:
                ending = _describe_ending(process.returncode, _content(wrong))
            return _content(said), ending


def _describe_ending(code: int, error: str) -> str:
    if code == -signal.SIGXCPU:
        return f"not read after {_PATIENCE} s of the processor"
    return f"the process ended with {code}: {error[-200:]!r}"


def _content(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


if __name__ == "__main__":
    raise SystemExit(main())
