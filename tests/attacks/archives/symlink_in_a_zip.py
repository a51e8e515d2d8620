"""A zip with a link to a file outside in the place of the module.

Tries: archive
Exercise: 01_yield
Earns: nothing
Seen: refused symlink
"""

import stat
import zipfile


def plant(folder, outside):
    """Put it into the folder of a class."""
    with zipfile.ZipFile(folder / "mallory.zip", "w") as archive:
        member = zipfile.ZipInfo("01_yield/generator.py")
        member.create_system = 3
        member.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(member, str(outside))
