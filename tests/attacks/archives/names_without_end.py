"""Members with names of sixty thousand letters, with line ends, with zero bytes, in reversed writing.

Tries: archive
Exercise: 01_yield
Earns: nothing
Seen: refused bad_name
Seen: refused zip_slip
"""

import zipfile


def plant(folder, outside):
    """Put them into the folder of a class."""
    names = ("01_yield/" + "n" * 60_000 + ".py", "01_yield/gen\x00erator.py", "01_yield/\u202eyp.rotareneg.py", "01_yield/a\nb.py")
    for number, name in enumerate(names):
        path = folder / f"m{number}.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("01_yield/generator.py", "x = 1")
            archive.writestr(name.replace("\0", "Q"), "x = 2")
        if "\0" in name:
            path.write_bytes(path.read_bytes().replace(b"genQerator", b"gen\0erator"))
