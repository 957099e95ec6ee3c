"""A branch's files as they are to be: records added and altered in memory, shown, and only then written.

Every alteration is read again at once and must give the old records and what was meant, nothing else; one
that does not is refused. What the loader refuses of the result is told by ``changes``. So nothing is ever
written that cannot be read.
"""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, NamedTuple

from dangjian_cli.edit import splices
from dangjian_cli.edit.change import Change, changed_meanwhile
from dangjian_cli.edit.places import Places, headings, section_named
from dangjian_cli.edit.stored import Splice, Stored
from dangjian_cli.edit.tree import Group, Listing, Node, tree
from dangjian_cli.edit.written import Style, plain
from dangjian_cli.finding import InputError, Problem, Word, message
from dangjian_cli.ledger import Sections
from dangjian_cli.ledger.base import Record, Step
from dangjian_cli.ledger.table import Field, words_of
from dangjian_cli.load import nodes, typed
from dangjian_cli.load.branch import LoadedBranch, reread

_FIELDS = typed.field_words(Sections)

Route = Sequence[str | int]
"""The way to something inside a record: names of fields, positions in lists."""


@dataclass
class _File:
    """One file on the way from what it was to what it is to be; ``data`` is what it has to read as."""

    name: str
    old: bytes | None
    stored: Stored
    data: dict[str, Any]
    notes: int

    @property
    def style(self) -> Style:
        """How the file is indented; that of a file without lists is the usual one."""
        return splices.style_of(tree(self.stored.text), self.stored.text)

    @property
    def root(self) -> Group | None:
        """The tree of the file's text."""
        found = tree(self.stored.text)
        if isinstance(found, Group) and found.flow:
            raise _refused(self.name, "整个文件写在一对大括号里", "请改成一行一栏的写法再来")
        return found if isinstance(found, Group) else None

    def put(self, changes: Sequence[Splice], data: dict[str, Any]) -> None:
        """Take the pieces in, if what comes of it reads as meant. Raises ``InputError``."""
        stored = self.stored.spliced(changes)
        try:
            document = nodes.read(stored.data, _FIELDS)
        except (InputError, UnicodeEncodeError):
            raise self._unsure() from None
        if _data(document) != data or len(document.notes) > self.notes:
            raise self._unsure()
        self.stored, self.data = stored, data

    def _unsure(self) -> InputError:
        return _refused(self.name, "这里的写法特别，没有把握不动到别处", "请用记事本打开文件来写")


class Draft:
    """What is to be done to a branch's files. Sections and fields go by their labels or attributes."""

    def __init__(self, loaded: LoadedBranch) -> None:
        self._loaded = loaded
        self._places = Places(loaded)
        self._files: dict[str, _File] = {}
        self._after: LoadedBranch | None = None

    def add(self, section: str, records: Sequence[Mapping[str, Any]]) -> None:
        """New records of a section, each in the file where it belongs.

        Raises ``InputError`` where the file is written in a way that leaves no sure place for them.
        """
        field = section_named(section)
        groups: dict[str, list[dict[str, Any]]] = {}
        files = self._headings()
        for record in records:
            written = plain(record, field.inner)
            name = self._places.place_for(files, field, written)
            groups.setdefault(name, []).append(written)
        for name, group in groups.items():
            _add(self._file(name), field, group)

    def update(self, section: str, position: int, values: Mapping[str, Any], route: Route = ()) -> None:
        """Other values for fields of a record that is there; what is empty is taken out.

        ``position`` is the record's in the ledger; ``route`` leads to a group inside it: ("议题", 0, "表决").
        Raises ``InputError`` as ``add`` does.
        """
        file, path, model = self._record(section, position)
        for word, value in values.items():
            _set(file, _spot(file.root, deepcopy(file.data), path, model, route), word, value)

    def update_each(self, word: str, values: Iterable[tuple[Route, Any]]) -> None:
        """One field of many groups, each with the way to it from the section: ("meetings", 3, "资料", 0).

        As ``update``, but every file is read again only once, however many are altered.
        """
        files: dict[str, list[tuple[_Spot, Any]]] = {}
        trees: dict[str, tuple[Group | None, dict[str, Any]]] = {}
        for (section, position, *route), value in values:
            file, path, model = self._record(str(section), int(position))
            if file.name not in trees:
                trees[file.name] = (file.root, deepcopy(file.data))
            spot = _spot(*trees[file.name], path, model, route)
            files.setdefault(file.name, []).append((spot, value))
        for name, spots in files.items():
            _set_each(self._files[name], spots, word)

    def append(self, section: str, position: int, route: Route, item: Mapping[str, Any] | str) -> None:
        """One more in a list inside a record: ("步骤", "半年考察"). The list need not be there yet."""
        file, path, model = self._record(section, position)
        *above, word = route
        _append(file, _spot(file.root, deepcopy(file.data), path, model, above), str(word), item)

    @property
    def after(self) -> LoadedBranch:
        """The branch as it will be. Raises ``InputError`` with all that the loader refuses."""
        if self._after is None:
            self._after = reread(self._loaded, {name: f.stored.data for name, f in self._files.items()})
        return self._after

    def changes(self) -> list[Change]:
        """What is to be written, a file each. Raises ``InputError`` as ``after`` does."""
        assert self.after  # noqa: S101 - asked for what it refuses
        files = ((self._loaded.folder / file.name, file) for file in self._files.values())
        changes = [Change(path, file.old, file.stored.data) for path, file in files]
        return [change for change in changes if not change.is_empty]

    def _headings(self) -> dict[str, frozenset[str]]:
        read = {name: headings(d.text, d.data) for name, d in self._loaded.documents.items()}
        return read | {name: headings(f.stored.text, f.data) for name, f in self._files.items()}

    def _record(
        self, section: str, position: int
    ) -> tuple[_File, tuple[str | int, ...], type[Record] | None]:
        field = section_named(section)
        name, key, at = self._loaded.origin(field.attr)[position]
        file = self._file(name)
        return file, (key, at) if isinstance(file.data[key], list) else (key,), field.inner

    def _file(self, name: str) -> _File:
        """The file, to be altered. Raises ``InputError`` where it is not any more as it was read."""
        self._after = None
        if name not in self._files:
            path, document = self._loaded.folder / name, self._loaded.documents.get(name)
            if document is None:
                newline = self._loaded.documents[self._loaded.main].newline
                self._files[name] = _File(name, None, Stored.new(newline), {}, 0)
                return self._files[name]
            try:
                old = path.read_bytes()
                stored = Stored.of(old)
            except FileNotFoundError:
                raise InputError(changed_meanwhile(path, gone=True)) from None
            except OSError:
                raise _refused(name, "打不开", "看看文件是不是正被别的程序占用，或没有读的权限") from None
            except InputError as error:
                raise InputError(*(p.at(name) for p in error)) from None
            if stored.text != document.text:
                raise InputError(changed_meanwhile(path))
            self._files[name] = _File(name, old, stored, _data(document), len(document.notes))
        return self._files[name]


def _data(document: nodes.Document) -> dict[str, Any]:
    if document.data is not None:
        return document.data
    found = typed.plain(document.root, _FIELDS) if document.root is not None else {}
    assert isinstance(found, dict)  # noqa: S101 - a ledger was read
    return found


def _refused(name: str, said: str, fix: str) -> InputError:
    text = message(f"{{file}}：{said}，没有写", file=Word(name))
    return InputError(Problem("no-sure-place", text, message(fix), name))


def _add(file: _File, section: Field, records: Sequence[Any]) -> None:
    text, root = file.stored.text, file.root
    key = next((word for word in section.words if root and word in root.values), None)
    data = {**file.data, key or section.label: [*_many(file.data.get(key or "", [])), *records]}
    if root is None or key is None:
        file.put([splices.add_section(text, section.label, records, file.style)], data)
        return
    value = root.values[key]
    if isinstance(value, Group):
        raise _refused(file.name, f"“{key}”下面只写了一条，没有用“- ”", "先在那一条前面加上“- ”，再来添")
    if isinstance(value, Listing) and value.items:
        file.put([splices.add_items(text, value, records, file.style)], data)
    else:
        file.put(splices.fill_section(text, root.keys[key], value, records, file.style), data)


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


class _Spot(NamedTuple):
    """A group inside a file: where it stands, what it holds, and what of the way to it is not there yet.

    ``whole`` is the data of the file, of which ``data`` is a part; both may be altered.
    """

    group: Group
    data: dict[str, Any]
    whole: dict[str, Any]
    model: type[Record] | None
    rest: tuple[str, ...]


def _spot(
    root: Group | None, whole: dict[str, Any], path: Route, model: type[Record] | None, route: Route
) -> _Spot:
    """The deepest group on the way that is there."""
    node: Node | None = root
    data = whole
    for part in path:
        node, data = _down(node, part), data[part]  # type: ignore[index]
    for at, part in enumerate(route):
        if isinstance(part, int):
            if isinstance(node, Listing):
                node, data = _down(node, part), data[part]  # type: ignore[index]
            elif part:
                raise IndexError(part)
            continue
        assert isinstance(node, Group)  # noqa: S101 - the route is one of groups
        key = splices.key_in(node, model, part)
        if key is None or key not in data:
            return _Spot(node, data, whole, model, tuple(str(p) for p in route[at:]))
        field = words_of(model).get(part) if model else None
        node, data, model = node.values[key], data[key], field.inner if field else None
    assert isinstance(node, Group)  # noqa: S101 - as above
    return _Spot(node, data, whole, model, ())


def _down(node: Node | None, part: str | int) -> Node:
    if isinstance(node, Listing) and isinstance(part, int):
        return node.items[part]
    assert isinstance(node, Group)  # noqa: S101 - data and tree are of one shape
    return node.values[str(part)]


def _set(file: _File, spot: _Spot, word: str, value: Any) -> None:
    """One field of a group with another value; empty: without it."""
    *_, field = _field_at(spot, word)
    value = plain(value, field.inner if field else None)
    empty = value in (None, "", [], {})
    if spot.rest:
        if empty:
            return
        value, word = {field.label if field else word: value}, spot.rest[0]
        for above in reversed(spot.rest[1:]):
            value = {above: value}
        spot = spot._replace(rest=())
        *_, field = _field_at(spot, word)
        value = plain(value, field.inner if field else None)
    text, key = file.stored.text, splices.key_in(spot.group, spot.model, word)
    label = key or (field.label if field else word)
    old = spot.data.get(label)
    if empty:
        if key is None or old is None:
            return
        if len(spot.group.values) == 1:
            raise _refused(file.name, f"去掉“{key}”，这里就空了", "请用记事本打开文件来改")
        del spot.data[label]
        file.put([splices.without(text, spot.group, key)], spot.whole)
        return
    if old == value:
        return
    spot.data[label] = value
    node = spot.group.values.get(label)
    if isinstance(node, Listing) and isinstance(value, list) and old and value[: len(old)] == old:
        file.put([splices.add_items(text, node, value[len(old) :], file.style)], spot.whole)
    else:
        file.put(splices.set_value(text, spot.group, spot.model, label, value, file.style), spot.whole)


def _set_each(file: _File, spots: Sequence[tuple[_Spot, Any]], word: str) -> None:
    """One field of several groups of a file. All of the way to each has to be there."""
    text, style = file.stored.text, file.style
    changes: list[Splice] = []
    for spot, value in spots:
        if spot.rest:
            raise IndexError(*spot.rest)
        *_, field = _field_at(spot, word)
        key = splices.key_in(spot.group, spot.model, word) or (field.label if field else word)
        new = plain(value, field.inner if field else None)
        if spot.data.get(key) != new:
            spot.data[key] = new
            changes += splices.set_value(text, spot.group, spot.model, key, new, style)
    if changes:
        file.put(changes, spots[0][0].whole)


def _field_at(spot: _Spot, word: str) -> tuple[Field | None, ...]:
    """The fields of the way that is not there yet, then the field itself."""
    model, found = spot.model, []
    for part in (*spot.rest, word):
        field = words_of(model).get(part) if model else None
        found.append(field)
        model = field.inner if field else None
    return tuple(found)


def _append(file: _File, spot: _Spot, word: str, item: Any) -> None:
    """One more in a list; a step or a word that is the first stands alone, as people write it."""
    *_, field = _field_at(spot, word)
    item = plain(item, field.inner if field else None)
    alone = isinstance(item, str) or (field is not None and field.inner is Step)
    key = None if spot.rest else splices.key_in(spot.group, spot.model, word)
    if key is None or key not in spot.data:
        _set(file, spot, word, item if alone else [item])
        return
    node, old = spot.group.values[key], spot.data[key]
    spot.data[key] = [*_many(old), item]
    text = file.stored.text
    if isinstance(node, Listing) and node.items:
        file.put([splices.add_items(text, node, [item], file.style)], spot.whole)
    else:
        file.put(splices.made_list(text, node, [item], spot.group, key, file.style), spot.whole)
