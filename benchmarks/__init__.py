# SPDX-License-Identifier: Apache-2.0
"""unionbook beside its peers, in one run: see docs/benchmarks.md."""
