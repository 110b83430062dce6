"""How claims are worded, the same on every face: app, command line, Python and exports."""

from collections.abc import Mapping

from kg.model import Model

NOT_STATED = "not stated"
SYMBOLS = {1: "▲", -1: "▼", 0: "?"}
SIGN_WORDS = {1: "increases", -1: "decreases", 0: "direction not stated"}
HAS_PART = "HAS_PART"  # PART_OF read from the whole to its part, as a trace may do
KIND_STEPS = frozenset({"SUBSET_OF", "PART_OF", HAS_PART, "OPPOSITE_OF"})  # steps of the vocabulary, not of a mechanism
NO_DIRECTION = frozenset({*KIND_STEPS, "TREATS", "HAS_MARKER", "LOCATED_IN", "PARTICIPATES_IN"})
_NO_EFFECT = {
    "ASSOCIATED_WITH": {1: "positive", -1: "negative"},
    "PREDICTS": {1: "more", -1: "less"},
}  # no cause is said
_BELIEF = ((0.8, "strong"), (0.6, "good"), (0.4, "moderate"), (0.2, "weak"), (0.0, "very weak"))


def sign_word(sign: int) -> str:
    """Symbol and word of a sign.

    >>> sign_word(-1)
    '▼ decreases'
    """
    return f"{SYMBOLS[sign]} {SIGN_WORDS[sign]}"


def sign_mark(predicate: str, sign: int) -> str:
    """The sign of a relation as symbol and word: of an effect, an association or a prediction; else nothing.

    >>> sign_mark("PROMOTES", 1), sign_mark("ASSOCIATED_WITH", 1), sign_mark("SUBSET_OF", 1)
    ('▲ increases', '▲ positive', '')
    """
    if predicate in NO_DIRECTION:
        return ""
    word = _NO_EFFECT.get(predicate, {}).get(sign)
    return f"{SYMBOLS[sign]} {word}" if word else sign_word(sign)


def relation_words(predicate: str, sign: int) -> str:
    """A relation in words; an association is never worded as a cause.

    >>> relation_words("SUBSET_OF", 1)
    'is a kind of'
    """
    return "has as a part" if predicate == HAS_PART else Model.load().words(predicate, sign)


def belief_words(belief: float) -> str:
    """Belief in words.

    >>> belief_words(0.69)
    'good'
    """
    return next(word for floor, word in _BELIEF if belief >= floor)


def belief_text(belief: float, low: float, high: float) -> str:
    """Belief as number, interval and words.

    >>> belief_text(0.69, 0.55, 0.81)
    '0.69 (0.55–0.81), good'
    """
    return f"{belief:.2f} ({low:.2f}–{high:.2f}), {belief_words(belief)}"


def claim_words(subject: str, predicate: str, sign: int, object_: str, kind: str = "finding") -> str:
    """Subject, relation, sign and object of one claim; a hedged claim keeps its "may".

    >>> claim_words("hypoxia", "PROMOTES", 1, "autophagy", kind="hedged")
    'hypoxia — may: promotes (▲ increases) → autophagy'
    """
    mark = sign_mark(predicate, sign)
    words = relation_words(predicate, sign) + (f" ({mark})" if mark else "")
    return f"{subject} — {'may: ' if kind == 'hedged' else ''}{words} → {object_}"


def papers(count: int) -> str:
    """Number of independent papers in words.

    >>> papers(0), papers(1), papers(3)
    ('no primary paper given', '1 paper', '3 papers')
    """
    return {0: "no primary paper given", 1: "1 paper"}.get(count, f"{count} papers")


def support_words(supporting: int, belief: float, low: float, high: float, n_papers: int) -> str:
    """What a relation rests on: belief and papers, or that it was tested and not found.

    >>> support_words(0, 0.0, 0.0, 0.0, 0)
    'tested and not found; nothing held here supports it'
    >>> support_words(1, 0.69, 0.55, 0.81, 1)
    'belief 0.69 (0.55–0.81), good · 1 paper'
    """
    if not supporting:
        return "tested and not found; nothing held here supports it"
    return f"belief {belief_text(belief, low, high)} · {papers(n_papers)}"


def citation_address(publication: str) -> str:
    """The identifier's own address.

    >>> citation_address("PMID:36747082")
    'https://pubmed.ncbi.nlm.nih.gov/36747082/'
    >>> citation_address("DOI:10.3389/fcell.2026.1859833")
    'https://doi.org/10.3389/fcell.2026.1859833'
    """
    scheme, _, key = publication.partition(":")
    return f"https://pubmed.ncbi.nlm.nih.gov/{key}/" if scheme == "PMID" else f"https://doi.org/{key}"


def context_words(context: Mapping[str, str]) -> str:
    """A finding's context: what is stated, then, by name, what is not.

    >>> context_words({"cancer": "glioblastoma", "cell": "not stated", "species": "mouse", "time": "not stated"})
    'cancer glioblastoma · species mouse · not stated: cell, time'
    """
    plain = {role.replace("_", " "): value for role, value in context.items()}
    parts = [f"{role} {value}" for role, value in plain.items() if value != NOT_STATED]
    missing = [role for role, value in plain.items() if value == NOT_STATED]
    return " · ".join([*parts, *([f"{NOT_STATED}: {', '.join(missing)}"] if missing else [])])
