"""Put 清还 among the programs of the desktop, or take it away: ``install_app.py [--remove]``.

Two files for this user, nothing else: the launcher and its icon. The data stay where they are.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
ICON = ROOT / "src" / "qinghuan" / "web" / "static" / "icon.svg"
PROGRAM = ROOT / ".venv" / "bin" / "qinghuan"
NAME = "qinghuan"


def data_folder(environment: Mapping[str, str]) -> Path:
    """Where this user's launchers and icons lie."""
    chosen = environment.get("XDG_DATA_HOME", "")
    return Path(chosen) if chosen else Path.home() / ".local" / "share"


def files(folder: Path) -> tuple[Path, Path]:
    """The launcher and the icon."""
    icon = folder / "icons" / "hicolor" / "scalable" / "apps" / f"{NAME}.svg"
    return folder / "applications" / f"{NAME}.desktop", icon


def quoted(path: Path) -> str:
    """``path`` as a launcher's command line takes it (Desktop Entry Specification, Exec)."""
    inner = str(path)
    for sign in '\\"`$':
        inner = inner.replace(sign, f"\\{sign}")
    return '"{}"'.format(inner.replace("%", "%%").replace("\\", "\\\\"))


def launcher(program: Path) -> str:
    """The text of the launcher; its window ends the program when it is closed."""
    return "\n".join(
        (
            "[Desktop Entry]",
            "Type=Application",
            "Version=1.5",
            "Name=清还",
            "Name[en]=Qinghuan",
            "Comment=花呗还不上了，一步一步来",
            "Comment[en]=From an overdue debt to the last instalment, one step at a time",
            f"Exec={quoted(program)}",
            f"Icon={NAME}",
            "Terminal=true",
            "Categories=Office;Finance;",
            "StartupNotify=true",
            "",
        )
    )


def install(folder: Path, program: Path) -> tuple[Path, Path]:
    """Write both files; the same again changes nothing."""
    entry, icon = files(folder)
    for path in (entry, icon):
        path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ICON, icon)
    entry.write_text(launcher(program), encoding="utf-8")
    entry.chmod(0o755)
    return entry, icon


def remove(folder: Path) -> list[Path]:
    """Take both files away; those that were there."""
    there = [path for path in files(folder) if path.exists()]
    for path in there:
        path.unlink()
    return there


def has_desktop(environment: Mapping[str, str]) -> bool:
    """Whether a desktop runs here that shows launchers."""
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _tell_desktop(folder: Path) -> None:
    tool = shutil.which("update-desktop-database")
    if tool and (folder / "applications").is_dir():
        subprocess.run([tool, str(folder / "applications")], check=False)


def main() -> int:
    folder = data_folder(os.environ)
    if "--remove" in sys.argv[1:]:
        gone = remove(folder)
        _tell_desktop(folder)
        for path in gone:
            print(f"已删除 · removed: {path}")
        print("数据没有动。 · Your data were not touched.")
        return 0
    if not PROGRAM.exists():
        print(f"找不到 {PROGRAM}，先运行 make install。 · Not found; run make install first.")
        return 1
    for path in install(folder, PROGRAM):
        print(f"已写好 · written: {path}")
    _tell_desktop(folder)
    if has_desktop(os.environ):
        print("在桌面的程序列表里找“清还”。 · Look for 清还 among your programs.")
    else:
        print(f"这里没有桌面。运行 {PROGRAM}，把它给出的链接在浏览器里打开。")
        print(f"There is no desktop here. Run {PROGRAM} and open the link it gives in a browser.")
    print("要去掉：make uninstall-app · To take it away: make uninstall-app")
    return 0


if __name__ == "__main__":
    sys.exit(main())
