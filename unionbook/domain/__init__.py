# SPDX-License-Identifier: Apache-2.0
"""The rules, with nothing but the standard library: what holds whoever stores or shows it."""
