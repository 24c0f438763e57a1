"""Bring the front-end files into the tree: ``python tools/vendor_assets.py [--check]``.

Each package is fetched by npm at the version below and checked by its digest; the files named
are copied to ``web/static/vendor/`` beside their licences. ``--check`` fetches nothing and says
whether the files in the tree are the ones recorded here.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "qinghuan" / "web" / "static" / "vendor"


@dataclass(frozen=True)
class Asset:
    """A file of a package: where it lies in it, what it is called here, its digest."""

    package: str
    version: str
    inside: str
    name: str
    digest: str


ASSETS = (
    Asset(
        "bootstrap",
        "5.3.8",
        "dist/css/bootstrap.min.css",
        "bootstrap.min.css",
        "d85327d99c7a3ee1f9b5d0500d1370acea3ad2db39c163c2f51f232baedbdede",
    ),
    Asset(
        "bootstrap",
        "5.3.8",
        "LICENSE",
        "bootstrap.LICENSE",
        "4620c84ad5ce8602ff65640ed6b7c8b78ebb9e036584f0ebc1ccc88206a4bb51",
    ),
    Asset(
        "htmx.org",
        "2.0.11",
        "dist/htmx.min.js",
        "htmx.min.js",
        "d6fdc75f204e6bdefa99b69bf1e6d4ac69b8a364f77929f45c13476b4000f717",
    ),
    Asset(
        "htmx.org",
        "2.0.11",
        "LICENSE",
        "htmx.LICENSE",
        "d3d2456f76414f2456104660ebd65aff1c04cd7966b942bdabd63f3cdb316a38",
    ),
    Asset(
        "echarts",
        "6.1.0",
        "dist/echarts.common.min.js",
        "echarts.common.min.js",
        "61f13280aba3161f77fc801bf5f9c786f55f10432153a0683fc5cc0700b013d5",
    ),
    Asset(
        "echarts",
        "6.1.0",
        "LICENSE",
        "echarts.LICENSE",
        "634293835b43a6dd2094fa39182a3d9a6b9ca43b7fdb9ac354e8037af2a3093a",
    ),
    Asset(
        "echarts",
        "6.1.0",
        "licenses/LICENSE-d3",
        "echarts-d3.LICENSE",
        "e1211892da0b0e0585b7aebe8f98c1274fba15bafe47fa1f4ee8a7a502c06304",
    ),
    Asset(
        "echarts",
        "6.1.0",
        "NOTICE",
        "echarts.NOTICE",
        "d491d358344f842685c1b1585970999db65fe30ecf7ef3867af8814f4016c016",
    ),
)


def digest(content: bytes) -> str:
    """SHA-256, hexadecimal."""
    return sha256(content).hexdigest()


def fetched(package: str, version: str, folder: Path) -> Path:
    """The packed package, by npm."""
    command = ["npm", "pack", "--silent", f"{package}@{version}"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    return folder / done.stdout.strip().splitlines()[-1]


def bring() -> int:
    """Fetch, check, copy."""
    TARGET.mkdir(parents=True, exist_ok=True)
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        packed = {
            (one.package, one.version): fetched(one.package, one.version, folder)
            for one in {(a.package, a.version): a for a in ASSETS}.values()
        }
        for asset in ASSETS:
            with tarfile.open(packed[asset.package, asset.version]) as archive:
                member = archive.extractfile(f"package/{asset.inside}")
                content = member.read() if member else b""
            if digest(content) != asset.digest:
                print(f"{asset.name}: another digest: {digest(content)}", file=sys.stderr)
                wrong = 1
                continue
            (TARGET / asset.name).write_bytes(content)
    return wrong


def check() -> int:
    """Whether what lies in the tree is what is recorded."""
    changed = [
        asset.name
        for asset in ASSETS
        if not (TARGET / asset.name).is_file()
        or digest((TARGET / asset.name).read_bytes()) != asset.digest
    ]
    for name in changed:
        print(f"not as recorded: {name}", file=sys.stderr)
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(check() if "--check" in sys.argv else bring())
