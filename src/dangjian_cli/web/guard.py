"""Who may look: this computer, with the address that the program printed, and nobody through a strange page.

A page somewhere else can make a browser send requests here. So the Host must be this one (no renamed
address leads here), the first visit must bring the token, later ones the cookie, and whoever sends a form
must have got it from here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from hmac import compare_digest
from secrets import token_urlsafe
from urllib.parse import urlencode

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from dangjian_cli.render.html import page

HOSTS = ("127.0.0.1", "localhost")

MOST_BYTES = 512 * 1024
"""A form is a few thousand."""

MOST_PARTS = 5000

OWN_POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
PAPER_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:;"
    " form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
"""For documents, which hold their own style."""

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": OWN_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",  # nothing to anybody else; with none at all, browsers hide the Origin
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}

STYLE = "/style.css"


@dataclass(frozen=True)
class Keys:
    """The port served at, and what only this run knows."""

    port: int
    token: str = field(default_factory=partial(token_urlsafe, 24))
    session: str = field(default_factory=partial(token_urlsafe, 24))
    form: str = field(default_factory=partial(token_urlsafe, 24))

    @property
    def cookie(self) -> str:
        """Its own for each port: cookies do not tell ports apart."""
        return f"dj-{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """What the address may begin with."""
        return frozenset(f"{host}:{self.port}" for host in HOSTS)

    @property
    def address(self) -> str:
        """What is to be opened."""
        return f"http://{HOSTS[0]}:{self.port}/?{urlencode({'token': self.token})}"


def stand(app: Flask, keys: Keys, fault: Callable[[Exception], object]) -> None:
    """Look at everything that comes in, and at everything that goes out."""
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES, MAX_FORM_MEMORY_SIZE=MOST_BYTES, MAX_FORM_PARTS=MOST_PARTS
    )

    app.before_request(lambda: _hindrance(keys))

    @app.after_request
    def dress(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    @app.errorhandler(Exception)
    def wrong(error: Exception) -> Response:
        if isinstance(error, HTTPException):
            title, said = _SAID.get(error.code or 0, ("做不到", "这个请求 dj 看不懂。"))
            return refusal(error.code or 400, title, said)
        fault(error)
        said = f"不是您操作错了，台账没有动。命令窗口里有一行说明，请发给维护人员（{type(error).__name__}）。"
        return refusal(500, "dj 自己出了故障", said)


_SAID = {
    404: ("没有这一页", "可能是记录或文件已经改动。请回到首页再找。"),
    405: ("没有这样用的", "请回到首页，从链接进去。"),
    413: ("内容太多", "一次填的内容太多，没有收。请分几条写。"),
}


def _hindrance(keys: Keys) -> Response | None:
    """What is answered instead of the page that was asked for."""
    if request.headers.get("Host") not in keys.hosts:
        return refusal(403, "这个地址不能用", "请用 dj open 打印的地址打开。")
    if request.path == STYLE:
        return None
    if "token" in request.args:
        return _first_visit(keys)
    if not _same(request.cookies.get(keys.cookie), keys.session):
        said = "没有口令，或口令是上一次的。请用 dj open 刚打印的那个地址（带 token 的）打开。"
        return refusal(403, "不能看", said)
    if request.method == "POST" and not _from_here(keys):
        return refusal(403, "没有收", "这张表不是从本页发出的，或放得太久。请回到页面重新填。")
    return None


def _from_here(keys: Keys) -> bool:
    """Whether a form was got from here and sent from here."""
    origin = request.headers.get("Origin")
    ours = origin is None or origin in {f"http://{host}" for host in keys.hosts}
    return ours and _same(request.form.get("form"), keys.form)


def refusal(status: int, title: str, said: str) -> Response:
    """A page that says why not."""
    return Response(page("web/refusal.html", title=title, said=said), status, mimetype="text/html")


def _first_visit(keys: Keys) -> Response:
    """The token becomes a cookie and leaves the address: history and bookmarks do not keep it."""
    if not _same(request.args["token"], keys.token):
        said = "口令不对，可能是上一次的。请用 dj open 刚打印的那个地址打开。"
        return refusal(403, "不能看", said)
    rest = urlencode([(k, v) for k, v in request.args.items(multi=True) if k != "token"])
    path = request.path if request.path.startswith("/") and not request.path.startswith("//") else "/"
    clean = f"{path}?{rest}" if rest else path
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        # Sent on from a page elsewhere, the browser would keep back the cookie; from here it does not.
        response = Response(page("web/onward.html", address=clean), mimetype="text/html")
    else:
        response = Response(status=303, headers={"Location": clean})
    response.set_cookie(keys.cookie, keys.session, httponly=True, samesite="Strict", path="/")
    return response


def _same(given: str | None, own: str) -> bool:
    return given is not None and compare_digest(given.encode(), own.encode())
