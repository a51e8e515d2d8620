"""Modules whose names are one name on many machines: by case, by composition, twice in a zip.

Tries: archive
Exercise: 01_yield
Earns: nothing
Seen: refused double
"""

import warnings
import zipfile


def plant(folder, outside):
    """Put them into the folder of a class."""
    for number, names in enumerate(
        (
            ("01_yield/generator.py", "01_yield/Generator.py"),
            ("01_yield/generator.py", "01_yield/caf\u00e9.py", "01_yield/cafe\u0301.py"),
            ("01_yield/generator.py", "01_yield/generator.py"),
            ("01_yield/generator.py", "exercises/01_yield/generator.py"),
        )
    ):
        with warnings.catch_warnings(action="ignore"), zipfile.ZipFile(folder / f"m{number}.zip", "w") as archive:
            for turn, name in enumerate(names):
                archive.writestr(name, f"x = {turn}")
