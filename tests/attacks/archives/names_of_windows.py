"""Files and learners with the names that Windows keeps for devices, and streams behind a colon.

Tries: archive
Exercise: 01_yield
Earns: task 1
Seen: took ... generator.py
"""

import zipfile


def plant(folder, outside):
    """Put them into the folder of a class."""
    with zipfile.ZipFile(folder / "con.zip", "w") as archive:
        archive.writestr("01_yield/generator.py", "x = 1")
        for name in ("aux.py", "nul", "com1.py", "prn.txt", "lpt1.py", "generator.py:hidden", "ends. "):
            archive.writestr(f"01_yield/{name}", "x = 2")
