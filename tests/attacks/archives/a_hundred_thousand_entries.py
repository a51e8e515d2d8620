"""A zip of a hundred thousand empty files, and a folder of thousands.

Tries: archive
Exercise: 01_yield
Earns: nothing
Seen: refused too_many
Seen: refused too_large
"""

import zipfile


def plant(folder, outside):
    """Put them into the folder of a class."""
    for name, count in (("mallory1", 100_000), ("mallory2", 30_000)):
        with zipfile.ZipFile(folder / f"{name}.zip", "w") as archive:
            for number in range(count):
                archive.writestr(zipfile.ZipInfo(f"{number}"), b"")
    (folder / "mallory3" / "01_yield").mkdir(parents=True)
    (folder / "mallory3" / "01_yield" / "generator.py").write_text("x = 1")
    for number in range(70):
        (folder / "mallory3" / "01_yield" / f"m{number}.py").touch()
