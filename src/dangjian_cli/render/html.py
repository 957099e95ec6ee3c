"""Pages of HTML from the program's own templates. Nothing that anybody typed is ever a template."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


def page(template: str, **values: object) -> bytes:
    """A page; every value is escaped, and a name that a template lacks is an error."""
    return _environment().get_template(template).render(**values).encode()


def source(template: str) -> str:
    """A file beside the templates as it is: a style sheet that is sent by itself."""
    env = _environment()
    assert env.loader is not None  # noqa: S101 - made below
    return env.loader.get_source(env, template)[0]


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - only when a page is made

    return Environment(
        loader=PackageLoader("dangjian_cli.render", "templates/html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # nobody edits a template while pages are made
    )
