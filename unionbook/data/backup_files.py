# SPDX-License-Identifier: Apache-2.0
"""A backup: one file that holds a register as it is on the disk, encrypted as it is.

A ZIP archive, not compressed (what is encrypted does not shrink), with the SHA-256 of each file in
``manifest.json``. It needs no passphrase to be made or checked, and tells nobody anything.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import struct
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from unionbook.data import atomic, attachments
from unionbook.data.vault import FILE_NAME, Vault
from unionbook.errors import DamagedError
from unionbook.texts import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SUFFIX = ".unionbackup"
_MANIFEST = "manifest.json"
_PARTS = (FILE_NAME, "office.db", "office.db-wal", "cases.db", "cases.db-wal")
_CHUNK = 1 << 20
_MOST_MANIFEST = 64 << 20
_NO_ARCHIVE = (KeyError, zipfile.BadZipFile, struct.error, RuntimeError, ValueError)
"""What is raised for files that are no archive of ours: the last two where Python knows no such
version, or cannot decode a name."""


class Manifest(msgspec.Struct, frozen=True):
    """What a backup holds: SHA-256 by name, of which register, made when."""

    register: str
    made_at: datetime
    files: dict[str, str]


def name_now() -> str:
    """Give the name of a backup made now."""
    return f"{datetime.now().astimezone():%Y-%m-%d %H%M%S}{SUFFIX}"


def write(register: Path, target: Path) -> None:
    """Copy the register's files into ``target``, whole or not at all."""
    beside = target.with_name(target.name + ".part")
    with atomic.translated(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write(register, beside)
            beside.replace(target)
            atomic.sync_folder(target.parent)
        finally:
            beside.unlink(missing_ok=True)


def _write(register: Path, beside: Path) -> None:
    digests: dict[str, str] = {}
    with atomic.fresh(beside) as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
            for name, path in _files(register):
                digests[name] = _pack(archive, name, path)
            manifest = Manifest(Vault.read(register).register, datetime.now(UTC), digests)
            archive.writestr(_MANIFEST, msgspec.json.encode(manifest))
        stream.flush()
        os.fsync(stream.fileno())


def read_manifest(path: Path) -> Manifest:
    """Read what a backup says of itself. Raises DamagedError."""
    try:
        with zipfile.ZipFile(path) as archive:
            if _stored(archive, _MANIFEST).file_size > _MOST_MANIFEST:
                raise _damaged(path)
            return msgspec.json.decode(archive.read(_MANIFEST), type=Manifest)
    except FileNotFoundError as error:
        raise DamagedError(atomic.gone_words(path)) from error
    except (OSError, *_NO_ARCHIVE) as error:
        raise _damaged(path) from error


def _stored(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    """Give an entry; one that is compressed is none of ours, and might fill the disk."""
    entry = archive.getinfo(name)
    if entry.compress_type != zipfile.ZIP_STORED:
        raise zipfile.BadZipFile
    return entry


def check(path: Path) -> Manifest:
    """Read every byte of a backup and compare. Raises DamagedError."""
    manifest = read_manifest(path)
    try:
        with zipfile.ZipFile(path) as archive:
            for name, digest in manifest.files.items():
                if _unpack(archive, name, None) != digest:
                    raise _damaged(path)
    except (OSError, *_NO_ARCHIVE) as error:
        raise _damaged(path) from error
    return manifest


def unpack(path: Path, folder: Path) -> None:
    """Lay a backup out as a register in a folder that is not there yet, whole or not at all.

    Raises DamagedError, and UnionbookError where there is no room for it.
    """
    manifest = read_manifest(path)
    # A backup from elsewhere may name any file: only those of a register are laid out.
    if not all(name in _PARTS or _is_attachment(name) for name in manifest.files):
        raise _damaged(path)
    beside = folder.with_name(folder.name + ".part")
    with atomic.translated(folder):
        shutil.rmtree(beside, ignore_errors=True)  # what a power cut left of an earlier try
        try:
            _lay_out(path, manifest, beside)
            beside.replace(folder)
        except _NO_ARCHIVE as error:
            raise _damaged(path) from error
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        atomic.sync_folder(folder.parent)


def _lay_out(path: Path, manifest: Manifest, folder: Path) -> None:
    (folder / attachments.FOLDER_NAME).mkdir(parents=True)
    (folder / "backups").mkdir()
    with zipfile.ZipFile(path) as archive:
        for name, digest in manifest.files.items():
            if _unpack(archive, name, folder / name) != digest:
                raise _damaged(path)


def _is_attachment(name: str) -> bool:
    parent, _slash, own = name.partition("/")
    return parent == attachments.FOLDER_NAME and own.replace("-", "").isalnum()


def _files(register: Path) -> Iterator[tuple[str, Path]]:
    for name in _PARTS:
        if (register / name).exists():
            yield name, register / name
    for path in sorted((register / attachments.FOLDER_NAME).iterdir()):
        if not path.name.endswith(".part"):
            yield f"{attachments.FOLDER_NAME}/{path.name}", path


def _pack(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as target:
        while chunk := source.read(_CHUNK):
            found.update(chunk)
            target.write(chunk)
    return found.hexdigest()


def _unpack(archive: zipfile.ZipFile, name: str, target: Path | None) -> str:
    found = hashlib.sha256()
    with archive.open(_stored(archive, name)) as source:
        stream = target.open("xb") if target else None
        try:
            while chunk := source.read(_CHUNK):
                found.update(chunk)
                if stream:
                    stream.write(chunk)
            if stream:
                stream.flush()
                os.fsync(stream.fileno())
        finally:
            if stream:
                stream.close()
    return found.hexdigest()


def _damaged(path: Path) -> DamagedError:
    return DamagedError(
        _("{name} is not a whole backup of unionbook. Take another one.").format(
            name=path.name or path
        )
    )
