"""A zip whose table of contents says ten bytes where there are sixty-four megabytes.

Tries: archive
Exercise: 01_yield
Earns: nothing
Seen: refused ... 
"""

import struct
import zipfile


def plant(folder, outside):
    """Put it into the folder of a class."""
    path = folder / "mallory.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("01_yield/generator.py", bytes(2**26))
    data = path.read_bytes()
    path.write_bytes(data.replace(struct.pack("<I", 2**26), struct.pack("<I", 10)))
