"""Folders with links in the place of the module, of the exercise and of the learner.

Tries: archive
Exercise: 01_yield
Earns: nothing
Seen: refused symlink
"""


def plant(folder, outside):
    """Put them into the folder of a class."""
    (folder / "mallory1" / "01_yield").mkdir(parents=True)
    (folder / "mallory1" / "01_yield" / "generator.py").symlink_to(outside)
    (folder / "mallory2").mkdir()
    (folder / "mallory2" / "01_yield").symlink_to(outside.parent, target_is_directory=True)
    (folder / "mallory3").symlink_to(outside.parent, target_is_directory=True)
    (folder / "mallory4.zip").symlink_to(outside)
    (folder / "mallory5" / "01_yield").mkdir(parents=True)
    (folder / "mallory5" / "01_yield" / "generator.py").symlink_to("generator.py")
