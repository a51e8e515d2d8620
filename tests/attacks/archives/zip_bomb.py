"""A zip of a few kilobytes with a module of a gigabyte.

Tries: archive
Exercise: 01_yield
Earns: nothing
Seen: refused zip_bomb
"""

import zipfile
import zlib


def plant(folder, outside):
    """Put it into the folder of a class, without ever holding the gigabyte."""
    with zipfile.ZipFile(folder / "mallory.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("01_yield/generator.py", "w", force_zip64=True) as member:
            for _ in range(64):
                member.write(bytes(2**20))
    assert zlib
