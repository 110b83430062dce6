"""One spelling for the many ways in which a name is typed, alike when names are loaded and when they are asked for.

Three forms of a text, from the strictest to the loosest:

``normalise``  words, in one spelling: case, dashes, Greek letters, accents, British and American English, plural.
``key``        the same, letters and digits run together: IL-6, IL 6 and IL6 are one key.
``loose``      also without what people leave out: Greek letters become Latin ones (TGF-β, TGFb), "+" is dropped.

"+", "-" after a marker, "pos" and "high" are part of a cell's name, and ``normalise`` and ``key`` keep them apart.
"""

import re
import unicodedata
from functools import lru_cache

# Greek letter: its name, and the Latin letter that people type for it. Letters that only look Greek are what papers
# print instead: Latin alpha, gamma and open e, and the "kra" of Greenlandic for kappa.
_GREEK = {
    "α": "alpha a", "β": "beta b", "γ": "gamma g", "δ": "delta d", "ε": "epsilon e", "ζ": "zeta z", "η": "eta h",
    "θ": "theta t", "ι": "iota i", "κ": "kappa k", "λ": "lambda l", "μ": "mu u", "ν": "nu n", "ξ": "xi x",
    "ο": "omicron o", "π": "pi p", "ρ": "rho r", "σ": "sigma s", "τ": "tau t", "υ": "upsilon y", "φ": "phi f",
    "χ": "chi x", "ψ": "psi y", "ω": "omega o", "ς": "sigma s", "ɑ": "alpha a", "ɣ": "gamma g", "ɛ": "epsilon e",
    "ĸ": "kappa k",
}  # fmt: skip
_TO_NAME = {ord(letter): both.split()[0] for letter, both in _GREEK.items()}
_TO_LATIN = {both.split()[0]: both.split()[1] for both in _GREEK.values()}
# Spelled-out names are read as Greek letters only where a word begins or ends with one (IFNgamma, alpha-SMA, kappaB),
# and only those long enough not to be a part of some other word (eta, mu, pi, psi …).
_SPELLED = "|".join(name for name in _TO_LATIN if len(name) >= 4 and name not in {"iota", "omicron", "upsilon"})
_GREEK_NAME = re.compile(rf"(?<![a-z])({_SPELLED})|({_SPELLED})(?![a-z])")

# A sharp s stands for beta (TGF-ß, ß-catenin) unless it follows a vowel, as it always does in German words.
_SHARP_BETA = re.compile(r"(?<![aeiouy])[ßẞ]", re.IGNORECASE)  # after accents are gone
_MINUS = dict.fromkeys(map(ord, "−⁃˗ー"), "-")
_DROPPED = {ord(c): None for c in "™℠'’‘ʼ`´′"}

# A word, with the signs that belong to it: CD8+, CD44++, CD25- (a minus only where no letter follows).
_WORD = re.compile(r"[^\W_]+(?:\++|-(?![^\W_]|[-+]))?")

_PLURAL_IS = re.compile(r"(metasta|progno|diagno|analy|necro|fibro|apopto)ses$")  # -sis in the singular

# British to American, word by word. What matters is one result for both spellings, not that it is a word.
_AMERICAN = [
    (re.compile(pattern), american)
    for pattern, american in (
        (r"mour(?=$|s|al|i)", "mor"),
        (r"^(col|behavi|fav|neighb|vap)our", r"\1or"),
        (r"aemi", "emi"),
        (r"haem", "hem"),
        (r"^(f|c|gyn)aec", r"\1ec"),
        (r"^(paed|aeti)", lambda found: found[1].replace("ae", "e")),
        (r"anaesth", "anesth"),
        (r"^foet", "fet"),
        (r"^(c|hom)oe(?=[lo])", r"\1e"),
        (r"^leuco", "leuko"),
        (r"o(ed|es|est)(?=em|oph|r)", r"\1"),
        (r"rrhoe", "rrhe"),
        (r"sulph", "sulf"),
        (r"([ae])ll(ing|ed|er)$", r"\1l\2"),
        (r"^(fib|cent|lit|met)re(?=d?$)", r"\1er"),
        (r"^programme$", "program"),
        (r"^grey$", "gray"),
        (r"^ageing$", "aging"),
        (r"^(def|off|lic)ence", r"\1ense"),
        (r"(?<=...)is(ation|ing|ed|e|er)$", r"iz\1"),
        (r"(?<=..l)ys(ing|ed|e|er)$", r"yz\1"),
    )
]
_PLUS = re.compile(r"\++|(?<=[\d ])pos(?:itive)?\b")


def fold(text: str) -> str:
    """Case, compatibility forms, accents, dashes and Greek letters made one; control and direction marks removed.

    >>> fold("TGF‑β1"), fold("TGF-ß1"), fold("naïve"), fold("CD8⁺")
    ('tgf-beta1', 'tgf-beta1', 'naive', 'cd8+')
    """
    if text.isascii():
        return text.lower().replace("'", "").replace("`", "")
    for _ in range(2):  # folding case can bring up letters that decompose once more
        text = unicodedata.normalize("NFKD", text.translate(_DROPPED)).translate(_DROPPED)
        text = _SHARP_BETA.sub("β", "".join(map(_plain, text))).casefold().translate(_TO_NAME)
    return unicodedata.normalize("NFC", text)


def _plain(character: str) -> str:
    """A dash of any kind as "-"; nothing for marks that are not seen: accents, direction, joiners, lone surrogates."""
    if character.isascii():
        return character
    category = unicodedata.category(character)
    if category in {"Mn", "Me", "Cf", "Cs"}:
        return ""
    return "-" if category == "Pd" else character.translate(_MINUS)


def normalise(text: str) -> str:
    """The words of ``text`` in one spelling, parted by single spaces; "" when it holds no letter or digit.

    >>> normalise("Tumour-associated  Macrophages"), normalise("tumor associated macrophage")
    ('tumor associated macrophage', 'tumor associated macrophage')
    >>> normalise("TGF-β signalling"), normalise("CD8⁺ T‐cells"), normalise("NF-κB")
    ('tgf beta signaling', 'cd8+ t cell', 'nf kappab')
    >>> normalise("CD44+CD24−"), normalise("SLC7A11-high"), normalise("SLC7A11pos"), normalise("nivolumab + relatlimab")
    ('cd44+ cd24-', 'slc7a11 high', 'slc7a11pos', 'nivolumab relatlimab')
    >>> normalise("Straße"), normalise("ß-catenin"), normalise("KRAS"), normalise("metastases")
    ('strasse', 'beta catenin', 'kras', 'metastasis')
    """
    return " ".join(map(_one_spelling, _WORD.findall(fold(text))))


@lru_cache(maxsize=50_000)
def _one_spelling(word: str) -> str:
    """A folded word in the singular and in American spelling; words of fewer than five letters only the latter."""
    if len(word) >= 5 and word.endswith("s") and word.isascii() and word.isalpha():
        word = _PLURAL_IS.sub(r"\1sis", word)
        if word.endswith("ies"):
            word = word[:-3] + "y"
        elif word.endswith(("sses", "xes", "viruses")):
            word = word[:-2]
        elif word[-2] not in "suia" or word.endswith(("mas", "tas")):
            word = word[:-1]
    while True:  # each change makes the word shorter, or takes an s from it
        before = word
        for british, american in _AMERICAN:
            word = british.sub(american, word)
        if word == before:
            return word


def key(text: str) -> str:
    """``normalise`` without its spaces; two numbers are not run into one, so miR-21-5p is not miR-215p.

    >>> key("PD-L1"), key("PD L1"), key("pdl1"), key("B7‑H1"), key("miR-21-5p"), key("CD8+ T cells")
    ('pdl1', 'pdl1', 'pdl1', 'b7h1', 'mir21-5p', 'cd8+tcell')
    """
    return run_together(normalise(text))


def run_together(normalised: str) -> str:
    """The key of a text that is normalised already."""
    return re.sub(r"(?<=\d) (?=\d)", "-", normalised).replace(" ", "")


def loose(text: str) -> str:
    """A key that also lets go of Greek or Latin letters, "+" or "positive", and a dash between two numbers.

    >>> loose("TGF-β"), loose("TGF-beta"), loose("TGFb"), loose("TGFβ1"), loose("IFNgamma"), loose("NF-kappa B")
    ('tgfb', 'tgfb', 'tgfb', 'tgfb1', 'ifng', 'nfkb')
    >>> loose("CD8+ T cell"), loose("CD8-positive T cell"), loose("CD8 T cell"), loose("4-1BB")
    ('cd8tcell', 'cd8tcell', 'cd8tcell', '41bb')
    """
    return loosened(normalise(text))


def loosened(normalised: str) -> str:
    """The loose key of a text that is normalised already."""
    words = _GREEK_NAME.sub(lambda found: _TO_LATIN[found[1] or found[2]], normalised)
    return _PLUS.sub("", words).replace(" ", "")


def singular(text: str, typed: bool = False) -> str:
    """``text`` with the plural s taken from abbreviations, where its spelling shows one: TAMs, cDC1s, but not KRAS.

    Short words are left alone by ``normalise``, because many a symbol ends in s. ``typed`` also takes the s of short
    words in lower case, for text from a keyboard that is not known under its own spelling.

    >>> singular("TAMs in PDAC"), singular("KRAS"), singular("tams"), singular("tams", typed=True)
    ('TAM in PDAC', 'KRAS', 'tams', 'tam')
    """
    text = re.sub(r"(?<=[A-Z0-9+])s\b", "", text)
    return re.sub(r"\b([a-z]{3,4})(?<![siu])s\b", r"\1", text) if typed else text
