# SPDX-License-Identifier: Apache-2.0
"""The few things that must stop a person."""
