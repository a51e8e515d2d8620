"""Folders in folders, hundreds deep, in a zip and on the disk, with packages in a ring of links.

Tries: archive
Exercise: 01_yield
Earns: nothing
Seen: refused ... 
"""

import os
import zipfile


def plant(folder, outside):
    """Put them into the folder of a class."""
    with zipfile.ZipFile(folder / "mallory1.zip", "w") as archive:
        archive.writestr("a/" * 400 + "generator.py", "x = 1")
    place = folder / "mallory2"
    place.mkdir()
    for _ in range(40):
        place = place / "d"
        place.mkdir()
    (place / "generator.py").write_text("x = 1")
    ring = folder / "mallory3" / "01_yield"
    ring.mkdir(parents=True)
    os.symlink(ring, ring / "again")
    (ring / "generator.txt").write_text("x = 1")
