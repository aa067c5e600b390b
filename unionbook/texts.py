# SPDX-License-Identifier: Apache-2.0
"""Every text a person sees, in the language the person chose (GNU gettext).

Catalogues lie in ``resources/locale/<language>/LC_MESSAGES/unionbook.po``. Their compiled form is
made when the program is packaged or set up; a checkout without it compiles in memory on first use.
"""

from __future__ import annotations

import gettext as _gettext
import io
import locale
import os
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from unionbook import paths

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LANGUAGES = ("vi", "id", "en")
_DOMAIN = "unionbook"
Told = TypeVar("Told")


class _Active:
    """The catalogue in use: one per process, as the C library's own is."""

    language = "en"
    catalogue: _gettext.NullTranslations = _gettext.NullTranslations()


class _Spoken:
    """A language that a part of the program speaks for a while, whatever the others speak."""

    def __init__(self, code: str) -> None:
        self.language = code
        self.catalogue = _kept(code)


_SPOKEN: ContextVar[_Spoken | None] = ContextVar("spoken", default=None)
"""Of this thread alone: a paper may be made in one language while the window is in another."""


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for "mark, translate later"
    """Mark a text for the catalogues; it is translated where it is shown."""
    return message


def gettext(message: str) -> str:
    """Give the text in the language in use."""
    return _catalogue().gettext(message) if message else ""


def ngettext(singular: str, plural: str, number: int) -> str:
    """Give the text for a number of things in the language in use."""
    return _catalogue().ngettext(singular, plural, number)


def pgettext(context: str, message: str) -> str:
    """Give the text in the language in use, where one English word has several meanings."""
    return _catalogue().pgettext(context, message)


def language() -> str:
    """Give the code of the language in use: ``vi``, ``id`` or ``en``."""
    spoken = _SPOKEN.get()
    return spoken.language if spoken else _Active.language


def in_language(by_language: Mapping[str, Told], code: str = "") -> Told:
    """Give what a country's data says in a language, that in use by default, else in English."""
    return by_language.get(code or language()) or by_language["en"]


def _catalogue() -> _gettext.NullTranslations:
    spoken = _SPOKEN.get()
    return spoken.catalogue if spoken else _Active.catalogue


@contextmanager
def spoken(chosen: str) -> Iterator[None]:
    """Speak ``chosen`` in this thread for as long as the block lasts."""
    token = _SPOKEN.set(_Spoken(chosen if chosen in LANGUAGES else "en"))
    try:
        yield
    finally:
        _SPOKEN.reset(token)


def use(chosen: str) -> None:
    """Speak ``chosen`` from now on; an unknown language becomes English."""
    _Active.language = chosen if chosen in LANGUAGES else "en"
    _Active.catalogue = _load(_Active.language)


def preferred(environment: str | None = None) -> str:
    """Give the language to start with: the named one, else the system's, else English."""
    named = environment or os.environ.get("LANG") or (locale.getlocale()[0] or "")
    code = named.replace("-", "_").split("_")[0].split(".")[0].lower()
    by_system_name = {"vietnamese": "vi", "indonesian": "id"}
    code = by_system_name.get(code, code)
    return code if code in LANGUAGES else "en"


@lru_cache(maxsize=len(LANGUAGES))
def _kept(code: str) -> _gettext.NullTranslations:
    return _load(code)


def _load(code: str) -> _gettext.NullTranslations:
    if code == "en":
        return _gettext.NullTranslations()
    folder = paths.resources() / "locale" / code / "LC_MESSAGES"
    source, compiled = folder / f"{_DOMAIN}.po", folder / f"{_DOMAIN}.mo"
    if compiled.exists() and not _is_older(compiled, source):
        with compiled.open("rb") as stream:
            return _gettext.GNUTranslations(stream)
    return _compile(source) if source.exists() else _gettext.NullTranslations()


def _is_older(compiled: Path, source: Path) -> bool:
    return source.exists() and compiled.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> _gettext.NullTranslations:
    # Babel is slow to import and only a developer's checkout lacks the compiled catalogue.
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - slow, see above
    from babel.messages.pofile import read_po  # noqa: PLC0415 - likewise

    with source.open("rb") as stream:
        catalogue = read_po(stream)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return _gettext.GNUTranslations(compiled)
