"""Many accounts as files: ``python benchmarks/accounts.py [--accounts 10000] [--jobs 2]``.

Accounts per second that are read, judged, checked and drawn, in one process and in
several; how memory grows with their number; and the size of the portfolio's page. The
accounts are made up: the same number gives the same bytes. Ends with an error where a
bound is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

PEOPLE = 14
"""People of an account, as many as the plan of the demo has."""
WARM = 40
"""Accounts that are done once before the clock starts."""
FLAT = 1.25
"""Times of the memory of a tenth of the accounts that all of them may take."""
EFFICIENCY = 0.7
"""Part of the processors' work that must reach the accounts, where nothing else runs."""
PAGES = (1, 10, 1_000)
"""Accounts on a page of a portfolio."""
HUNDRED_MILLION = 100_000_000
TODAY = "2026-11-20"


def write_accounts(folder, number):
    """Files of made-up accounts, a hundred in a folder."""
    import growth_works

    import powermap as pm

    for place in range(number):
        target = folder / f"{place // 100:04}" / f"{place:06}.yaml"
        target.parent.mkdir(exist_ok=True)
        pm.write(growth_works.plan(PEOPLE, place), target)


def read(plan):
    return len(plan.center)


def judge(plan):
    import powermap as pm

    return pm.judge(plan, today=TODAY).account_relationship.relationship


def check(plan):
    import powermap as pm

    return len(pm.check(plan, today=TODAY))


def draw(plan):
    import powermap as pm

    return len(pm.quadrant(plan).svg())


JOBS = {"read": read, "judge": judge, "check": check, "draw SVG": draw}


def run_once(name, folder, jobs, isolate):
    """One job over all accounts in this process and those it starts."""

    import accounts
    import powermap as pm
    from powermap.accounts.workers import Workers

    job = accounts.JOBS[name]
    workers = Workers(int(jobs)) if int(jobs) > 1 else nullcontext()
    with workers as executor:
        # Processes and the readers of each are started, and the first chart is drawn.
        files = sorted(Path(folder).rglob("*.yaml"))[:WARM]
        list(pm.batch(files, job, executor=executor, chunk=1, isolate=isolate == "yes"))
        start = time.perf_counter()
        used = _processor()
        waiting = time.process_time()
        done = 0
        failed = 0
        results = pm.batch(folder, job, executor=executor, isolate=isolate == "yes")
        for result in results:
            done += 1
            failed += result.error is not None
        seconds = time.perf_counter() - start
        waited = time.process_time() - waiting
    measured = {"seconds": seconds, "cpu": _processor() - used, "peak": _peak()}
    return {**measured, "serial": waited, "done": done, "failed": failed}


def _processor():
    """Seconds of the processor of this process and of those that ended."""
    total = 0.0
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        usage = resource.getrusage(who)
        total += usage.ru_utime + usage.ru_stime
    return total


def _peak():
    """MiB of this process, and of the largest that it started."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    other = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return [own / 1024, other / 1024]


def run_elsewhere(*arguments):
    own = Path(__file__).resolve()
    source = str(own.parent.parent / "src")
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([source, str(own.parent)]),
    }
    command = [sys.executable, str(own), "--once", *map(str, arguments)]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, env=environment, check=True, text=True
    )
    return json.loads(done.stdout)


def print_rates(folder, jobs, rounds):
    """Accounts per second, in turns; the best round counts, since others run too."""
    reached = True
    print(
        f"{'':10} {'1 process':>12} {f'{jobs} processes':>14} {'efficiency':>11} {'CPU':>9}"
        f" {'serial':>9}"
    )
    rates = {}
    costs = {}
    serial = {}
    for name in JOBS:
        for number in [1, jobs] * rounds:
            measured = run_elsewhere(name, folder, number, "yes")
            rate = measured["done"] / measured["seconds"]
            rates[name, number] = max(rate, rates.get((name, number), 0))
            if number == 1:
                cpu = 1_000 * measured["cpu"] / measured["done"]
                costs[name] = min(cpu, costs.get(name, cpu))
            else:
                # What the process does that only hands out and gathers.
                part = 1_000 * measured["serial"] / measured["done"]
                serial[name] = min(part, serial.get(name, part))
            reached = reached and not measured["failed"]
        one, several = rates[name, 1], rates[name, jobs]
        efficiency = several / one / jobs
        print(
            f"{name:10} {one:10.0f}/s {several:12.0f}/s {efficiency:10.0%} "
            f"{costs[name]:6.1f} ms {serial[name]:6.2f} ms"
        )
        if efficiency < EFFICIENCY:
            print(f"{'':10} efficiency at least {EFFICIENCY:.0%}: NOT reached")
            reached = False
    return costs, reached


def print_isolation(folder, rounds):
    """What it costs to read in processes that are kept."""
    taken = {}
    for isolate in ["no", "yes"] * rounds:
        measured = run_elsewhere("check", folder, 1, isolate)
        each = 1_000 * measured["cpu"] / measured["done"]
        taken[isolate] = min(each, taken.get(isolate, each))
    print(
        f"read and check: {taken['no']:.1f} ms of CPU, with isolated reading "
        f"{taken['yes']:.1f} ms ({taken['yes'] / taken['no']:.2f} times)"
    )


def print_memory(folder, jobs):
    """False where the number of accounts shows in the memory."""
    part = run_elsewhere("draw SVG", folder / "0000", jobs, "yes")["peak"]
    whole = run_elsewhere("draw SVG", folder, jobs, "yes")["peak"]
    times = max(all_of / of_part for all_of, of_part in zip(whole, part, strict=True))
    print(f"peak of 100 accounts {part[0]:.0f} MiB, workers at most {part[1]:.0f}")
    print(f"peak of all accounts {whole[0]:.0f} MiB, workers at most {whole[1]:.0f}")
    if times > FLAT:
        print(f"memory {times:.2f} times, at most {FLAT}: NOT reached")
    return times <= FLAT


def print_pages(number):
    """The page of a portfolio: seconds and bytes."""
    import growth_works

    import powermap as pm

    plans = [
        growth_works.plan(PEOPLE, place) for place in range(min(number, max(PAGES)))
    ]
    for size in PAGES:
        if size > len(plans):
            continue
        start = time.perf_counter()
        portfolio = pm.portfolio(plans[:size], today=TODAY)
        rows = time.perf_counter() - start
        start = time.perf_counter()
        page = portfolio.html()
        seconds = time.perf_counter() - start
        print(
            f"page of {size:5,} accounts: rows {rows:6.2f} s, page {seconds:5.2f} s, "
            f"{len(page.encode()) / 1e6:.2f} MB"
        )


def print_on_paper(costs):
    """Hours of one processor for a hundred million people, by these figures."""
    number = HUNDRED_MILLION / PEOPLE
    print(f"100 million people, {number / 1e6:.1f} million accounts, on paper:")
    for name in JOBS:
        hours = number * costs[name] / 1_000 / 3_600
        print(f"  {name:10} {hours:6.0f} hours of one processor")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    sys.path.insert(0, str(Path(__file__).resolve().parent))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_accounts(folder, chosen.accounts)
        print(f"{chosen.accounts:,} accounts of {PEOPLE} people, read from YAML")
        costs, reached = print_rates(folder, chosen.jobs, chosen.rounds)
        print_isolation(folder, chosen.rounds)
        reached = print_memory(folder, chosen.jobs) and reached
    print_pages(chosen.accounts)
    print_on_paper(costs)
    return 0 if reached else 1


if __name__ == "__main__":
    if sys.argv[1:2] == ["--once"]:
        json.dump(run_once(*sys.argv[2:]), sys.stdout)
    else:
        sys.exit(main())
