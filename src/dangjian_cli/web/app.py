"""The pages by their addresses. Each is made from what lies on disk at that moment."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, NamedTuple

from flask import Flask, Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from dangjian_cli.edit.entry import Entry
from dangjian_cli.finding import InputError, Status
from dangjian_cli.ledger.table import words_of
from dangjian_cli.load.branch import LoadedBranch
from dangjian_cli.render.html import page, source
from dangjian_cli.report.view import BranchReport
from dangjian_cli.web import entering, paper, records, state
from dangjian_cli.web.desk import Desk, Sight
from dangjian_cli.web.form import Values, flat, form, offers, spread, values_typed
from dangjian_cli.web.guard import PAPER_POLICY, STYLE, Keys, refusal, stand

STYLE_SHEET = "web/style.css"


class Seen(NamedTuple):
    """A branch that could be read."""

    sight: Sight
    branch: BranchReport
    loaded: LoadedBranch


class Site:
    """What every page needs."""

    def __init__(self, app: Flask, desk: Desk, keys: Keys) -> None:
        self.app = app
        self.desk = desk
        self.keys = keys

    def page(self, template: str, sight: Sight | None = None, **values: Any) -> Response:
        """A page in the common frame."""
        several = len(self.desk.branches()) > 1
        frame = {
            "desk": self.desk,
            "sight": sight,
            "several": several,
            "url": url_for,
            "form_key": self.keys.form,
        }
        return Response(page(f"web/{template}.html", **frame, Status=Status, **values), mimetype="text/html")

    def branch(self, rule: str, **options: Any) -> Callable[..., Callable[..., Any]]:
        """A page of one branch, under ``/b/<key>``; while that cannot be read, the page says why."""

        def add(view: Callable[..., AnyResponse]) -> Callable[..., AnyResponse]:
            @wraps(view)
            def shown(key: str, **parts: Any) -> AnyResponse:
                sight = self.desk.sight(key)
                if sight is None:
                    abort(404)
                if sight.loaded is None or sight.branch is None:
                    return self.page("unreadable", sight, here="state")
                return view(Seen(sight, sight.branch, sight.loaded), **parts)

            self.app.add_url_rule(f"/b/<key>{rule}", view.__name__, shown, **options)
            return view

        return add


def make_app(desk: Desk, keys: Keys) -> Flask:
    """The application: every page, guarded."""
    app = Flask(__name__, static_folder=None, template_folder=None)
    stand(app, keys, desk.fault)
    site = Site(app, desk, keys)
    app.add_url_rule(STYLE, "style", _style)
    _front(site)
    _standing(site)
    _reading(site)
    _printing(site)
    _entering(site)
    return app


def _style() -> Response:
    return Response(source(STYLE_SHEET), mimetype="text/css")


def _front(site: Site) -> None:
    @site.app.get("/")
    def front() -> AnyResponse:
        keys = list(site.desk.branches())
        if len(keys) == 1:
            return redirect(url_for("standing", key=keys[0]))
        rows, left = site.desk.each(state.summary)
        rows.sort(key=lambda row: row.weight)
        return site.page("township", rows=rows, left=left, here="front")


def _standing(site: Site) -> None:
    @site.branch("/")
    def standing(seen: Seen) -> AnyResponse:
        sight, branch = seen.sight, seen.branch
        soon = sight.run.as_of + timedelta(days=state.SOON)
        due = state.dues(sight, branch)
        return site.page(
            "state",
            sight,
            here="state",
            said=state.said(sight, branch),
            gaps=state.gaps(sight, branch),
            soon=[d for d in due if d.deadline is not None and d.deadline <= soon],
            later=len(due),
            asked=state.others(sight, branch.of(Status.ATTEST)),
            waived=state.others(sight, branch.of(Status.WAIVED)),
            attested=state.others(sight, branch.attested),
            baselined=state.others(sight, branch.baselined),
            shelves=list(state.shelves(sight, branch)),
        )

    @site.branch("/due")
    def due(seen: Seen) -> AnyResponse:
        return site.page("due", seen.sight, here="due", dues=state.dues(seen.sight, seen.branch))

    @site.branch("/cards")
    def cards(seen: Seen) -> AnyResponse:
        shelves = list(state.shelves(seen.sight, seen.branch))
        return site.page("cards", seen.sight, here="cards", shelves=shelves)

    @site.branch("/cards/<int:number>")
    def card(seen: Seen, number: int) -> AnyResponse:
        found = site.desk.pack.card(number)
        if found is None:
            abort(404)
        explained = state.explained(found, seen.sight, seen.branch)
        return site.page("card", seen.sight, here="cards", card=explained)


def _reading(site: Site) -> None:
    @site.branch("/records")
    def sections(seen: Seen) -> AnyResponse:
        shelves = list(records.shelves(seen.sight, seen.loaded))
        return site.page("sections", seen.sight, here="records", shelves=shelves)

    @site.branch("/records/<attr>")
    def listing(seen: Seen, attr: str) -> AnyResponse:
        field = records.section(attr) or abort(404)
        found = records.listing(field, seen.loaded, seen.branch)
        return site.page("listing", seen.sight, here="records", listing=found)

    @site.branch("/records/<attr>/<int:position>")
    def record(seen: Seen, attr: str, position: int) -> AnyResponse:
        field = records.section(attr) or abort(404)
        found = records.record(field, position, seen.loaded) or abort(404)
        return site.page(
            "record",
            seen.sight,
            here="records",
            field=field,
            title=records.listing(field, seen.loaded, seen.branch).rows[position].subject,
            parts=records.shown(found),
            matters=state.others(seen.sight, records.about(field, position, seen.branch)),
            place=seen.loaded.locate((attr, position)),
            written="written" in request.args,
        )

    @site.app.get("/b/<key>/file")
    def file(key: str) -> AnyResponse:
        sight = site.desk.sight(key) or abort(404)
        name = request.args.get("name", "")
        try:
            lines = records.text_of(sight, name)
        except (OSError, InputError):
            return refusal(200, "打不开", "这个文件打不开，或不是文字。")
        if lines is None:
            abort(404)
        line = request.args.get("line", 0, int)
        return site.page("file", sight, here="records", name=name, lines=lines, line=line)


def _printing(site: Site) -> None:
    @site.branch("/print")
    def papers(seen: Seen) -> AnyResponse:
        year = request.args.get("year", seen.sight.run.as_of.year, int)
        return site.page("papers", seen.sight, here="print", sorts=paper.sorts(), year=year)

    @site.branch("/print/<name>")
    def documents(seen: Seen, name: str) -> AnyResponse:
        maker = paper.maker_named(name) or abort(404)
        year = request.args.get("year", seen.sight.run.as_of.year, int)
        made = paper.made(maker, paper.matter(seen.loaded, seen.branch, site.desk, year))
        if len(made.titles) == 1 and not made.refused:
            return redirect(url_for("document", key=seen.sight.key, name=name, position=0, year=year))
        return site.page("documents", seen.sight, here="print", maker=maker, made=made, year=year)

    @site.branch("/print/<name>/<int:position>")
    def document(seen: Seen, name: str, position: int) -> AnyResponse:
        maker = paper.maker_named(name) or abort(404)
        year = request.args.get("year", seen.sight.run.as_of.year, int)
        matter = paper.matter(seen.loaded, seen.branch, site.desk, year)
        document = paper.one(maker, matter, position) or abort(404)
        response = Response(document, mimetype="text/html")
        response.headers["Content-Security-Policy"] = PAPER_POLICY
        return response


def _entering(site: Site) -> None:
    @site.branch("/new")
    def new(seen: Seen) -> AnyResponse:
        return site.page("menu", seen.sight, here="new", menu=entering.menu(seen.sight))

    @site.branch("/new/<word>", methods=["GET", "POST"])
    def enter(seen: Seen, word: str) -> AnyResponse:
        entry = entering.entry_of(word) or abort(404)
        work = _Work(site, seen, entry, word)
        if request.method == "GET":
            return work.form({**entry.given, **request.args.to_dict()}, fresh=True)
        values = values_typed(entry, request.form.items(multi=True))
        if "add" in request.form:
            return work.form(_with_one_more(entry, values, request.form["add"]))
        if "again" in request.form:
            return work.form(values)
        return work.show(values, seal=request.form.get("write", ""))


def _with_one_more(entry: Entry, values: Values, label: str) -> Values:
    field = words_of(entry.model).get(label)
    return spread(values, label, field.inner) if field is not None and field.inner is not None else values


class _Work(NamedTuple):
    """A record on its way: typed, shown, written."""

    site: Site
    seen: Seen
    entry: Entry
    word: str

    def form(self, values: Values, error: InputError | None = None, *, fresh: bool = False) -> Response:
        """The form, with all that is wrong."""
        desk = entering.desk_for(self.entry, self.seen.sight, self.seen.loaded)
        problems = tuple(error) if error else ()
        return self._page(
            "form",
            made=form(self.entry, desk, values, problems, fresh=fresh),
            offers=offers(desk),
            status=422 if error else 200,
        )

    def show(self, values: Values, seal: str) -> AnyResponse:
        """What would be written; whoever agrees to exactly that has it written."""
        if seal and not self.site.desk.write:
            return refusal(403, "没有写", "现在只看不改。要填写，用 dj open --write 打开。")
        try:
            plan = entering.plan(self.entry, values, self.seen.sight, self.seen.loaded)
        except InputError as error:
            return self.form(values, error)
        refused: tuple[str, ...] = ()
        if seal == plan.seal:
            try:
                plan.carry_out()
            except InputError as error:
                refused = entering.problems_of(error)
            else:
                key, attr, position = self.seen.sight.key, plan.section, plan.position
                return redirect(url_for("record", key=key, attr=attr, position=position, written=1), 303)
        elif seal:
            refused = ("您看的时候，台账文件被改过，所以没有写。下面是照现在的文件重新算的，请再看一遍。",)
        status = 409 if refused else 200
        return self._page("plan", plan=plan, refused=refused, typed=flat(values), status=status)

    def _page(self, template: str, *, status: int, **values: Any) -> Response:
        response = self.site.page(
            template, self.seen.sight, here="new", word=self.word, entry=self.entry, **values
        )
        response.status_code = status
        return response
