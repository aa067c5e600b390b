# SPDX-License-Identifier: Apache-2.0
"""The parts of the screen of exchange: files to and from other PCs and the union above."""
