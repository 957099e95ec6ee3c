"""The commands: the only place that prints, exits and asks what day it is."""

import gc
import os


def main() -> None:
    """The entry point of ``dj``."""
    gc.disable()  # hundreds of classes come in and none goes: collecting meanwhile only costs
    # Whatever plugins other packages bring to this machine's pydantic, records of people are none of
    # their business; and looking for them takes as long as reading a small ledger.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    from dangjian_cli.cli.app import app

    if "_DJ_COMPLETE" in os.environ:
        from dangjian_cli.cli import completion

        completion.ready()

    gc.enable()
    app(prog_name="dj")
