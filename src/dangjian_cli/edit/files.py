"""Writing a file so that it is the old one or the new one whole, whatever happens meanwhile."""

import os
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

_TRIES, _PAUSE = 8, 0.1
"""On Windows a virus scanner or an indexer holds a new file for a moment, and it cannot be moved."""


def write_whole(path: Path, data: bytes) -> None:
    """Write beside the file, force it to the disk, then put it in its place. Raises ``OSError``.

    The file's mode is kept where there was one. What is no ordinary file, such as ``/dev/stdout``, has no
    place to be put in, and is written to.
    """
    path = path.resolve()  # a link stays one: the file that it leads to is replaced
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    put(staged(path, data), path)


def staged(path: Path, data: bytes) -> Path:
    """The data in a hidden file beside ``path``, on the disk and with its mode. Raises ``OSError``."""
    handle, name = mkstemp(prefix=_prefix(path), suffix=_SUFFIX, dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _like(path, beside)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def _like(path: Path, beside: Path) -> None:
    """Give a staged file the mode and, where one may, the owner of the file whose place it takes."""
    if not path.exists():
        beside.chmod(0o644)
        return
    was = path.stat()
    if sys.platform != "win32" and (was.st_uid, was.st_gid) != (os.getuid(), os.getgid()):
        with suppress(OSError):
            os.chown(beside, was.st_uid, was.st_gid)
    beside.chmod(was.st_mode & 0o777)


def put(beside: Path, path: Path) -> None:
    """Put a staged file in its place, for good: the folder is forced to the disk too. Raises ``OSError``."""
    try:
        for left in reversed(range(_TRIES)):
            try:
                beside.replace(path)
                break
            except PermissionError:
                if os.name != "nt" or not left:
                    raise
                time.sleep(_PAUSE)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _settle(path.parent)


def _settle(folder: Path) -> None:
    """Force a folder's entries to the disk, where the system can: Windows and some network disks cannot."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(path: Path) -> None:
    """Remove what a killed program left beside the file. Only for whoever holds its lock."""
    with suppress(OSError):
        for file in path.parent.iterdir():
            if file.name.startswith(_prefix(path)) and file.name.endswith(_SUFFIX):
                file.unlink(missing_ok=True)


_SUFFIX = ".dj.tmp"


def _prefix(path: Path) -> str:
    return f".{path.name}."


def in_the_way(folder: Path, files: Mapping[str, str]) -> list[str]:
    """Which of the files are there already, by their path below the folder."""
    return [name for name in files if (folder / name).exists()]


def write_new(folder: Path, files: Mapping[str, str]) -> None:
    """Write files that are not there yet, with the folders they lie in. Raises ``OSError``."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode())
