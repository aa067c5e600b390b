# SPDX-License-Identifier: Apache-2.0
"""Brings the catalogues up to date with the texts in the source: ``python3 start.py texts``.

Translations are kept; a text that is new stands there empty, one that is gone becomes a comment.
Line numbers are left out, so that a catalogue changes only when a text does.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
TRANSLATED = ("vi", "id")  # English stands in the source
KEYWORDS = {
    "_": None,
    "gettext": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}

# Header lines that say nothing, or another thing each time.
_BOILERPLATE = (
    b'"POT-Creation',
    b'"PO-Revision',
    b'"Project-Id',
    b'"Report-Msgid',
    b'"Last-Tr',
    b'"Language-Team',
    b'"Generated-By',
)


def found(package: Path = ROOT / "unionbook") -> Iterator[tuple[Any, ...]]:
    """Give every text as it is asked for: file, line, message, comments, context."""
    return extract_from_dir(
        package, method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=("i18n:",)
    )


def extract(package: Path = ROOT / "unionbook") -> Catalog:
    """Give a catalogue of every text in the package, in the order of its files."""
    template = Catalog(project="unionbook", charset="utf-8")
    for file, _line, message, comments, context in found(package):
        place = f"{package.name}/{Path(file).as_posix()}"
        template.add(message, locations=[(place, 0)], auto_comments=comments, context=context)
    return template


def path_of(language: str) -> Path:
    """Give the file of a language's catalogue."""
    return LOCALE / language / "LC_MESSAGES" / "unionbook.po"


def load(language: str) -> Catalog:
    """Give a language's catalogue as it is, or an empty one."""
    source = path_of(language)
    if not source.is_file():
        return Catalog(locale=language, charset="utf-8")
    with source.open("rb") as stream:
        return read_po(stream, locale=language, domain="unionbook")


def update(language: str, template: Catalog) -> tuple[int, int]:
    """Write a language's catalogue anew; give how many texts it has and how many it lacks."""
    catalogue = load(language)
    # A guess at a translation looks like one: texts are either translated or empty.
    catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
    catalogue.fuzzy = False
    catalogue.header_comment = f"# SPDX-License-Identifier: Apache-2.0\n# unionbook: {language}"
    written = io.BytesIO()
    write_po(written, catalogue, width=100, include_lineno=False, sort_by_file=True)
    target = path_of(language)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_without_boilerplate(written.getvalue()))
    texts = [message for message in catalogue if message.id]
    return len(texts), sum(1 for message in texts if not is_translated(message.string))


def is_translated(string: str | tuple[str, ...] | list[str] | None) -> bool:
    """Tell whether a translation is there, in each of its plural forms."""
    return bool(string) and all(string or ())


def _without_boilerplate(content: bytes) -> bytes:
    lines = content.split(b"\n")
    return b"\n".join(line for line in lines if not line.startswith(_BOILERPLATE))


def main() -> int:
    """Update every language and say what is left to translate."""
    template = extract()
    for language in TRANSLATED:
        total, missing = update(language, template)
        print(f"{language}: {total} texts, {missing} to translate in {path_of(language)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
