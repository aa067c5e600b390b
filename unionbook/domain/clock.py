# SPDX-License-Identifier: Apache-2.0
"""A hybrid logical clock in one integer: milliseconds since 1970 and a counter of 16 bits.

Times never go back, even where the PC's clock does: the next time is at least one more than the
last one known (Kulkarni et al., "Logical Physical Clocks", 2014).
"""

from __future__ import annotations

from datetime import UTC, datetime

_COUNTER_BITS = 16
COUNTED = (1 << _COUNTER_BITS) - 1
"""The bits that count on within one moment: none is set in a time as the PC's clock showed it."""


def tick(last: int, now: datetime) -> int:
    """Give the next time after ``last`` at the moment ``now`` (aware)."""
    return max(int(now.timestamp() * 1000) << _COUNTER_BITS, last + 1)


def moment(time: int) -> datetime:
    """Give the moment (UTC) of a time of this clock, to the millisecond."""
    return datetime.fromtimestamp((time >> _COUNTER_BITS) / 1000, UTC)


def today() -> str:
    """Give the office's own day as an ISO date."""
    return datetime.now().astimezone().date().isoformat()
