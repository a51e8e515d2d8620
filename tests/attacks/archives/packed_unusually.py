"""Zips packed by methods of which no bound holds while they unpack.

Tries: archive
Exercise: 01_yield
Earns: nothing
Seen: refused unreadable
"""

import zipfile


def plant(folder, outside):
    """Put them into the folder of a class."""
    for name, method in (("bz", zipfile.ZIP_BZIP2), ("xz", zipfile.ZIP_LZMA)):
        with zipfile.ZipFile(folder / f"{name}.zip", "w", method) as archive:
            archive.writestr("01_yield/generator.py", bytes(2**20))
