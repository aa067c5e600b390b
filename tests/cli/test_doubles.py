# SPDX-License-Identifier: Apache-2.0
"""Members who may be there twice."""

from __future__ import annotations


def test_pairs_and_by_what(cli):
    assert cli.json("doubles") == {"count": 0, "doubles": []}
    cli.done(
        "members", "add", "--set", "full_name=Trần Văn Anh", "--set", "phone=0912345678", "--anyway"
    )
    told = cli.json("doubles")
    assert told["count"] == 1
    assert told["doubles"][0]["by"] == "phone"
    names = {one["full_name"] for one in told["doubles"][0]["members"]}
    assert names == {"Trần Văn An", "Trần Văn Anh"}
    assert "same phone" in cli.done("doubles").out
    assert cli.json("members", "apart", "0001", "0004")["operation"] == "keep_apart"
    assert cli.json("doubles") == {"count": 0, "doubles": []}
    cli.done("undo")
    assert cli.json("doubles")["count"] == 1
