# SPDX-License-Identifier: Apache-2.0
"""The one table: each figure of ours beside its peer's, the ratio, memory, the target."""

from __future__ import annotations

import statistics
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from benchmarks.measuring import Comparison, Rounds, Subject

HEADINGS = (
    "work", "rows", "ours", "peer", "theirs", "ratio", "by CPU", "MB", "theirs", "target", "met",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table; seconds (or bytes) and MB; a ratio is ours over theirs."""

    work: str
    rows: int
    ours: float
    ours_cpu: float
    peer: str
    theirs: float | None
    theirs_cpu: float | None
    ratio: float | None
    cpu_ratio: float | None
    memory: float
    peer_memory: float | None
    target: str
    met: bool | None
    unit: str = "s"

    def cells(self) -> tuple[str, ...]:
        """Give the row as it is printed."""
        return (
            self.work,
            f"{self.rows:,}",
            _shown(self.ours, self.unit),
            self.peer,
            _shown(self.theirs, self.unit),
            _ratio(self.ratio),
            _ratio(self.cpu_ratio),
            f"{self.memory:.0f}",
            "" if self.peer_memory is None else f"{self.peer_memory:.0f}",
            self.target,
            "" if self.met is None else ("yes" if self.met else "NO"),
        )


def lines(subject: Subject, rows: int, taken: dict[str, Rounds]) -> Iterator[Line]:
    """Give the rows of the table that a subject fills."""
    for comparison in subject.comparisons:
        yield _line(comparison, rows, taken)


def _line(comparison: Comparison, rows: int, taken: dict[str, Rounds]) -> Line:
    ours = taken[comparison.ours]
    mine = ours.median(comparison.figure)
    peer = taken.get(comparison.peer)
    theirs = peer.median(comparison.peer_figure or comparison.figure) if peer else None
    ratio, by_cpu = _ratios(comparison, ours, peer)
    memory = max(ours.memory)
    told, met = "", None
    if rows >= comparison.judged_from:
        told, met = _judged(comparison, ratio, mine.wall, memory)
    return Line(
        comparison.what,
        rows,
        mine.wall,
        mine.cpu,
        comparison.peer + (" (absent)" if comparison.peer and peer is None else ""),
        theirs.wall if theirs else None,
        theirs.cpu if theirs else None,
        ratio,
        by_cpu,
        memory,
        max(peer.memory) if peer else None,
        told,
        met,
        comparison.unit,
    )


def _ratios(
    comparison: Comparison, ours: Rounds, peer: Rounds | None
) -> tuple[float | None, float | None]:
    """Give the middle, over the rounds, of the ratio within each round."""
    if peer is None:
        return None, None
    pairs = [
        (mine[comparison.figure], theirs[comparison.peer_figure or comparison.figure])
        for mine, theirs in zip(ours.figures, peer.figures, strict=True)
    ]
    return (
        statistics.median(mine.wall / theirs.wall for mine, theirs in pairs),
        statistics.median(mine.cpu / max(theirs.cpu, 1e-9) for mine, theirs in pairs),
    )


def _judged(
    comparison: Comparison, ratio: float | None, seconds: float, memory: float
) -> tuple[str, bool | None]:
    told, held = [], []
    if comparison.ratio is not None:
        told.append(f"≤ {comparison.ratio:g} ×")
        held.extend([] if ratio is None else [ratio <= comparison.ratio])
    if comparison.seconds is not None:
        told.append(f"≤ {_time(comparison.seconds)}")
        held.append(seconds <= comparison.seconds)
    if comparison.at_most is not None:
        told.append(f"≤ {_shown(comparison.at_most, comparison.unit)}")
        held.append(seconds <= comparison.at_most)
    if comparison.megabytes is not None:
        told.append(f"≤ {comparison.megabytes:g} MB")
        held.append(memory <= comparison.megabytes)
    return ", ".join(told), all(held) if held else None


def _shown(figure: float | None, unit: str) -> str:
    if unit == "B":
        return "" if figure is None else f"{figure:.1f} B"
    return _time(figure)


def _time(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.3g} ms"


def _ratio(ratio: float | None) -> str:
    return "" if ratio is None else f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.3f}"


def printed(found: Sequence[Line]) -> str:
    """Give the table as Markdown, aligned."""
    table = [HEADINGS, *(line.cells() for line in found)]
    widths = [max(len(row[place]) for row in table) for place in range(len(HEADINGS))]
    rows = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in table
    ]
    rows.insert(1, "| " + " | ".join("-" * width for width in widths) + " |")
    return "\n".join(rows)


def as_json(found: Sequence[Line]) -> list[dict[str, object]]:
    """Give the table for a program."""
    return [asdict(line) for line in found]
