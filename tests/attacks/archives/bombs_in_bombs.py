"""Zips within zips within zips, which would unpack to petabytes; they are not opened at all.

Tries: archive
Exercise: 01_yield
Earns: nothing
Seen: refused ... 
"""

import io
import zipfile


def plant(folder, outside):
    """Put them into the folder of a class."""
    data = bytes(2**22)
    for level in range(5):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(10):
                archive.writestr(f"{level}{number}.zip" if level else f"01_yield/generator{number}.py", data)
        data = packed.getvalue()
    (folder / "mallory.zip").write_bytes(data)
