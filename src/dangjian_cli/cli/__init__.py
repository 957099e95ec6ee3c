"""The commands: the only place that prints, exits and asks what day it is."""


def main() -> None:
    """The entry point of ``dj``."""
    from dangjian_cli.cli.app import app

    app(prog_name="dj")
