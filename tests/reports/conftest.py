# SPDX-License-Identifier: Apache-2.0
"""Lets the tests of this folder speak a long-winded language."""

from __future__ import annotations

from gettext import NullTranslations

import pytest


class _LongTexts(NullTranslations):
    """Every text two fifths longer, as a translation may be."""

    def gettext(self, message: str) -> str:
        return message + " ắt" * round(len(message) * 0.4 / 3)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        return self.gettext(singular if number == 1 else plural)

    def pgettext(self, context: str, message: str) -> str:
        assert context
        return self.gettext(message)


@pytest.fixture
def long_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speak a language whose texts are all much longer than the English ones."""
    monkeypatch.setattr("unionbook.texts._Active.catalogue", _LongTexts())
