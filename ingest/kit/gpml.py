"""Read drawings of pathways in GPML, the format of PathVisio and WikiPathways, in its layouts of 2013 and of 2021.

The layouts were taken from real files (2013) and from the program that writes them (2021: github PathVisio/libgpml,
``GPML2021Writer``). Every mark of a drawing is named by its pathway and its key there, as in ``WP100 a8416``.
"""

import re
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from ingest.kit.read import few, members, shown
from kg.errors import Fault, InvalidRow


class _Layout(NamedTuple):
    """What attributes and elements are called."""

    key: str
    group: str  # key by which members name their group
    label: str
    type: str
    style: str
    member: str
    at: str
    head: str
    database: str
    number: str
    title: str
    organism: str
    version: str
    cite: str


_LAYOUTS = {
    "{http://pathvisio.org/GPML/2013a}": _Layout(
        "GraphId", "GroupId", "TextLabel", "Type", "Style", "GroupRef", "GraphRef", "ArrowHead", "Database", "ID",
        "Name", "Organism", "Version", "BiopaxRef",
    ),
    "{http://pathvisio.org/GPML/2021}": _Layout(
        "elementId", "elementId", "textLabel", "type", "type", "groupRef", "elementRef", "arrowHead", "dataSource",
        "identifier", "title", "organism", "version", "CitationRef",
    ),
}  # fmt: skip
_BIOPAX = "{http://www.biopax.org/release/biopax-level3.owl#}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_ID = re.compile(r"(?<![A-Za-z0-9])WP[0-9]+(?![A-Za-z0-9])")
# The number alone, or with the stop or broken space that was copied along; neither PMC… nor what may be a year.
_PMID = re.compile(r"(?:PMID:? ?)?([1-9][0-9]{4,7})(?![0-9])[^0-9A-Z]*")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:? ?)?(10\.[0-9]{4,9}/[^\s|]*[^\s|.,;])[.,;]?", re.IGNORECASE)


@dataclass(frozen=True)
class Drawings:
    """Tables of strings, "" for nothing.

    ``pathways``: id, name, organism, changed (day); ``nodes``: line, pathway, ref, group, type, label, database,
    number, cites; ``lines``: line, pathway, ref, source, tail, target, head, cites; ``groups``: ref, group, style;
    ``states``: ref, node; ``anchors``: ref and the ``line`` that each is on; ``papers``: id, year; ``unread``:
    pathway and found, the references that are neither a PubMed number nor a DOI. ``line`` is a running number.
    """

    pathways: pd.DataFrame
    nodes: pd.DataFrame
    lines: pd.DataFrame
    groups: pd.DataFrame
    states: pd.DataFrame
    anchors: pd.DataFrame
    papers: pd.DataFrame
    unread: pd.DataFrame


@dataclass
class _Rows:
    pathways: list[tuple[str, ...]] = field(default_factory=list)
    nodes: list[tuple[str, ...]] = field(default_factory=list)
    lines: list[tuple[str, ...]] = field(default_factory=list)
    groups: list[tuple[str, ...]] = field(default_factory=list)
    states: list[tuple[str, ...]] = field(default_factory=list)
    anchors: list[tuple[str, ...]] = field(default_factory=list)
    papers: list[tuple[str, ...]] = field(default_factory=list)
    unread: list[tuple[str, ...]] = field(default_factory=list)


_COLUMNS = {
    "pathways": "id name organism changed", "groups": "ref group style", "states": "ref node", "anchors": "ref line",
    "nodes": "line pathway ref group type label database number cites", "papers": "id year",
    "lines": "line pathway ref source tail target head cites", "unread": "pathway found",
}  # fmt: skip


def read(path: Path, *, files: int, nodes: int, lines: int) -> Drawings:
    """The drawings in a zip archive of ``.gpml`` files.

    Args:
        path: the archive.
        files: fewest files of an honest copy.
        nodes: fewest nodes with a label.
        lines: fewest lines from one mark to another.

    Raises:
        InvalidRow: a damaged archive, no GPML of a known layout, entities or a DTD, a pathway without a number of
            WikiPathways or given twice, fewer marks than an honest copy has.
    """
    rows, numbers, known = _Rows(), count(1), set[str]()
    for name, content in members(path, ".gpml", floor=files):
        where = f"{shown(path)}/{name}"
        try:
            root = fromstring(content, forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
            raise InvalidRow([Fault(where, 0, "", f"{type(error).__name__}: {error}", "a whole GPML file")]) from error
        space = root.tag.removesuffix("Pathway")
        if space not in _LAYOUTS:
            raise InvalidRow([Fault(where, 0, "", root.tag, f"one of {', '.join(_LAYOUTS)}")])
        words = _LAYOUTS[space]
        ids = _ID.findall(Path(name).stem.replace("_", " ")) or _ID.findall(root.get(words.version, "").split("_")[0])
        if not ids or ids[-1] in known:
            found = f"{ids[-1]} twice" if ids else "no number in the file's name or version"
            raise InvalidRow([Fault(where, 0, "", found, "one file for each pathway WP…")])
        known.add(ids[-1])
        _drawing(root, space, words, ids[-1], rows, numbers)
    drawn = Drawings(
        **{name: pd.DataFrame(getattr(rows, name), columns=columns.split(), dtype="str")
           for name, columns in _COLUMNS.items()}
    )  # fmt: skip
    whole = {
        "nodes with a label": ((drawn.nodes["label"] != "").sum(), nodes),
        "lines with two ends": (((drawn.lines["source"] != "") & (drawn.lines["target"] != "")).sum(), lines),
    }
    for what, (held, floor) in whole.items():
        if few(int(held), floor):
            raise InvalidRow([Fault(shown(path), 0, "", f"{held} {what}", f"at least {floor}: another layout?")])
    return drawn


def _drawing(root: Any, space: str, words: _Layout, pathway: str, rows: _Rows, numbers: "count[int]") -> None:
    def ref(key: str | None) -> str:
        return f"{pathway} {key}" if key else ""

    def cites(mark: Any) -> str:
        keys = [one.text or one.get(words.at) for one in mark.findall(space + words.cite)]
        return "|".join(dict.fromkeys(papers[key] for key in keys if key in papers))

    papers = _papers(root, space, pathway, rows)
    day = re.match(r"(\d{4})-?(\d\d)-?(\d\d)", root.get("Last-Modified", ""))
    rows.pathways.append((pathway, _spaced(root.get(words.title, "")), root.get(words.organism, "").strip(),
                          "-".join(day.groups()) if day else ""))  # fmt: skip
    for node in root.iter(f"{space}DataNode"):
        xref, key = node.find(f"{space}Xref"), ref(node.get(words.key))
        number = [] if xref is None else [_spaced(xref.get(one, "")) for one in (words.database, words.number)]
        rows.nodes.append((str(next(numbers)), pathway, key, ref(node.get(words.member)), node.get(words.type, ""),
                           _spaced(node.get(words.label, "")), *(number or ["", ""]), cites(node)))  # fmt: skip
        rows.states += [(ref(state.get(words.key)), key) for state in node.iter(f"{space}State")]
    rows.states += [(ref(state.get(words.key)), ref(state.get(words.at))) for state in root.findall(f"{space}State")]
    rows.groups += [
        (ref(group.get(words.key)), ref(group.get(words.group)), group.get(words.style, ""))
        for group in root.iter(f"{space}Group")
    ]
    for line in root.iter(f"{space}Interaction"):
        ends = [(ref(point.get(words.at)), point.get(words.head, "")) for point in line.iter(f"{space}Point")]
        first, last = (ends[0], ends[-1]) if ends else (("", ""), ("", ""))
        own = str(next(numbers))
        rows.lines.append((own, pathway, ref(line.get(words.key)), *first, *last, cites(line)))
        rows.anchors += [(ref(anchor.get(words.key)), own) for anchor in line.iter(f"{space}Anchor")]


def _papers(root: Any, space: str, pathway: str, rows: _Rows) -> dict[str, str]:
    """PMID:… or DOI:… by the key of each reference."""
    given = [
        (one.get(f"{_RDF}id", ""), one.findtext(f"{_BIOPAX}ID") or "", one.findtext(f"{_BIOPAX}DB") or "",
         one.findtext(f"{_BIOPAX}YEAR") or "")
        for one in root.iter(f"{_BIOPAX}PublicationXref")
    ]  # fmt: skip
    for one in root.iter(f"{space}Citation"):
        xref = one.find(f"{space}Xref")
        if xref is not None:
            given.append((one.get("elementId", ""), xref.get("identifier", ""), xref.get("dataSource", ""), ""))
    found = {}
    for key, number, database, year in given:
        pubmed, doi = _PMID.match(number.strip()), _DOI.fullmatch(number.strip())
        if doi:
            found[key] = "DOI:" + doi[1]
        elif pubmed and pubmed.end() == len(number.strip()) and database.casefold() == "pubmed":
            found[key] = "PMID:" + pubmed[1]
        elif number.strip():
            rows.unread.append((pathway, _spaced(f"{database} {number}")))
            continue
        if key in found:
            rows.papers.append((found[key], year.strip()))
    return found


def _spaced(text: str) -> str:
    return " ".join(text.split())  # labels are broken into lines
