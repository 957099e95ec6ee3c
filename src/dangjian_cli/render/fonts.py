"""Which fonts are 仿宋, 宋体, 黑体, 楷体, and what stands in for them. Knows nothing of what is printed."""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

PACKAGED = "pylopdf_fonts_zh_cn"
"""A package of free fonts: a serif for 宋体 and 仿宋, a sans for 黑体."""

_SERIF = ("Noto Serif SC", "Noto Serif CJK SC", "Source Han Serif SC")
_SANS = ("Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC")


class Face(NamedTuple):
    """A style of letters: its Chinese name, the families that are it, those that can stand in."""

    name: str
    families: tuple[str, ...]
    substitutes: tuple[str, ...]

    @property
    def wanted(self) -> tuple[str, ...]:
        """All of them, the best first."""
        return (*self.families, *self.substitutes)


FACES: Mapping[str, Face] = {
    "song": Face("宋体", ("SimSun", "宋体", "Songti SC", "STSong"), _SERIF),
    "fang": Face("仿宋", ("FangSong", "仿宋", "FangSong_GB2312", "仿宋_GB2312", "STFangsong"), _SERIF),
    "hei": Face("黑体", ("SimHei", "黑体", "Heiti SC", "STHeiti"), _SANS),
    "kai": Face("楷体", ("KaiTi", "楷体", "KaiTi_GB2312", "楷体_GB2312", "Kaiti SC", "STKaiti"), _SERIF),
}


def packaged() -> Path | None:
    """The folder of the packaged fonts, where they are installed."""
    spec = find_spec(PACKAGED)
    return Path(spec.origin).parent if spec and spec.origin else None


def usable(there: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    """For every style the families to set it in, of those that are there.

    With none of them, whatever the typesetter finds: it looks through all fonts for a character's shape.
    """
    return {
        style: tuple(family for family in face.wanted if family in there) for style, face in FACES.items()
    }


def substituted(there: frozenset[str]) -> tuple[str, ...]:
    """What to tell of the styles that no font of this computer is."""
    instead: dict[str, list[str]] = {}
    for face in FACES.values():
        if there.isdisjoint(face.families):
            family = next((family for family in face.substitutes if family in there), "别的字体")
            instead.setdefault(family, []).append(face.name)
    return tuple(
        f"这台电脑上没有{'、'.join(names)}，PDF 里用的是 {family}" for family, names in instead.items()
    )
