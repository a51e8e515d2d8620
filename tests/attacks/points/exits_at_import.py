"""Ends the program with success before anything could be asked of it.

Tries: points
Exercise: 01_yield
Earns: nothing
Seen: While it is imported, the file ends the program
"""

import sys

sys.exit(0)
