# SPDX-License-Identifier: Apache-2.0
"""The help pages: Markdown files, one for each screen and language, found by their words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from unionbook import paths
from unionbook.domain.folding import fold, words
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from unionbook.ui.commands import Command

TOPICS = {
    "home": N_("Home"),
    "members": N_("Members"),
    "change_many": N_("Change many"),
    "groups": N_("Groups"),
    "doubles": N_("Doubles"),
    "import": N_("Import"),
    "dues": N_("Dues"),
    "welfare": N_("Welfare"),
    "books": N_("Books"),
    "reports": N_("Reports"),
    "exchange": N_("Data exchange"),
    "trust": N_("Second PC, lost PC, keys"),
    "federation": N_("A federation's desk"),
    "paper": N_("Paper"),
    "card_check": N_("Check a card"),
    "history": N_("History"),
    "backups": N_("Backups"),
    "users": N_("Users"),
    "settings": N_("Settings"),
    "about": N_("About"),
}
START, KEYS = "start", "keys"
_AROUND = 90


@dataclass(frozen=True, slots=True)
class Hit:
    """A page that has the words looked for, and the text around the first of them."""

    topic: str
    title: str
    excerpt: str


@lru_cache(maxsize=64)
def page(topic: str, language: str) -> str:
    """Give a page in a language as Markdown; in English where it has not been written yet."""
    folder = paths.resources() / "help"
    for code in (language, "en"):
        path = folder / code / f"{topic}.md"
        if path.is_file():
            return path.read_text(encoding="utf-8")
    return ""


def title(topic: str) -> str:
    """Give what a page is called."""
    if topic == START:
        return _("First steps")
    return _("Keyboard shortcuts") if topic == KEYS else _(TOPICS[topic])


def search(text: str, language: str) -> list[Hit]:
    """Give the pages in which all words stand, without accents, the most telling first."""
    wanted = words(text)
    if not wanted:
        return []
    found = []
    for topic in TOPICS:
        content = page(topic, language)
        folded = fold(content)
        if all(word in folded for word in wanted):
            headline = fold(content.splitlines()[0])
            rank = (
                -sum(word in headline for word in wanted),
                -sum(folded.count(word) for word in wanted),
            )
            found.append((rank, Hit(topic, title(topic), _excerpt(content, wanted[0]))))
    return [hit for _rank, hit in sorted(found, key=lambda pair: pair[0])]


def _excerpt(content: str, word: str) -> str:
    plain = " ".join(content.replace("#", "").replace("*", "").split())
    # Folding may join letters, so the place is looked for word by word.
    parts = plain.split(" ")
    at = next((place for place, part in enumerate(parts) if word in fold(part)), 0)
    before = " ".join(parts[:at])[-_AROUND // 2 :]
    after = " ".join(parts[at:])[:_AROUND]
    return f"… {before} {after} …" if before else f"{after} …"


def keys_page(commands: Sequence[Command]) -> str:
    """Give the page of keys, made from the actions themselves."""
    rows = [
        f"| {command.name} | **{command.shown_keys}** |" for command in commands if command.keys
    ]
    others = (
        (_("Save what was typed"), "Ctrl+S"),
        (_("Help on this screen"), "F1"),
        (_("Next control, control before"), "Tab, Shift+Tab"),
        (_("Open the member chosen"), "Enter"),
        (_("Choose several in the list"), "Shift+↓, Ctrl+A"),
        (_("Turn the pages of a paper"), "Page Up, Page Down"),
        (_("Larger, smaller, fitting"), "+, −, 0"),
        (_("Close what lies over the screen"), "Esc"),
    )
    rows += [f"| {name} | **{keys}** |" for name, keys in others]
    head = f"# {_('Keyboard shortcuts')}\n\n| {_('Action')} | {_('Keys')} |\n| --- | --- |\n"
    return head + "\n".join(rows) + "\n"
