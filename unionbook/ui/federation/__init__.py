# SPDX-License-Identifier: Apache-2.0
"""What only the desk of a federation shows: its units, and what it sends down."""
