"""Serving the page to this computer, until somebody ends it."""

import logging
import socket
import sys
from dataclasses import dataclass

from waitress import create_server

from dangjian_cli.web.app import make_app
from dangjian_cli.web.desk import Desk
from dangjian_cli.web.guard import HOSTS, MOST_BYTES, Keys

_THREADS = 4


@dataclass(frozen=True)
class Opened:
    """A page that is ready to be served at its address."""

    address: str
    _keys: Keys
    _desk: Desk
    _socket: socket.socket

    def serve(self) -> None:
        """Serve until interrupted."""
        logging.getLogger("waitress").setLevel(logging.ERROR)  # a page that waits its turn is no news
        server = create_server(
            make_app(self._desk, self._keys),
            sockets=[self._socket],
            threads=_THREADS,
            ident=None,
            max_request_body_size=MOST_BYTES,
        )
        try:
            server.run()
        finally:
            server.close()


def opened(desk: Desk, port: int = 0) -> Opened:
    """The page at that port, or at any that is free. Raises ``OSError`` where the port is taken."""
    here = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if sys.platform != "win32":  # there it would let two programs have one port
            here.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        here.bind((HOSTS[0], port))
        here.listen()  # a browser that is sent here before the page is served waits, and is not refused
    except OSError:
        here.close()
        raise
    keys = Keys(here.getsockname()[1])
    return Opened(keys.address, keys, desk, here)
