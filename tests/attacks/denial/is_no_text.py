"""Is no text: NUL bytes, half a character, an encoding that nobody has, one that is no encoding of texts.

Tries: denial
Exercise: 01_yield
Earns: nothing
Built: yes
Seen: Python cannot read the file
"""

FILES = {
    "generator.py": b"# coding: rot13\nqrs sbb(): cnff\n",
    "nul.py": b"x = 1\0\n",
    "half.py": b"x = '\xe4\xbd'\n",
    "unknown.py": b"# coding: kata-attack\n",
    "bom.py": b"\xff\xfex\0=\0001\0",
}
