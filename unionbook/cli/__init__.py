# SPDX-License-Identifier: Apache-2.0
"""The command line: one module per command group, for people or, with --json, for programs."""
