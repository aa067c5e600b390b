# SPDX-License-Identifier: Apache-2.0
"""Paper: cards, lists and vouchers as PDF."""
