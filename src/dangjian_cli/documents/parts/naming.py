"""Names of files that every system takes, Windows among them."""

import re

_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
_LONGEST = 60


def file_name(text: str) -> str:
    """The text as a file's name without ending: nothing in it means a folder or a device."""
    name = _UNFIT.sub("-", text).strip()[:_LONGEST].rstrip(". ")
    return f"-{name}" if not name or _RESERVED.fullmatch(name) or name.startswith(".") else name
