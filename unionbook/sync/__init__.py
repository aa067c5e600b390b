# SPDX-License-Identifier: Apache-2.0
"""What travels between registers: bundles, their signatures and keys.

Pure: bytes, files and keys come in, nothing here knows a store or an operation, so that a hub can
use it as it is. The file is described byte by byte in ``docs/bundle-format.md``.
"""
