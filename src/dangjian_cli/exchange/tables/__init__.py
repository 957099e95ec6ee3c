"""The kinds of tables that clerks have, each recognised by what its headings say."""

from dangjian_cli.exchange.tables import attendance, development, dues, meetings, roster
from dangjian_cli.exchange.tables.base import Kind

KINDS: tuple[Kind, ...] = (roster.KIND, dues.KIND, meetings.KIND, development.KIND, attendance.KIND)
"""Of two that fit as well, the first is taken."""
