"""Archives of other kinds, with links and devices in them, and one that is called a zip.

Tries: archive
Exercise: 01_yield
Earns: nothing
Seen: refused not_a_zip
"""

import io
import tarfile


def plant(folder, outside):
    """Put them into the folder of a class."""
    for name, mode in (("m1.tar", "w"), ("m2.tar.gz", "w:gz"), ("m3.zip", "w"), ("m4.tgz", "w:gz")):
        with tarfile.open(folder / name, mode) as archive:
            member = tarfile.TarInfo("01_yield/generator.py")
            member.type, member.linkname = tarfile.SYMTYPE, str(outside)
            archive.addfile(member)
            member = tarfile.TarInfo("../outside.py")
            member.size = 4
            archive.addfile(member, io.BytesIO(b"evil"))
