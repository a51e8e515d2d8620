"""Zips that end too soon, at each of many places, and zips that are none.

Tries: archive
Exercise: 01_yield
Earns: nothing
Seen: refused not_a_zip
"""

import io
import zipfile


def plant(folder, outside):
    """Put them into the folder of a class."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("01_yield/generator.py", "x = 1\n" * 100)
    data = packed.getvalue()
    for size in range(0, len(data), 7):
        (folder / f"m{size}.zip").write_bytes(data[:size])
    (folder / "text.zip").write_text("no zip at all")
    (folder / "double.zip").write_bytes(b"PK\x05\x06" + b"\xff" * 18)
