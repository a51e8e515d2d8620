"""Pipes, sockets and devices in the place of files, for whoever opens them to wait for ever.

Tries: archive
Exercise: 01_yield
Earns: nothing
Seen: refused special
"""

import os
import socket
import stat
import zipfile


def plant(folder, outside):
    """Put them into the folder of a class."""
    (folder / "mallory1" / "01_yield").mkdir(parents=True)
    os.mkfifo(folder / "mallory1" / "01_yield" / "generator.py")
    os.mkfifo(folder / "mallory2.zip")
    os.chdir(folder)
    (folder / "mallory3" / "01_yield").mkdir(parents=True)
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("mallory3/01_yield/generator.py")
    with zipfile.ZipFile(folder / "mallory4.zip", "w") as archive:
        member = zipfile.ZipInfo("01_yield/generator.py")
        member.external_attr = (stat.S_IFCHR | 0o666) << 16
        archive.writestr(member, "")
