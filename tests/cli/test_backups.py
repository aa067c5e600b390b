# SPDX-License-Identifier: Apache-2.0
"""Backups from the command line."""

from __future__ import annotations

from pathlib import Path

import registers


def test_a_backup_is_made_listed_looked_into_and_restored(cli, tmp_path):
    made = cli.json("backup", "make")["backup"]
    assert set(made) == {"file", "made_at", "size", "register", "files"}
    assert cli.json("backup", "list") == {"backups": [made]}
    cli.done("members", "add", "--set", "full_name=Đỗ Thu Hà")
    told = cli.json("backup", "look", made["file"])
    assert (told["branch"], told["members"]) == ("Công đoàn cơ sở Sao Mai", 3)
    assert (told["whole"], told["last_user"]) == (True, registers.HEAD)
    restored = cli.json("restore", made["file"], tmp_path / "again")["register"]
    assert restored.endswith("again.unionbook")
    cli.environment["UNIONBOOK_REGISTER"] = restored
    assert cli.json("members", "list")["count"] == 3
    assert "exists already" in cli.refused("restore", made["file"], tmp_path / "again")


def test_a_backup_on_a_stick(cli, tmp_path):
    stick = tmp_path / "stick"
    stick.mkdir()
    made = cli.json("backup", "make", "--to", stick)
    assert Path(made["backup"]["file"]).parent == stick
    assert made["removed"] == []
    assert len(cli.json("backup", "list", stick)["backups"]) == 1
    told = cli.done("backup", "list", stick).out
    assert "KB" in told or "MB" in told


def test_looking_needs_the_passphrase_of_then(cli):
    file = cli.json("backup", "make")["backup"]["file"]
    cli.environment["UNIONBOOK_PASSPHRASE"] = "bốn từ khác hẳn nhau"
    assert cli.refused("backup", "look", file).startswith("The passphrase is wrong")
    del cli.environment["UNIONBOOK_USER"]
    assert cli.refused("backup", "look", file).startswith("Say who you are")


def test_a_file_that_is_no_backup(cli, tmp_path):
    (tmp_path / "x.unionbackup").write_bytes(b"nothing")
    assert cli.refused("backup", "look", tmp_path / "x.unionbackup")
    assert cli.refused("restore", tmp_path / "x.unionbackup", tmp_path / "y")
    assert not (tmp_path / "y.unionbook").exists()
    assert cli.refused("backup", "list", tmp_path / "none").endswith("is not a folder.")
    assert "--read-only" in cli.refused("--read-only", "restore", "a", "b")
