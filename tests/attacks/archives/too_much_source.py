"""Modules of megabytes, and packages that together are more than anyone writes.

Tries: archive
Exercise: 01_yield
Earns: nothing
Seen: refused too_large
"""


def plant(folder, outside):
    """Put them into the folder of a class."""
    for name, files, size in (("mallory1", 1, 2**20), ("mallory2", 20, 200 << 10)):
        (folder / name / "01_yield").mkdir(parents=True)
        for number in range(files):
            file = folder / name / "01_yield" / (f"m{number}.py" if number else "generator.py")
            file.write_bytes(b"#" * size)
