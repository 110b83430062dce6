"""A build that is killed leaves the release that was there."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.tables import Release


@pytest.mark.parametrize("moment", ["while it reads", "while it writes", "between its renames"])
def test_kill_during_build_leaves_the_old_release(built: Path, tmp_path: Path, moment: str) -> None:
    """``built`` has the release; the build is repeated into a copy of its folder and killed at the moment."""
    folder = tmp_path / "release"
    before = Release.read(built / "release")
    before.write(folder)
    command = [
        sys.executable,
        "-c",
        "from kg.cli import main; main()",
        "build",
        "--sources",
        "curated",
        "--out",
        str(folder),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as build:
        new = folder.with_name("release.new")
        deadline = time.monotonic() + 60
        if moment == "while it reads":
            time.sleep(0.8)
        while moment != "while it reads" and build.poll() is None and time.monotonic() < deadline:
            written = new.is_dir() and (moment == "while it writes" or (new / "manifest.json").exists())
            if written:
                break
            time.sleep(0.0005)
        build.kill()
    assert Release.read(folder).id == before.id
    assert {path.name for path in tmp_path.iterdir()} <= {"release", "release.new", "release.old"}
    after = Release.read(folder)
    after.write(folder)
    assert {path.name for path in tmp_path.iterdir()} == {"release"}
