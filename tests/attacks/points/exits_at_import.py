"""Ends the program with success before anything could be asked of it.

Tries: points
Exercise: 01_yield
Earns: nothing
Seen: The file ends the program while it is imported
"""

import sys

sys.exit(0)
