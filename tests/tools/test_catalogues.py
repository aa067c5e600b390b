# SPDX-License-Identifier: Apache-2.0
"""Bringing a catalogue up to date without losing a translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tools import catalogues

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
_("Name")
N_("Row {row} has no name.")
ngettext("{count} member", "{count} members", 2)
pgettext("of a list", "Order")
unrelated("Not shown")
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(catalogues, "LOCALE", tmp_path / "locale")
    folder = tmp_path / "program"
    folder.mkdir()
    (folder / "module.py").write_text(SOURCE, "utf-8")
    return folder


def translate(language: str, english: str, translation: str) -> None:
    path = catalogues.path_of(language)
    text = path.read_text("utf-8")
    filled = text.replace(
        f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{translation}"'
    )
    assert filled != text
    path.write_text(filled, "utf-8")


def test_every_kind_of_text_is_found(package: Path):
    found = [message.id for message in catalogues.extract(package) if message.id]
    assert found == [
        "Name",
        "Row {row} has no name.",
        ("{count} member", "{count} members"),
        "Order",
    ]
    assert catalogues.extract(package).get("Order", "of a list")


def test_translations_are_kept_and_new_texts_stand_empty(package: Path):
    assert catalogues.update("vi", catalogues.extract(package)) == (4, 4)
    translate("vi", "Name", "Họ và tên")
    (package / "module.py").write_text(SOURCE + '_("Named")\n', "utf-8")
    assert catalogues.update("vi", catalogues.extract(package)) == (5, 4)
    catalogue = catalogues.load("vi")
    assert catalogue.get("Name").string == "Họ và tên"
    assert catalogue.get("Named").string == ""


def test_a_text_that_is_gone_keeps_its_translation_as_a_comment(package: Path):
    catalogues.update("id", catalogues.extract(package))
    translate("id", "Name", "Nama")
    (package / "module.py").write_text('_("Order")\n', "utf-8")
    catalogues.update("id", catalogues.extract(package))
    assert '#~ msgstr "Nama"' in catalogues.path_of("id").read_text("utf-8")


def test_nothing_changes_when_no_text_did(package: Path):
    catalogues.update("vi", catalogues.extract(package))
    before = catalogues.path_of("vi").read_bytes()
    (package / "module.py").write_text("\n\n\n" + SOURCE, "utf-8")
    catalogues.update("vi", catalogues.extract(package))
    assert catalogues.path_of("vi").read_bytes() == before
    assert b"fuzzy" not in before
