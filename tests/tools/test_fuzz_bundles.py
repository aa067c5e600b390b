# SPDX-License-Identifier: Apache-2.0
"""The short form of the fuzzing: some thousand altered inputs, each taken or refused in words."""

from __future__ import annotations

import random

import pytest

from tools import fuzz_bundles


def test_every_target_takes_its_good_inputs():
    good = fuzz_bundles.seeds()
    taken = {data[0] for data in good if fuzz_bundles.one_input(data)}
    assert taken >= {0, 1, 2, 3, 4, 6}


def test_altered_inputs_are_taken_or_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    seed = random.randrange(1 << 30)
    tried, taken = fuzz_bundles.run(8_000, 60, seed)
    assert 0 < taken < tried, f"seed {seed}"


def test_an_error_of_ours_ends_the_run_and_keeps_the_input(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def wrong(_data: bytes) -> None:
        raise IndexError

    monkeypatch.setattr(fuzz_bundles, "TARGETS", (wrong,))
    with pytest.raises(IndexError):
        fuzz_bundles.run(5, 60, 1)
    assert len(list(tmp_path.glob("crash-*"))) == 1


def test_it_says_what_it_did(capsys):
    assert fuzz_bundles.main(["--inputs", "20"]) == 0
    assert capsys.readouterr().out.startswith("20 inputs, ")
