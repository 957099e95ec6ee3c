"""Writing a file so that it is the old one or the new one whole, whatever happens meanwhile."""

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkstemp


def write_whole(path: Path, data: bytes) -> None:
    """Write beside the file, force it to the disk, then put it in its place. Raises ``OSError``.

    The file's mode is kept where there was one.
    """
    handle, name = mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def in_the_way(folder: Path, files: Mapping[str, str]) -> list[str]:
    """Which of the files are there already, by their path below the folder."""
    return [name for name in files if (folder / name).exists()]


def write_new(folder: Path, files: Mapping[str, str]) -> None:
    """Write files that are not there yet, with the folders they lie in. Raises ``OSError``."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode())
