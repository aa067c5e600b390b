# SPDX-License-Identifier: Apache-2.0
"""``unionbook sample``: a branch of invented people, and its whole round without a window."""
