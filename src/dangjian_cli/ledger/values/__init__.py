"""Typing what a person wrote: each parser takes a scalar's text and returns its value, or says why not.

Every parser takes any object, so that it can stand as a pydantic validator: text is read, a value that
already has the right type passes through, anything else is refused. The only exception they raise is
``BadValue``.
"""

from dangjian_cli.ledger.values.dates import parse_day, parse_month, parse_time, parse_year
from dangjian_cli.ledger.values.numbers import parse_amount, parse_count, parse_number
from dangjian_cli.ledger.values.people import parse_id_number, parse_name, parse_person, parse_phone
from dangjian_cli.ledger.values.scalar import BadValue, is_blank
from dangjian_cli.ledger.values.words import is_reference, parse_reference, parse_text, parse_yes_no

__all__ = [
    "BadValue",
    "is_blank",
    "is_reference",
    "parse_amount",
    "parse_count",
    "parse_day",
    "parse_id_number",
    "parse_month",
    "parse_name",
    "parse_number",
    "parse_person",
    "parse_phone",
    "parse_reference",
    "parse_text",
    "parse_time",
    "parse_year",
    "parse_yes_no",
]
