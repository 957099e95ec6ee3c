"""Pages of HTML from the program's own templates. Nothing that anybody typed is ever a template."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


def page(template: str, **values: object) -> bytes:
    """A page; every value is escaped, and a name that a template lacks is an error."""
    return _environment().get_template(template).render(**values).encode()


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only when a page is made

    return Environment(
        loader=PackageLoader("dangjian_cli.render", "templates/html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
