"""Many accounts at once: ``python benchmarks/portfolio.py [--rows 10000000] [--rounds 5]``.

Roles of a frame on Polars and DuckDB beside the bare engine with the same CASE written
by hand; findings of every account; accounts read one after another. Each job runs in a
process of its own, all of them in turns, since a machine may be twice as busy a minute
later. Ends with an error where a bound is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BOUND = 1.3
"""Times of the CASE by hand that roles may take."""
FLAT = 1.5
"""Times of the memory of a tenth of the accounts that all of them may take."""
PEOPLE = 10
"""People of an account."""
HUNDRED_MILLION = 100_000_000
READ_ROWS = 10_000
"""Rows of the accounts that are read one by one; of a tenth of them, too."""
WARM_ROWS = 1_000
"""Rows on which a job is run once before it is measured."""
WARM = "warm.parquet"
BY_HAND = """
CASE WHEN power > 10 OR power < 0 THEN NULL
WHEN power >= 5 THEN
CASE WHEN involvement >= 5 THEN 'owner'
WHEN involvement < 5 THEN 'approver' ELSE 'decider' END
WHEN power < 5 THEN
CASE WHEN involvement >= 5 THEN 'advocate'
WHEN involvement < 5 THEN 'gatekeeper' ELSE 'influencer' END
END
"""


def write_people(path, rows):
    """People of accounts of ten, some of their values unknown."""
    import numpy as np
    import polars as pl

    random = np.random.default_rng(1)
    score = random.integers(0, 101, (2, rows)) / 10
    unknown = random.random((2, rows)) < [[0.1], [0.2]]
    power, involvement = np.where(unknown, np.nan, score)
    stances = ["champion", "supporter", "neutral", "opponent", "enemy", None]
    contacts = ["none", "brief", "several", "deep", None]
    words = ["Decider", "decision maker", "low", "影响者", "High", "n/a", None]
    pick = random.integers
    frame = pl.DataFrame(
        {
            "account_id": np.arange(rows) // PEOPLE,
            "name": np.arange(rows) % PEOPLE,
            "power": pl.Series(power).fill_nan(None),
            "involvement": pl.Series(involvement).fill_nan(None),
            "stance": _picked(stances, pick(0, len(stances), rows)),
            "contact": _picked(contacts, pick(0, len(contacts), rows)),
            "power_in_words": _picked(words, pick(0, len(words), rows)),
        }
    )
    frame = frame.with_columns(name="Person " + pl.col("name").cast(pl.String))
    frame.write_parquet(path)


def _picked(words, places):
    import polars as pl

    return pl.Series(words, dtype=pl.String).gather(places)


def polars_frame(path, *columns):
    import polars as pl

    return pl.scan_parquet(path).select(*columns)


def duckdb_frame(path, *columns):
    import duckdb

    names = ", ".join(columns)
    return duckdb.sql(f"SELECT {names} FROM '{path}'")


def count_polars(frame, column):
    counted = frame.group_by(column).len()
    return dict(counted.collect(engine="streaming").rows())


def count_duckdb(relation, column):
    return dict(relation.aggregate(f"{column}, count(*)").fetchall())


def roles_polars(path):
    import powermap as pm

    frame = polars_frame(path, "power", "involvement")
    return count_polars(pm.frames.roles(frame), "role")


def roles_polars_by_hand(path):
    import polars as pl

    frame = polars_frame(path, "power", "involvement")
    role = pl.sql_expr(" ".join(BY_HAND.split())).alias("role")
    return count_polars(frame.with_columns(role), "role")


def roles_duckdb(path):
    import powermap as pm

    relation = duckdb_frame(path, "power", "involvement")
    return count_duckdb(pm.frames.roles(relation), "role")


def roles_duckdb_by_hand(path):
    relation = duckdb_frame(path, "power", "involvement")
    return count_duckdb(relation.project(f"*, {BY_HAND} AS role"), "role")


WORDED = {"power": "power_in_words"}


def words_polars(path):
    import powermap as pm

    frame = polars_frame(path, "power_in_words", "involvement")
    return count_polars(pm.frames.roles(frame, columns=WORDED), "role")


def words_duckdb(path):
    import powermap as pm

    relation = duckdb_frame(path, "power_in_words", "involvement")
    return count_duckdb(pm.frames.roles(relation, columns=WORDED), "role")


ACCOUNT = ("account_id", "power", "involvement", "stance", "contact")


def portfolio_polars(path):
    import powermap as pm

    answer = pm.frames.portfolio(polars_frame(path, *ACCOUNT))
    return count_polars(answer, "serious")


def portfolio_duckdb(path):
    import powermap as pm

    answer = pm.frames.portfolio(duckdb_frame(path, *ACCOUNT))
    return count_duckdb(answer, "serious")


def read_accounts(path):
    """Accounts of a file, as many as the environment says."""
    import polars as pl

    import powermap as pm

    rows = int(os.environ.get("READ_ROWS", "100"))
    frame = pl.scan_parquet(path).head(rows).drop("power_in_words")
    number = 0
    for _, center in pm.from_frame(frame, by="account_id", scale="0..10"):
        number += len(center)
    return {"people": number}


JOBS = {
    "roles, Polars by hand": roles_polars_by_hand,
    "roles, Polars": roles_polars,
    "roles, DuckDB by hand": roles_duckdb_by_hand,
    "roles, DuckDB": roles_duckdb,
    "roles of words, Polars": words_polars,
    "roles of words, DuckDB": words_duckdb,
    "portfolio, Polars": portfolio_polars,
    "portfolio, DuckDB": portfolio_duckdb,
}
BESIDE = {
    "roles, Polars": "roles, Polars by hand",
    "roles, DuckDB": "roles, DuckDB by hand",
}
"""What has a bound, and beside which job."""


def peak_memory():
    """The most memory of this process so far, in MiB."""
    # Not getrusage, which counts the process that started this one.
    for line in Path("/proc/self/status").read_text("utf-8").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0


def run_once(name, path, warm):
    """Wall and CPU time of a job in this process, its peak memory and answer."""
    job = read_accounts if name == "read" else JOBS[name]
    # Imports and the tables of words are made once in a process.
    job(warm)
    start = time.perf_counter()
    begun = time.process_time()
    answer = job(path)
    seconds = time.perf_counter() - start
    spent = time.process_time() - begun
    counts = sorted((str(key), value) for key, value in answer.items())
    return {"seconds": seconds, "cpu": spent, "peak": peak_memory(), "answer": counts}


def run_elsewhere(name, path, **variables):
    """The same in a process of its own."""
    environment = {**os.environ, **variables}
    command = [
        sys.executable,
        __file__,
        "--once",
        name,
        str(path),
        str(path.with_name(WARM)),
    ]
    done = subprocess.run(
        command, env=environment, check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout)


def measure(path, rounds):
    measured = {name: [] for name in JOBS}
    for _ in range(rounds):
        for name in JOBS:
            measured[name].append(run_elsewhere(name, path))
    return measured


def print_table(measured, rows):
    """The table; False where a bound is missed or two answers differ."""
    reached = True
    print(f"{rows:,} people of {rows // PEOPLE:,} accounts, median of each job")
    for name, several in measured.items():
        middle = {
            key: statistics.median(each[key] for each in several)
            for key in ("seconds", "cpu", "peak")
        }
        rate = rows / middle["seconds"] / 1e6
        line = (
            f"{name:24} {middle['seconds']:6.2f} s  {middle['cpu']:6.2f} s CPU "
            f"{middle['peak']:6.0f} MiB {rate:7.2f} M rows/s "
            f"{middle['cpu'] * HUNDRED_MILLION / rows:7.1f} s CPU for 100 M on paper"
        )
        if name in BESIDE:
            text, is_within = _ratio(several, measured[BESIDE[name]])
            line += text
            reached = reached and is_within
        print(line)
    return reached


def _ratio(several, others):
    """How many times another job a job takes, by pairs of one round."""
    pairs = [(own, other) for own, other in zip(several, others, strict=True)]
    # The lower of the two, since a busy machine shows in one or the other.
    ratios = [
        statistics.median(own[key] / other[key] for own, other in pairs)
        for key in ("seconds", "cpu")
    ]
    ratio = min(ratios)
    same = several[0]["answer"] == others[0]["answer"]
    is_within = ratio <= BOUND and same
    text = f"  {ratio:5.2f} × by hand"
    text += f", at most {BOUND}" if is_within else f", at most {BOUND}: NOT reached"
    return text + ("" if same else ", answers DIFFER"), is_within


def print_reading(path, rows):
    """Accounts one after another; False where their number shows in the memory."""
    most = min(rows, READ_ROWS)
    peaks = []
    for size in (most // 10, most):
        measured = run_elsewhere("read", path, READ_ROWS=str(size))
        peaks.append(measured["peak"])
        rate = size / PEOPLE / measured["seconds"]
        print(
            f"read {size // PEOPLE:6,} accounts      {measured['seconds']:6.2f} s "
            f"{rate:6.0f} accounts/s {measured['peak']:6.0f} MiB"
        )
    is_flat = peaks[1] <= peaks[0] * FLAT
    if not is_flat:
        print(f"memory grew by more than {FLAT} times: NOT reached")
    return is_flat


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.parquet"
        write_people(path, chosen.rows)
        write_people(path.with_name(WARM), min(chosen.rows, WARM_ROWS))
        reached = print_table(measure(path, chosen.rounds), chosen.rows)
        reached = print_reading(path, chosen.rows) and reached
    return 0 if reached else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--once"]:
        json.dump(run_once(*sys.argv[2:]), sys.stdout)
    else:
        sys.exit(main())
