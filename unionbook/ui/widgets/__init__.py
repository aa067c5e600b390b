# SPDX-License-Identifier: Apache-2.0
"""The building blocks that screens share."""
