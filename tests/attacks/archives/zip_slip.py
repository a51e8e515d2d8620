"""A zip whose members lead out of the folder.

Tries: archive
Exercise: 01_yield
Earns: nothing
Seen: refused zip_slip
"""

import zipfile


def plant(folder, outside):
    """Put it into the folder of a class."""
    with zipfile.ZipFile(folder / "mallory.zip", "w") as archive:
        archive.writestr("01_yield/generator.py", "x = 1")
        archive.writestr("../../outside.py", "kata-attack")
