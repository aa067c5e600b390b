# SPDX-License-Identifier: Apache-2.0
"""Paper before it is paper: chosen, looked at on the screen, saved or printed."""
