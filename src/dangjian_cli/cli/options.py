"""Options and arguments that several commands share, and how they are read."""

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Annotated

import typer

from dangjian_cli.finding import InputError, Privacy

BEIJING = timezone(timedelta(hours=8))
"""Today means the day at UTC+8, wherever the computer thinks it is."""


def today() -> date:
    """The one place where the program looks at the clock."""
    return datetime.now(BEIJING).date()


def _day(text: str) -> date:
    from dangjian_cli.ledger.values import BadValue, parse_day  # brings all records: not for --version

    try:
        day = parse_day(text)
    except BadValue as error:
        fix = f"；{error.fix.render(Privacy.LOCAL)}" if error.fix else ""
        raise ValueError(f"{error.message.render(Privacy.LOCAL)}{fix}") from None
    if not day.is_exact:
        raise ValueError("日期要写到日，如 2026-11-22")
    return day.first


def day_said(text: str, option: str) -> str:
    """A day that somebody said, as ledgers write it. What is no day is a mistake of ``option``."""
    try:
        return _day(text).isoformat()
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=option) from None


AsOf = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        metavar="日期",
        parser=_day,
        help="核对到哪一天为止（不写是今天）",
        rich_help_panel="核对范围",
    ),
]
Since = Annotated[
    date | None,
    typer.Option(
        "--since",
        metavar="日期",
        parser=_day,
        help="从哪一天的工作开始核对（只能比建账日期晚）",
        rich_help_panel="核对范围",
    ),
]


def shown(path: Path, privacy: Privacy) -> str:
    """A path as reports print it.

    On the clerk's own screen as it was typed; elsewhere without what lies above the folder at hand,
    since a full path may hold a person's name.
    """
    if privacy is Privacy.LOCAL:
        return path.as_posix()
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except ValueError:
        return path.name


def told(error: InputError, folder: str) -> InputError:
    """The same problems, with the branch's folder before each file."""
    from dangjian_cli.report.view import joined

    return InputError(*(p.at(joined(folder, p.file)) for p in error))
