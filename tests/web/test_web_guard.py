"""Who may look at the page: nobody without the address that was printed, and no page from elsewhere."""

from collections.abc import Callable
from pathlib import Path

import pytest
from desks import HOST, KEYS
from flask.testing import FlaskClient

Browse = Callable[..., FlaskClient]

PAGES = ("/", "/b/e3b0c44298/", "/b/e3b0c44298/records", "/b/e3b0c44298/print", "/没有", "/b/e3b0c44298/file")


@pytest.mark.parametrize("page", PAGES)
def test_without_the_token_nothing_is_shown(browse: Browse, page: str) -> None:
    answer = browse(known=False).get(page)

    assert answer.status_code == 403
    assert "请用 dj open 刚打印的那个地址" in answer.text
    assert "石泉村" not in answer.text


@pytest.mark.parametrize(
    "token",
    ["", "x", KEYS.session, KEYS.form, KEYS.token + "x", "口令"],
    ids=["empty", "wrong", "session", "form", "longer", "chinese"],  # keys are made anew by each process
)
def test_a_wrong_token_opens_nothing(browse: Browse, token: str) -> None:
    answer = browse(known=False).get("/", query_string={"token": token})

    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


def test_the_token_becomes_a_cookie_and_leaves_the_address(browse: Browse) -> None:
    client = browse(known=False)

    answer = client.get("/", query_string={"token": KEYS.token, "year": "2026"})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/?year=2026")
    cookie = answer.headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= {part.strip() for part in cookie.split(";")}
    assert KEYS.token not in cookie
    assert client.get("/", follow_redirects=True).status_code == 200


def test_sent_on_from_elsewhere_the_page_sends_on_itself(browse: Browse) -> None:
    """The browser keeps back a strict cookie on a redirect that a strange page began."""
    headers = {"Sec-Fetch-Site": "cross-site"}

    answer = browse(known=False).get("/", query_string={"token": KEYS.token}, headers=headers)

    assert answer.status_code == 200
    assert 'content="0; url=/"' in answer.text
    assert "Set-Cookie" in answer.headers


def test_a_first_visit_leads_to_no_other_host(browse: Browse) -> None:
    answer = browse(known=False).get("//evil.example/", query_string={"token": KEYS.token})

    assert not answer.headers.get("Location", "/").startswith("//")


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8765", "127.0.0.1", "127.0.0.1:80", ""])
@pytest.mark.parametrize("path", ["/", "/style.css", "/?token=它"])
def test_another_host_is_refused_even_with_the_cookie(browse: Browse, host: str, path: str) -> None:
    answer = browse().get(path.replace("它", KEYS.token), headers={"Host": host})

    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers


def test_localhost_is_this_computer(browse: Browse) -> None:
    headers = {"Host": HOST.replace("127.0.0.1", "localhost")}

    answer = browse(known=False).get("/", query_string={"token": KEYS.token}, headers=headers)

    assert answer.status_code == 303


@pytest.mark.parametrize("page", [*PAGES, "/style.css"])
def test_every_answer_forbids_keeping_framing_and_fetching(browse: Browse, page: str) -> None:
    headers = browse().get(page).headers

    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self';")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_no_page_holds_a_script_or_leads_elsewhere(browse: Browse) -> None:
    client = browse()
    for page in ("/b/e3b0c44298/", "/b/e3b0c44298/cards/13", "/b/e3b0c44298/records/meetings"):
        text = client.get(page).text
        assert "<script" not in text
        assert "http" not in text.replace('http-equiv="', "")
        assert "style=" not in text


@pytest.mark.parametrize(
    "name",
    [
        "../支部/branch.yaml",
        "../../etc/passwd",
        "/etc/passwd",
        "档案/x.txt",
        "秘密.txt",
        "..",
        "",
        "台账/../秘密.txt",
    ],
)
def test_no_file_but_the_ledger_is_shown(browse: Browse, folder: Path, name: str) -> None:
    (folder / "秘密.txt").write_text("不许看", encoding="utf-8")

    answer = browse().get("/b/e3b0c44298/file", query_string={"name": name})

    assert answer.status_code == 404
    assert "不许看" not in answer.text


@pytest.mark.parametrize("key", ["..", "0", "E3B0C44298", "e3b0c44298%2f.."])
def test_no_branch_but_those_found_is_shown(browse: Browse, key: str) -> None:
    assert browse().get(f"/b/{key}/").status_code == 404


def test_a_form_that_is_too_long_is_refused(browse: Browse) -> None:
    answer = browse().post("/b/e3b0c44298/", data={"form": KEYS.form, "x": "长" * 400_000})

    assert answer.status_code == 413
    assert "太多" in answer.text


@pytest.mark.parametrize(
    ("form", "origin"),
    [("", None), ("x", None), (KEYS.session, None), (KEYS.form, "null"), (KEYS.form, "http://evil.example")],
    ids=["no key", "wrong", "session", "nowhere", "elsewhere"],
)
def test_a_form_from_elsewhere_is_refused(browse: Browse, form: str, origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}

    answer = browse(write=True).post("/b/e3b0c44298/", data={"form": form}, headers=headers)

    assert answer.status_code == 403
    assert "没有收" in answer.text
