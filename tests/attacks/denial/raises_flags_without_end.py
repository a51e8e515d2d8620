"""Gives so many reasons for flags, on such long lines, that no report holds them.

Tries: denial
Exercise: 01_yield
Earns: nothing
Built: yes
Flags: any
"""

FILES = {
    "generator.py": b"def foo():\n    import ctypes\n" + b"    import ctypes, gc\n" * 8_000,
    "lines.py": b"import ctypes; x = '" + b"y" * 200_000 + b"'\n",
    "names.py": b"import ctypes." + b"n" * 100_000 + b"\nimport grader." + b"m" * 100_000 + b"\n",
}
