# SPDX-License-Identifier: Apache-2.0
"""An offline-first, encrypted register for grassroots trade-union offices."""

__version__ = "0.1.0"
