"""Pack the zips of this class: `python tests/classes/demo/.zips/pack.py [FOLDER]`; FOLDER is the class by default.

What a zip holds stands beside this file, in a folder of the zip's name. Members are sorted, stored as they are and
dated 1980, so that packing again gives the same bytes on every machine. Three zips are hostile or broken, and are
written down here.
"""

import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
SLIPS = {"../../../03_send/send.py": b"print('I climb out of the folder')\n"}
BLOWS_UP = {"03_send/send.py": b"#" * 3_000_000}
NO_ZIP = b"This is 03_send/send.py renamed to a zip.\n"


def pack(folder: Path) -> None:
    """Write every zip of the class below `folder`."""
    for source in sorted(HERE.rglob("*.zip")):
        members = {
            file.relative_to(source).as_posix(): file.read_bytes()
            for file in source.rglob("*")
            if file.is_file() and "__pycache__" not in file.parts
        }
        write(folder / source.relative_to(HERE), members)
    write(folder / "hemlock.zip", SLIPS)
    write(folder / "foxglove.zip", BLOWS_UP, zipfile.ZIP_DEFLATED)
    (folder / "bramble.zip").write_bytes(NO_ZIP)


def write(target: Path, members: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> None:
    """Write one zip; nothing in it depends on the machine or the day."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name in sorted(members):
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.create_system = 3
            member.external_attr = 0o100644 << 16
            member.compress_type = compression
            archive.writestr(member, members[name])


if __name__ == "__main__":
    pack(Path(sys.argv[1]) if sys.argv[1:] else HERE.parent)
