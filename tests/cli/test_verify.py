# SPDX-License-Identifier: Apache-2.0
"""Whether the register is whole."""

from __future__ import annotations

from PIL import Image


def test_a_whole_register(cli):
    told = cli.json("verify")
    assert (told["whole"], told["problems"], told["members"]) == (True, [], 3)
    assert told["steps"] > 3
    assert cli.done("verify", "--repair").out.startswith("The register is whole.")
    assert cli.json("verify", "--repair")["repaired"] is True


def test_what_does_not_hold_is_named_and_the_code_is_1(cli, folder, tmp_path):
    Image.new("RGB", (30, 40), "navy").save(tmp_path / "an.png")
    cli.done("members", "photo", "0001", tmp_path / "an.png")
    photo = next(path for path in (folder / "files").iterdir() if path.is_file())
    photo.write_bytes(photo.read_bytes()[:-5])
    ran = cli("verify", "--json")
    assert ran.code == 1
    assert ran.json["whole"] is False
    assert len(ran.json["problems"]) == 1
    assert ran.err == f"The register is not whole: {ran.json['problems'][0]}\n"
