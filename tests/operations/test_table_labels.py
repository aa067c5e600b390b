# SPDX-License-Identifier: Apache-2.0
"""Everything that travels has a name that people know."""

from __future__ import annotations

from unionbook.data.travelling import CASES, OFFICE
from unionbook.domain.policies import UPWARD, read_policy
from unionbook.operations.table_labels import table_label


def test_no_table_is_called_by_its_own_name():
    upward = {table for name in UPWARD for table in read_policy(name).tables}
    travelling = {*OFFICE, *CASES, *read_policy("down").tables, *upward}
    assert {table for table in travelling if table_label(table) == "Other records"} == set()
    assert table_label("figures.welfare").startswith("Welfare paid, by kind and month")
    assert table_label("what_a_newer_program_knows") == "Other records"
