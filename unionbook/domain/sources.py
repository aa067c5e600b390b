# SPDX-License-Identifier: Apache-2.0
"""Where a rule or a value of a country is written, and how sure it is that it says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping

CERTAINTY_LABELS = {
    "S": N_("Source seen"),
    "S2": N_("Second-hand"),
    "R": N_("Unconfirmed"),
    "": N_("The branch's own"),
}
"""By the codes that the country's data carry; who enters a rule needs none."""


def certainty_text(certainty: str) -> str:
    """Give in words how sure it is that a rule or a value is what the law says."""
    return _(CERTAINTY_LABELS.get(certainty, CERTAINTY_LABELS["R"]))


def sources_of(row: Mapping[str, Any]) -> dict[str, str]:
    """Give by language where a row of a country's data says it is written."""
    spoken = {key: row[f"source_{key}"] for key in ("vi", "id") if f"source_{key}" in row}
    return {**spoken, "en": row["source"]}
