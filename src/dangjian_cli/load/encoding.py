"""Bytes of a text file → text: which encoding it is in, or why it cannot be text at all.

Knows nothing of what the text means. A ladder of a few certain signs is used instead of statistics:
guessing libraries take short Chinese files for Korean.
"""

import codecs
import re
from dataclasses import dataclass

from dangjian_cli.finding import InputError, Message, Problem, Value, Word, message

MAX_BYTES = 8 * 1024 * 1024
"""A ledger of ten years is far below; anything larger is not a ledger."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins with the mark of UTF-16, so it is asked first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE_SEQUENCE = re.compile(rb"[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MOJIBAKE_SAMPLE = 600

_BINARY = (
    (b"%PDF", "PDF 文件"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "老版 Office 文件（.doc 或 .xls）"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"GIF8", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"\x1f\x8b", "压缩包"),
    (b"SQLite format 3\x00", "数据库文件"),
)
_ZIPPED = ((b"xl/", "Excel 表格（.xlsx）"), (b"word/", "Word 文档（.docx）"), (b"ppt/", "演示文稿（.pptx）"))


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text with line feeds for line ends and no byte-order mark, and how it was written on disk.

    ``notes`` tell what the reader should know though nothing is wrong with the words.
    """

    text: str
    encoding: str
    newline: str
    notes: tuple[Problem, ...]


def decode(data: bytes) -> Decoded:
    """The text of a file. Raises ``InputError`` when it is too large, not text, or damaged."""
    if len(data) > MAX_BYTES:
        raise InputError(_too_large(len(data)))
    if kind := _binary_kind(data):
        raise InputError(_not_text(kind))
    raw, encoding = _decoded(data)
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    if problems := _mojibake(text) or _lost(text):
        raise InputError(*problems)
    return Decoded(text, encoding, _newline(raw), _notes(encoding))


def byte_order_mark(data: bytes) -> bytes:
    """The mark that a file begins with, or nothing."""
    return next((bom for bom, _ in _BOMS if data.startswith(bom)), b"")


def _decoded(data: bytes) -> tuple[str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], encoding), encoding
    if 0 in data[:200]:
        return _utf16(data)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        if _is_damaged_utf8(data):
            raise InputError(*_damaged(data)) from None
    try:
        text = data.decode("gb18030")
        text.encode("utf-8")  # some four-byte codes decode to halves of a pair, which are no text
    except UnicodeError:
        raise InputError(_unknown()) from None
    return text, "gb18030"


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise InputError(*(_damaged(data) if encoding == "utf-8" else [_unknown()])) from None


def _utf16(data: bytes) -> tuple[str, str]:
    """Text without a mark: the zero bytes of its ASCII letters stand on one side."""
    head = data[:200]
    little = head[1::2].count(0) >= head[::2].count(0)
    for encoding in ("utf-16-le", "utf-16-be") if little else ("utf-16-be", "utf-16-le"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding
    raise InputError(_not_text("程序用的数据"))


def _is_damaged_utf8(data: bytes) -> bool:
    # Two-byte sequences are not counted: pairs of GBK bytes form them by chance, longer ones hardly ever.
    bad = data.decode("utf-8", "replace").count("\ufffd")
    return len(_WIDE_SEQUENCE.findall(data)) > bad


def _binary_kind(data: bytes) -> str | None:
    for magic, kind in _BINARY:
        if data.startswith(magic):
            return kind
    if not data.startswith(b"PK\x03\x04"):
        return None
    return next((kind for part, kind in _ZIPPED if part in data), "压缩包或 Office 文件")


def _newline(raw: str) -> str:
    crlf = raw.count("\r\n")
    counts = {"\n": raw.count("\n") - crlf, "\r\n": crlf, "\r": raw.count("\r") - crlf}
    return max(counts, key=lambda end: counts[end])


def _notes(encoding: str) -> tuple[Problem, ...]:
    if encoding == "utf-8":
        return ()
    if encoding == "gb18030":
        words = message("文件是 GBK 编码（老版记事本、WPS 的“ANSI”）；已按 GBK 读入")
        code = "gbk-encoding"
    else:
        words = message("文件是 {name} 编码（记事本的“Unicode”）；已照此读入", name=Word(encoding.upper()))
        code = "utf16-encoding"
    return (Problem(code, words, _SAVE_AS_UTF8, fatal=False),)


_SAVE_AS_UTF8 = message("建议另存一次：“文件 → 另存为”，编码选 UTF-8")


def _damaged(data: bytes) -> list[Problem]:
    return [
        Problem(
            "damaged-utf8",
            message("这一行有坏掉的字节，原来的字认不出来了"),
            message("打开文件，把这一行显示成怪字的地方照原件重新打一遍，再以 UTF-8 编码保存"),
            line=number,
            column=column,
        )
        for number, column in _bad_places(data.decode("utf-8", "replace"), re.compile("\ufffd"))
    ]


def _lost(text: str) -> list[Problem]:
    if "\ufffd" not in text and "锟斤拷" not in text:
        return []
    return [
        Problem(
            "lost-characters",
            message("这一行有“{typed}”：存盘时编码弄错，原来的字已经丢了", typed=Word(found)),
            message("照纸质原件或以前的备份，把这一行重新打一遍"),
            line=number,
            column=column,
        )
        for number, column, found in _lost_places(text)
    ]


def _lost_places(text: str) -> list[tuple[int, int, str]]:
    return [
        (number, column, text.split("\n")[number - 1][column - 1 :][: 1 if mark == "\ufffd" else 3])
        for mark in ("\ufffd", "锟斤拷")
        for number, column in _bad_places(text, re.compile(mark))
    ]


def _bad_places(text: str, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """Line and column, from 1, of the first hit on every line that has one."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    hits = ((number, pattern.search(line)) for number, line in enumerate(lines, 1))
    return [(number, hit.start() + 1) for number, hit in hits if hit]


def _mojibake(text: str) -> list[Problem]:
    """UTF-8 that was once read as GBK and saved so: its GBK bytes are UTF-8 again."""
    sample = "".join(run.group() for run in _some(text))
    repaired = _reread(sample)
    good = len(_HAN.findall(repaired))
    if good < 4 or good <= 4 * repaired.count("\ufffd"):
        return []
    return [_mojibake_problem(text)]


def _some(text: str) -> list[re.Match[str]]:
    """Runs of Chinese from the beginning, enough to judge by."""
    runs: list[re.Match[str]] = []
    size = 0
    for run in _NOT_ASCII.finditer(text):
        runs.append(run)
        size += len(run.group())
        if size >= _MOJIBAKE_SAMPLE:
            break
    return runs


def _reread(text: str) -> str:
    return text.encode("gb18030", "replace").decode("utf-8", "replace")


def _mojibake_problem(text: str) -> Problem:
    first = next(run for run in _NOT_ASCII.finditer(text) if _HAN.search(_reread(run.group())))
    line = text.count("\n", 0, first.start()) + 1
    meant = _reread(first.group()).replace("\ufffd", "")
    words: Message = message(
        "文件里是乱码：例如“{typed}”本来应当是“{meant}”（UTF-8 的文件被当成 GBK 打开后又存了盘）",
        typed=Value(first.group()),
        meant=Value(meant),
    )
    return Problem(
        "mojibake",
        words,
        message("用存乱以前的那一份；再打开时编码选 UTF-8，不要选 ANSI 或 GBK"),
        line=line,
        column=first.start() - (text.rfind("\n", 0, first.start()) + 1) + 1,
    )


def _too_large(size: int) -> Problem:
    return Problem(
        "file-too-large",
        message(
            "文件有 {size} MB，超过 {limit} MB 的上限，不像是台账",
            size=-(-size // (1024 * 1024)),
            limit=MAX_BYTES // (1024 * 1024),
        ),
        message("看看是不是放错了文件；台账确实太大的，按年份分成几个文件"),
    )


def _not_text(kind: str) -> Problem:
    return Problem(
        "not-text",
        message("这其实是{kind}，只是改了文件名，不能当台账读", kind=Word(kind)),
        message("表格里的内容请用导入功能，或者用记事本新建台账、把内容打进去；原件放进“档案”文件夹"),
    )


def _unknown() -> Problem:
    return Problem(
        "unknown-encoding",
        message("认不出文件的编码：不是 UTF-8，也不是 GBK"),
        message("用记事本或 WPS 打开，看得清字的话“另存为”，编码选 UTF-8"),
    )
