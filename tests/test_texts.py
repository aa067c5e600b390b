# SPDX-License-Identifier: Apache-2.0
"""The language in use, and catalogues in which nothing is missing."""

from __future__ import annotations

import string
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from tools import catalogues
from unionbook import texts

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

A_SENTENCE = 4  # words from which on an English text left as it is counts as not translated


def placeholders(text: str) -> set[str]:
    return {name for _text, name, _form, _kind in string.Formatter().parse(text) if name}


def forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


@pytest.fixture(scope="module")
def wanted() -> list[Message]:
    return [message for message in catalogues.extract() if message.id]


@pytest.fixture(scope="module", params=catalogues.TRANSLATED)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return catalogues.load(request.param)


def pairs(wanted: list[Message], catalogue: Catalog) -> list[tuple[Message, list[str]]]:
    """Give each text with its translations, where there are any."""
    both = [(message, catalogue.get(message.id, message.context)) for message in wanted]
    return [(message, forms(there.string)) for message, there in both if there]


def test_the_source_holds_texts(wanted: list[Message]):
    assert len(wanted) > 50


def test_every_text_is_translated(wanted: list[Message], catalogue: Catalog):
    missing = [
        forms(message.id)[0]
        for message in wanted
        if not (there := catalogue.get(message.id, message.context))
        or not catalogues.is_translated(there.string)
    ]
    assert not missing, f"{len(missing)} not in {catalogue.locale}:\n" + "\n".join(missing)


def test_no_translation_is_a_guess(wanted: list[Message], catalogue: Catalog):
    both = [(message, catalogue.get(message.id, message.context)) for message in wanted]
    assert [forms(message.id)[0] for message, there in both if there and there.fuzzy] == []


def test_translations_fill_in_the_same_places(wanted: list[Message], catalogue: Catalog):
    # The last form of the source is its plural, which names the number as translations do.
    wrong = [
        form
        for message, translations in pairs(wanted, catalogue)
        for form in translations
        if form and placeholders(form) != placeholders(forms(message.id)[-1])
    ]
    assert wrong == []


def test_translations_begin_and_end_alike(wanted: list[Message], catalogue: Catalog):
    wrong = [
        form
        for message, translations in pairs(wanted, catalogue)
        for form in translations
        if form and edges(form) != edges(forms(message.id)[0])
    ]
    assert wrong == []


def edges(text: str) -> tuple[bool, bool, bool]:
    return text[:1].isspace(), text[-1:].isspace(), text.endswith(":")


def test_no_sentence_was_left_in_english(wanted: list[Message], catalogue: Catalog):
    left = [
        form
        for message, translations in pairs(wanted, catalogue)
        for form in translations
        if form in forms(message.id) and len(form.split()) >= A_SENTENCE
    ]
    assert left == []


def test_source_texts_name_their_places(wanted: list[Message]):
    unnamed = [
        form
        for message in wanted
        for form in forms(message.id)
        if any(name == "" for _text, name, _form, _kind in string.Formatter().parse(form))
    ]
    assert unnamed == []


def test_no_text_is_asked_for_both_with_a_number_and_without():
    # One catalogue entry would serve both, and gettext finds it only with the number.
    asked = [message for _file, _line, message, *_rest in catalogues.found()]
    counted = {message[0] for message in asked if isinstance(message, tuple)}
    assert [message for message in asked if message in counted] == []


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ("vi_VN.UTF-8", "vi"),
        ("id-ID", "id"),
        ("Vietnamese_Vietnam.1258", "vi"),
        ("Indonesian_Indonesia.1252", "id"),
        ("de_DE.UTF-8", "en"),
        ("C", "en"),
    ],
)
def test_the_language_of_the_system_is_spoken(environment: str, language: str):
    assert texts.preferred(environment) == language


def test_an_unknown_language_becomes_english():
    texts.use("tlh")
    assert texts.language() == "en"
    assert texts.gettext("Name") == "Name"


def test_an_empty_text_stays_empty():
    # gettext would give the catalogue's header for it.
    texts.use("vi")
    assert texts.gettext("") == ""


def test_a_thread_may_speak_another_language_for_a_while(request):
    request.addfinalizer(lambda: texts.use("en"))
    texts.use("id")
    heard = []
    with texts.spoken("vi"):
        assert (texts.language(), texts.gettext("Total")) == ("vi", "Tổng cộng")
        other = Thread(target=lambda: heard.append((texts.language(), texts.gettext("Total"))))
        other.start()
        other.join()
        with texts.spoken("xx"):
            assert (texts.language(), texts.gettext("Total")) == ("en", "Total")
        assert texts.language() == "vi"
    assert heard == [("id", "Jumlah")]
    assert texts.language() == "id"
