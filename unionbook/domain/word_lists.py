# SPDX-License-Identifier: Apache-2.0
"""The word lists and code lists that the rules read, from the program's resources."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Any

from unionbook import paths
from unionbook.domain.countries import country
from unionbook.domain.folding import fold


@lru_cache(maxsize=8)
def import_resource(name: str) -> dict[str, Any]:
    """Give one of the tables in ``resources/import``, as it is written."""
    with (paths.resources() / "import" / f"{name}.toml").open("rb") as stream:
        return tomllib.load(stream)


def names_resource(key: str) -> list[str]:
    """Give a list of ``names.toml``, folded; a single text is a list of words."""
    listed = import_resource("names")[key]
    return [fold(word) for word in (listed.split() if isinstance(listed, str) else listed)]


@lru_cache(maxsize=16)
def folded_words(key: str) -> frozenset[str]:
    """Give a list of ``names.toml`` as a set of folded words."""
    return frozenset(names_resource(key))


@lru_cache(maxsize=16)
def folded_choices(kind: str) -> dict[str, str]:
    """Give what offices write for each choice in ``words.toml``: folded text to choice."""
    table = import_resource("words")
    if kind == "sex":
        return {fold(word): sex for sex in ("female", "male") for word in table[sex]}
    return {fold(word): choice for choice, words in table[kind].items() for word in words}


@lru_cache(maxsize=4)
def place_codes(kind: str) -> frozenset[str]:
    """Give the place codes at the head of an identity number of ``kind``: ``cccd`` or ``nik``."""
    land = country({"cccd": "VN", "nik": "ID"}[kind])
    return frozenset(place.code for place in land.identity_places)


@lru_cache(maxsize=1)
def import_fields() -> frozenset[str]:
    """Give what a column of a sheet may be taken for: fields, and what only an import knows."""
    return frozenset(import_resource("headers")["fields"])
