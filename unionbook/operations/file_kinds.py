# SPDX-License-Identifier: Apache-2.0
"""What kind of file somebody holds, and what to do with it where another kind was wanted.

A branch gets invitations, answers, requests, copies and bundles by mail or on one stick; to call
the wrong one of them damaged helps nobody.
"""

from __future__ import annotations

import struct
import zipfile
from enum import StrEnum
from typing import TYPE_CHECKING

from unionbook.data.backup_files import SUFFIX as COPY_SUFFIX
from unionbook.domain.folding import tidy
from unionbook.errors import UnreadableFileError
from unionbook.sync import frames, signing
from unionbook.sync.refusals import unreadable
from unionbook.texts import N_
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class FileKind(StrEnum):
    """What a file is, as far as its first bytes tell."""

    BUNDLE = "bundle"
    INVITATION = "invitation"
    ANSWER = "answer"
    REQUEST = "request"
    COPY = "copy"
    PDF = "pdf"
    PICTURE = "picture"
    WORKBOOK = "workbook"
    EMPTY = "empty"
    FOLDER = "folder"
    OTHER = "other"


ENDINGS = {
    FileKind.BUNDLE: ".unionbundle",
    FileKind.INVITATION: ".unionbook-invitation",
    FileKind.ANSWER: ".unionbook-answer",
    FileKind.REQUEST: ".unionbook-device",
    FileKind.COPY: COPY_SUFFIX,
}
"""How the files end that unionbook makes for the road."""
_SENTENCES = {
    FileKind.BUNDLE: N_(
        "{file} is what an office or a PC sent: take it in under “Data exchange”, “Open a file” "
        "(“bundle apply”)."
    ),
    FileKind.INVITATION: N_(
        "{file} is an invitation of {name}: a head of the branch opens it under “Data exchange”, "
        "“Union above” (“federation join”)."
    ),
    FileKind.ANSWER: N_(
        "{file} is the answer of {name} to an invitation: the federation that invited opens it at "
        "its desk, under “Units” (“federation answer”)."
    ),
    FileKind.REQUEST: N_(
        "{file} is the request of the PC {name} to join: a head opens it on another PC of the same "
        "office, under “Data exchange”, “PCs” (“devices approve”)."
    ),
    FileKind.COPY: N_(
        "{file} is a copy of a register: on the first page a second PC joins with it (“devices "
        "join”), or it is put back as a backup (“restore”)."
    ),
    FileKind.PDF: N_(
        "{file} is a PDF, to be read or printed. Choose the file of unionbook that came with it; "
        "where there is none, photograph the code on the sheet and open the picture as invitation."
    ),
    FileKind.PICTURE: N_(
        "{file} is a picture. Only the code of an invitation may come as one: open it under “Data "
        "exchange”, “Union above” (“federation join”)."
    ),
    FileKind.WORKBOOK: N_(
        "{file} is an Excel workbook. A list of members is taken in under “Import” (“import "
        "members”); here choose the file of unionbook that the sender made."
    ),
    FileKind.EMPTY: N_(
        "{file} is empty: copying it was cut short. Copy it again, or ask the sender for it again."
    ),
    FileKind.FOLDER: N_("{file} is a folder. Choose the file in it."),
}
_NO_FILE = N_("There is no file {file}. Is the stick plugged in? Look for the file once more.")
_NO_PLAIN_FILE = N_(
    "{file} is not a file that can be read to its end. Choose the file that the sender made."
)
_FOREIGN = N_(
    "{file} is not a file of unionbook. Choose the one that the sender made; its name ends in "
    "{ending}."
)
_SIGNED = {
    FileKind.BUNDLE: (frames.MAGIC[:-1],),
    FileKind.PDF: (b"%PDF",),
    FileKind.PICTURE: (b"\x89PNG", b"\xff\xd8\xff", b"RIFF", b"BM", b"II*\0", b"MM\0*"),
    FileKind.WORKBOOK: (b"\xd0\xcf\x11\xe0",),
}
"""By kind, the bytes with which such files begin; those of a newer program differ in the last."""
_SIGNS = 16
_FIELDS = {
    FileKind.INVITATION: (frozenset({"place", "policy", "nonce"}), "name"),
    FileKind.ANSWER: (frozenset({"branch", "invitation", "nonce"}), "branch"),
    FileKind.REQUEST: (frozenset({"signing_key", "box_key", "computer"}), "computer"),
}
"""By kind of paper, the fields that tell it, and the one that names who made it."""
_MOST = signing.MOST_PAPER
_LONGEST_NAME = 80


def require_kind(path: Path, *wanted: FileKind) -> FileKind:
    """Refuse a file of another kind, and say what it is and what to do with it.

    What cannot be told passes where it may be a file of the wanted kind that is damaged: the
    reader says so. Raises UnreadableFileError, BundleError.
    """
    kind, name = kind_of(path)
    if kind in wanted or (kind is FileKind.OTHER and path.suffix in _endings(wanted)):
        return kind
    sentence = _SENTENCES.get(kind, _FOREIGN)
    ending = " / ".join(_endings(wanted))
    raise UnreadableFileError(_(sentence).format(file=tidy(path.name), name=name, ending=ending))


def _endings(wanted: tuple[FileKind, ...]) -> list[str]:
    return [ENDINGS[one] for one in wanted if one in ENDINGS]


def kind_of(path: Path) -> tuple[FileKind, str]:
    """Give what a file is, and for a paper the name of who made it, as it says itself.

    Raises UnreadableFileError where there is no such file.
    """
    if path.is_dir():
        return FileKind.FOLDER, ""
    if path.exists() and not path.is_file():
        raise UnreadableFileError(_(_NO_PLAIN_FILE).format(file=tidy(path.name)))
    try:
        with path.open("rb") as stream:
            content = stream.read(_SIGNS)
            known = _by_signs(path, content)
            content += stream.read(_MOST) if known is None else b""
    except FileNotFoundError as error:
        raise UnreadableFileError(_(_NO_FILE).format(file=tidy(str(path)))) from error
    except OSError as error:
        raise unreadable(error) from error
    if known is not None:
        return known, ""
    return _by_fields(content) or (FileKind.OTHER, "")


def _by_signs(path: Path, start: bytes) -> FileKind | None:
    if not start:
        return FileKind.EMPTY
    if start.startswith(b"PK"):
        return _archive(path)
    return next((kind for kind, signs in _SIGNED.items() if start.startswith(signs)), None)


def _archive(path: Path) -> FileKind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (OSError, zipfile.BadZipFile, struct.error, RuntimeError, ValueError):
        # The last two where Python knows no such version of it, or cannot decode a name in it.
        return FileKind.COPY if path.suffix == COPY_SUFFIX else FileKind.OTHER
    if "manifest.json" in names:
        return FileKind.COPY
    return FileKind.WORKBOOK if "[Content_Types].xml" in names else FileKind.OTHER


def _by_fields(content: bytes) -> tuple[FileKind, str] | None:
    told = signing.peek_fields(content)
    for kind, (fields, who) in _FIELDS.items():
        if told.keys() >= fields:
            return kind, _name(told, who)
    return None


def _name(told: Mapping[str, object], who: str) -> str:
    # Nothing of it is proven: it only helps to find the right place.
    return tidy(str(told.get(who, "")))[:_LONGEST_NAME]
