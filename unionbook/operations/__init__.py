# SPDX-License-Identifier: Apache-2.0
"""What a user can do, in the user's words; the window and the command line call nothing else."""
