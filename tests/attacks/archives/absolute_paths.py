"""Zips with absolute members: from the root, of a drive, of a share.

Tries: archive
Exercise: 01_yield
Earns: nothing
Seen: refused zip_slip
"""

import zipfile


def plant(folder, outside):
    """Put them into the folder of a class."""
    for number, name in enumerate((str(outside), "C:\\generator.py", "\\\\server\\share\\generator.py", "C:generator.py")):
        with zipfile.ZipFile(folder / f"mallory{number}.zip", "w") as archive:
            archive.writestr(zipfile.ZipInfo(name), "kata-attack")
