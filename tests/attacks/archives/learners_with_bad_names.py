"""Learners whose names are paths, options, formulas, tags or invisible.

Tries: archive
Exercise: 01_yield
Earns: task 1
Seen: refused bad_name
Seen: took generator.py
"""


def plant(folder, outside):
    """Put them into the folder of a class."""
    for name in ("-rf", "=cmd|' /C calc'!A0", "<script>alert(1)</script>".replace("/", "\u2044"), "a\nb", "\u202ereversed", "x" * 230, "...", "\u200b"):
        (folder / name / "01_yield").mkdir(parents=True)
        (folder / name / "01_yield" / "generator.py").write_text("x = 1")
