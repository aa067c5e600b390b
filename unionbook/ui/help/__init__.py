# SPDX-License-Identifier: Apache-2.0
"""Help beside the work: pages for each screen, the first steps, the keys."""
