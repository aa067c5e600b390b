# SPDX-License-Identifier: Apache-2.0
"""Subjects, contenders and what is taken of them: wall and CPU time, and the peak of memory.

Every contender runs in a fresh process of its own, in turn, round after round, so that a busy
moment of a shared PC hits them all; ratios are medians over the rounds. CPU time is taken beside
wall time because other work on the PC lengthens the one more than the other.
"""

from __future__ import annotations

import importlib.util
import json
import os
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

ROOT = Path(__file__).resolve().parent.parent
OURS = "unionbook"
MARK = "@@measured "


@dataclass(slots=True)
class Taken:
    """Seconds that something took: on the clock, and of the processor.

    Where a comparison's unit is bytes, both are the number of bytes.
    """

    wall: float = 0.0
    cpu: float = 0.0


Figures = dict[str, Taken]


@dataclass(frozen=True, slots=True)
class Contender:
    """Somebody to measure; ``run`` gets the scratch folder and the number of rows.

    ``needs`` is the package without which it is told to be absent.
    """

    run: Callable[[Path, int], Figures]
    needs: str = ""

    @property
    def present(self) -> bool:
        """Whether what it needs is installed."""
        return not self.needs or importlib.util.find_spec(self.needs) is not None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One row of the table: a figure of ours beside a figure of a peer's.

    ``ratio`` and ``seconds`` are the targets of our figure, ``megabytes`` that of our memory; they
    are held against measurements of at least ``judged_from`` rows. ``unit`` is ``s``, or ``B`` for
    bytes, of which ours may be ``at_most`` so many.
    """

    what: str
    figure: str
    peer: str = ""
    peer_figure: str = ""
    ours: str = OURS
    ratio: float | None = None
    seconds: float | None = None
    megabytes: float | None = None
    judged_from: int = 1_000
    unit: str = "s"
    at_most: float | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """What is measured together, at which numbers of rows; ``prepare`` runs once for each.

    ``small`` is the number of rows of the small form where it is not the usual one.
    """

    name: str
    contenders: dict[str, Contender]
    comparisons: tuple[Comparison, ...]
    rows: tuple[int, ...] = (1_000, 10_000, 100_000)
    prepare: Callable[[Path, int], None] | None = None
    most: int | None = None
    small: int | None = None


@dataclass(slots=True)
class Rounds:
    """What the rounds of one contender gave."""

    figures: list[Figures] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    def median(self, figure: str) -> Taken:
        """Give the middle of a figure."""
        taken = [one[figure] for one in self.figures]
        return Taken(
            statistics.median(one.wall for one in taken),
            statistics.median(one.cpu for one in taken),
        )


@contextmanager
def stopwatch() -> Iterator[Taken]:
    """Take the time of a block."""
    taken = Taken()
    wall, cpu = time.perf_counter(), time.process_time()
    yield taken
    taken.wall, taken.cpu = time.perf_counter() - wall, time.process_time() - cpu


def spread(name: str, runs: Iterable[Callable[[], object]]) -> Figures:
    """Run one after the other; give the middle and the 95th percentile."""
    walls, cpus = [], []
    for run in runs:
        with stopwatch() as taken:
            run()
        walls.append(taken.wall)
        cpus.append(taken.cpu)
    walls.sort()
    cpus.sort()
    at = {"p50": len(walls) // 2, "p95": int(len(walls) * 0.95)}
    return {f"{name} {which}": Taken(walls[place], cpus[place]) for which, place in at.items()}


def measure_here(subject: Subject, contender: str, folder: Path, rows: int) -> None:
    """Be the process of one contender: run it and say what was measured."""
    # The registers made here are no business of the person whose PC this is.
    os.environ["UNIONBOOK_HOME"] = str(folder / "home")
    if contender == "prepare":
        if subject.prepare:
            subject.prepare(folder, rows)
        figures: Figures = {}
    else:
        figures = subject.contenders[contender].run(folder, rows)
    told = {
        "memory": _peak(),
        "figures": {name: [taken.wall, taken.cpu] for name, taken in figures.items()},
    }
    print(MARK + json.dumps(told), flush=True)


def _peak() -> float:
    """Give the most memory this process held, in MB; 0 where the system does not tell."""
    try:
        import resource
    except ImportError:  # Windows
        return 0.0
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def measure(subject: Subject, rows: int, folder: Path, rounds: int) -> dict[str, Rounds]:
    """Run all contenders in turn; those that are absent are not in what is given."""
    _in_own_process(subject, "prepare", folder, rows)
    taken = {name: Rounds() for name, one in subject.contenders.items() if one.present}
    for _round in range(rounds):
        for name, kept in taken.items():
            told = _in_own_process(subject, name, folder, rows)
            kept.memory.append(told["memory"])
            kept.figures.append({key: Taken(*pair) for key, pair in told["figures"].items()})
    return taken


def _in_own_process(subject: Subject, contender: str, folder: Path, rows: int) -> dict[str, Any]:
    asked: Sequence[str] = [
        sys.executable, "-m", "benchmarks", subject.name,
        "--contender", contender, "--rows", str(rows), "--folder", str(folder),
    ]  # fmt: skip
    ended = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False)
    lines = [line for line in ended.stdout.splitlines() if line.startswith(MARK)]
    if ended.returncode or not lines:
        message = f"{subject.name}, {contender}, {rows} rows:\n{ended.stderr}"
        raise RuntimeError(message)
    told: dict[str, Any] = json.loads(lines[-1].removeprefix(MARK))
    return told
