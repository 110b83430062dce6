"""Read an ontology in OBO format, term by term (``fastobo``: a tenth of the memory of a whole-document reader)."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fastobo
import pandas as pd

from ingest.kit.read import few, once, shown, text
from kg.errors import Fault, InvalidRow


@dataclass(frozen=True)
class Ontology:
    """Terms of an ontology that are not obsolete.

    ``terms``: id, name, synonyms (exact ones), xrefs, former (alternative ids, and those replaced by it), namespace;
    ``kinds``: subject, object of is_a; ``rows``: terms read, obsolete ones included; ``version``.
    """

    terms: pd.DataFrame
    kinds: pd.DataFrame
    rows: int
    version: str


def read(path: Path, prefix: str, *, floor: int) -> Ontology:
    """The terms whose ids have ``prefix``.

    Raises:
        InvalidRow: no OBO file, cut off, or fewer terms than ``floor``.
    """
    terms: list[dict[str, str]] = []
    kinds: list[tuple[str, str]] = []
    replaced: dict[str, list[str]] = {}
    rows, version = 0, ""
    try:
        with io.BytesIO(text(path).encode()) as stream:
            document = fastobo.iter(stream)
            version = next((str(line.version) for line in document.header() if line.raw_tag() == "data-version"), "")
            for frame in document:
                if not isinstance(frame, fastobo.term.TermFrame):
                    continue
                rows += 1
                term, parents, successors = _term(frame)
                if term is None:
                    for new in successors:
                        replaced.setdefault(new, []).append(str(frame.id))
                elif term["id"].startswith(f"{prefix}:"):
                    terms.append(term)
                    kinds += [(term["id"], parent) for parent in parents if parent.startswith(f"{prefix}:")]
    except (SyntaxError, ValueError, OSError, EOFError) as error:
        raise InvalidRow([Fault(shown(path), 0, "", f"{type(error).__name__}: {error}", "a whole OBO file")]) from error
    if few(len(terms), floor):
        expected = f"at least {floor} terms with ids {prefix}:…; remove the file and download it again"
        raise InvalidRow([Fault(shown(path), 0, "", f"{len(terms)} terms", expected)])
    once(path, pd.DataFrame({"id": [term["id"] for term in terms], "line": 0}), "id")
    for term in terms:
        term["former"] = "|".join(filter(None, [term["former"], *replaced.get(term["id"], [])]))
    return Ontology(pd.DataFrame(terms, dtype="str"), pd.DataFrame(kinds, columns=["subject", "object"]), rows, version)


def _term(frame: Any) -> tuple[dict[str, str] | None, list[str], list[str]]:
    term = {"id": str(frame.id), "name": "", "namespace": ""}
    synonyms, xrefs, former, parents, successors, obsolete = [], [], [], [], [], False
    for clause in frame:
        tag = clause.raw_tag()
        if tag == "name":
            term["name"] = clause.name
        elif tag == "namespace":
            term["namespace"] = str(clause.namespace)
        elif tag == "synonym":
            if clause.synonym.scope == "EXACT":
                synonyms.append(clause.synonym.desc.replace("|", "/"))
        elif tag == "xref":
            xrefs.append(str(clause.xref.id))
        elif tag == "alt_id":
            former.append(str(clause.alt_id))
        elif tag == "is_a":
            parents.append(str(clause.term))
        elif tag == "replaced_by":
            successors.append(str(clause.term))
        elif tag == "is_obsolete":
            obsolete = bool(clause.obsolete)
    if obsolete or not term["name"]:
        return None, parents, successors
    term |= {"synonyms": "|".join(dict.fromkeys(synonyms)), "xrefs": "|".join(xrefs), "former": "|".join(former)}
    return term, parents, successors
