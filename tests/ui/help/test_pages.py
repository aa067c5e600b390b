# SPDX-License-Identifier: Apache-2.0
"""The help pages: there in each language, with links that lead somewhere, found by words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from unionbook import paths, texts
from unionbook.ui.help import pages
from unionbook.ui.navigation import SCREENS

if TYPE_CHECKING:
    from unionbook.ui.workspace import Workspace


def test_every_screen_has_its_page():
    assert set(SCREENS) <= set(pages.TOPICS)


def levels(content: str) -> list[str]:
    return [line.split()[0] for line in content.splitlines() if line.startswith("#")]


@pytest.mark.parametrize("code", texts.LANGUAGES)
@pytest.mark.parametrize("topic", pages.TOPICS)
def test_a_page_is_written_in_each_language(topic: str, code: str):
    path = paths.resources() / "help" / code / f"{topic}.md"
    content = path.read_text("utf-8")
    english = (paths.resources() / "help" / "en" / f"{topic}.md").read_text("utf-8")
    assert content.startswith("# ")
    assert levels(content) == levels(english)
    assert (content != english) == (code != "en")
    links = re.findall(r"\]\(([^)]*)\)", content)
    known = {f"help:{name}" for name in (*pages.TOPICS, pages.START, pages.KEYS)}
    assert set(links) <= known
    assert links == re.findall(r"\]\(([^)]*)\)", english)


def test_words_find_pages_without_accents():
    assert pages.search("hoan tac", "vi")[0].topic in {"history", "members", "doubles", "import"}
    assert pages.search("nguoi trung", "vi")[0].topic == "doubles"
    assert pages.search("backup", "en")[0].topic == "backups"
    assert pages.search("", "en") == []
    assert pages.search("xyzzy", "en") == []


def test_an_excerpt_shows_the_word():
    hit = next(one for one in pages.search("flashdisk", "id") if one.topic == "backups")
    assert "flashdisk" in hit.excerpt.lower()
    assert len(hit.excerpt) < 200


def test_a_language_without_pages_has_the_english_ones():
    assert pages.page("members", "xx") == pages.page("members", "en")
    assert pages.page("nothing", "en") == ""


def test_the_keys_are_those_of_the_actions(workspace: Workspace):
    content = pages.keys_page(workspace.commands)
    for command in workspace.commands:
        if command.keys:
            assert f"| {command.name} | **{command.shown_keys}** |" in content


def catalogue(code: str) -> dict[str, str]:
    path = paths.resources() / "locale" / code / "LC_MESSAGES" / "unionbook.po"
    with path.open("rb") as stream:
        messages = [message for message in read_po(stream) if isinstance(message.id, str)]
    return {str(message.id): str(message.string) for message in messages}


@pytest.mark.parametrize("code", texts.LANGUAGES)
def test_what_is_named_is_called_so_in_the_window(code: str):
    known = catalogue("vi" if code == "en" else code)
    called = set(known) if code == "en" else set(known.values())
    unknown = [
        f"{topic}: {name}"
        for topic in pages.TOPICS
        for name in re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", pages.page(topic, code))
        if name not in called
    ]
    assert unknown == []
