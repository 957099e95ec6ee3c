"""Where a frozen ``dj`` begins."""

from multiprocessing import freeze_support

from dangjian_cli.cli import main

if __name__ == "__main__":
    freeze_support()  # many branches are judged by several processes
    main()
