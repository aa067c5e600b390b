# SPDX-License-Identifier: Apache-2.0
"""The letterhead of official paper of each country (resources/templates/letterheads.toml)."""

from __future__ import annotations

import tomllib

from unionbook import paths
from unionbook.reports.page import Letterhead


def official(*, union: str, branch: str, country: str) -> Letterhead:
    """Give the letterhead for decisions, applications and certificates of a country."""
    place = paths.resources() / "templates" / "letterheads.toml"
    countries = tomllib.loads(place.read_text(encoding="utf-8"))
    motto = countries.get(country, {}).get("motto", ())
    return Letterhead(union=union, branch=branch, motto=tuple(motto))


def plain(*, union: str, branch: str) -> Letterhead:
    """Give the letterhead for lists and sheets."""
    return Letterhead(union=union, branch=branch)
