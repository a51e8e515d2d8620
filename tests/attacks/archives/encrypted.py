"""A zip that needs a password.

Tries: archive
Exercise: 01_yield
Earns: nothing
Seen: refused encrypted
"""

import struct
import zipfile


def plant(folder, outside):
    """Put it into the folder of a class: an ordinary zip, marked as encrypted."""
    path = folder / "mallory.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("01_yield/generator.py", "x = 1")
    data = bytearray(path.read_bytes())
    for start, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(start) + place
        data[at : at + 2] = struct.pack("<H", 1)
    path.write_bytes(data)
