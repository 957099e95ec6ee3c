"""``python -m dangjian_cli`` is ``dj``."""

from dangjian_cli.cli import main

if __name__ == "__main__":
    main()
