"""Open DOCX files in LibreOffice, save them again, and say what was lost.

``python tools/resave.py FILE.docx…`` prints every line of text that is not there any more, and
exits with 1 if there is one, with 2 where LibreOffice is not installed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from qinghuan.documents.docx import lines_of

NOT_INSTALLED = 2
MINUTES = 5


def resave(files: list[Path], into: Path) -> list[Path]:
    """``files`` as LibreOffice writes them again, below ``into``."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise FileNotFoundError("LibreOffice is not installed")
    profile = (into / "profile").resolve().as_uri()
    words = ["--headless", "--norestore", f"-env:UserInstallation={profile}"]
    words += ["--convert-to", "docx", "--outdir", str(into)]
    subprocess.run(
        [program, *words, *map(str, files)], check=True, capture_output=True, timeout=60 * MINUTES
    )
    return [into / file.name for file in files]


def lost(before: Path, after: Path) -> list[str]:
    """The lines of ``before`` that are not in ``after``; blanks do not count."""
    kept = [_plain(line) for line in lines_of(after.read_bytes())]
    return [line for line in lines_of(before.read_bytes()) if _plain(line) not in kept]


def _plain(line: str) -> str:
    return re.sub(r"\s", "", line)


def main() -> int:
    """Resave the files named and print what was lost."""
    files = [Path(name) for name in sys.argv[1:]]
    with tempfile.TemporaryDirectory() as into:
        try:
            again = resave(files, Path(into))
        except FileNotFoundError as missing:
            print(missing)
            return NOT_INSTALLED
        found = [(one.name, line) for one, new in zip(files, again, strict=True)
                 for line in lost(one, new)]  # fmt: skip
    for name, line in found:
        print(f"{name}: {line}")
    print(f"{len(files)} files, {len(found)} lines lost")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
