# SPDX-License-Identifier: Apache-2.0
"""Every tracked table either travels between the PCs of a branch, or says why not."""

from __future__ import annotations

import re

import pytest

from unionbook.data import travelling
from unionbook.data.migrations import cases, office


def tracked(schema) -> set[str]:
    return {name for step in schema.steps for name in step.tracked}


@pytest.mark.parametrize(
    ("schema", "shares"),
    [(office.SCHEMA, travelling.OFFICE), (cases.SCHEMA, travelling.CASES)],
    ids=["office", "cases"],
)
def test_every_tracked_table_is_decided_about(schema, shares):
    stays = set(travelling.NOT_BETWEEN_PCS) & tracked(schema)
    assert set(shares) | stays == tracked(schema)
    assert not set(shares) & stays


def test_every_table_that_stays_says_why():
    assert all(len(reason) > 15 for reason in travelling.NOT_BETWEEN_PCS.values())


def test_a_unique_column_is_named_by_a_key_or_belongs_to_a_device():
    """What is unique beside the row's number would refuse what two PCs made alike."""
    known = {
        "settings.key", "import_layouts.fingerprint", "accounts.code",
        "dues_assessments_month", "devices.site", "vouchers.kind", "units_register",
    }  # fmt: skip
    found = set()
    for schema in (office.SCHEMA, cases.SCHEMA):
        for step in schema.steps:
            for table, body in re.findall(
                r"CREATE TABLE (?:IF NOT EXISTS )?(\w+) \((.*?)\n\)", step.statements, re.DOTALL
            ):
                if table in tracked(schema):
                    columns = re.findall(
                        r"(\w+)[^,\n]* UNIQUE|^ *UNIQUE \((\w+)", body, re.MULTILINE
                    )
                    found |= {f"{table}.{one or other}" for one, other in columns}
            found |= set(re.findall(r"CREATE UNIQUE INDEX (\w+)", step.statements))
    assert found <= known, found - known


def test_own_settings_do_not_travel():
    share = travelling.OFFICE["settings"]
    assert not share.lets_through("roster_version")
    assert share.lets_through("branch")
