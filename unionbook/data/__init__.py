# SPDX-License-Identifier: Apache-2.0
"""The encrypted stores and everything that is kept in them."""
