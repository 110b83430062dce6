"""One spelling for what people type: the same for spellings of one name, another for different names."""

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.names import fold, key, loose, normalise, singular

WORDS = st.text(st.sampled_from("aeglmnorstuABTS019+-–−  βγκ⁺ßé'/(),"), max_size=30) | st.text(max_size=30)


@given(WORDS)
def test_normalise_of_its_own_result_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(WORDS)
def test_keys_depend_on_the_normalised_words_alone(text: str) -> None:
    assert key(normalise(text)) == key(text)
    assert loose(normalise(text)) == loose(text)


@given(WORDS)
def test_case_composition_and_unseen_marks_do_not_matter(text: str) -> None:
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(text)
    assert normalise(f"\u200f{text}\u200b") == normalise(text)
    assert fold(fold(text)) == fold(text)


@given(WORDS)
def test_a_normalised_text_holds_words_and_single_spaces(text: str) -> None:
    words = normalise(text)
    assert words == " ".join(words.split())
    assert not words or any(character.isalnum() for character in words)


@pytest.mark.parametrize("dash", list("-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d"))
def test_every_dash_is_a_hyphen(dash: str) -> None:
    assert normalise(f"PD{dash}L1") == "pd l1"
    assert key(f"B7{dash}H1") == "b7h1"


@pytest.mark.parametrize(
    ("british", "american"),
    [
        ("tumour", "tumor"), ("tumoural", "tumoral"), ("signalling", "signaling"), ("haematopoietic", "hematopoietic"),
        ("anaemia", "anemia"), ("leukaemia", "leukemia"), ("ischaemia", "ischemia"), ("glycaemia", "glycemia"),
        ("faecal", "fecal"), ("paediatric", "pediatric"), ("aetiology", "etiology"), ("oedema", "edema"),
        ("oesophageal", "esophageal"), ("oestrogen", "estrogen"), ("foetal", "fetal"), ("diarrhoea", "diarrhea"),
        ("sulphate", "sulfate"), ("remodelling", "remodeling"), ("labelled", "labeled"), ("fibre", "fibers"),
        ("centre", "center"), ("programme", "program"), ("polarisation", "polarization"), ("normalised", "normalized"),
        ("neutralising", "neutralizing"), ("hydrolyse", "hydrolyze"), ("caecum", "cecum"), ("leucocyte", "leukocyte"),
        ("homoeostasis", "homeostasis"), ("coeliac", "celiac"), ("behaviour", "behavior"), ("defence", "defense"),
        ("haemorrhage", "hemorrhage"), ("ageing", "aging"), ("anaesthesia", "anesthesia"),
    ],
)  # fmt: skip
def test_british_and_american_spelling_are_one(british: str, american: str) -> None:
    assert normalise(british) == normalise(american)


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("macrophages", "macrophage"), ("Tregs", "Treg"), ("carcinomas", "carcinoma"), ("metastases", "metastasis"),
        ("therapies", "therapy"), ("processes", "process"), ("complexes", "complex"), ("viruses", "virus"),
        ("niches", "niche"), ("ratios", "ratio"), ("T cells", "T-cell"),
    ],
)  # fmt: skip
def test_plural_and_singular_are_one(plural: str, one: str) -> None:
    assert normalise(plural) == normalise(one)


@pytest.mark.parametrize("symbol", ["KRAS", "FAS", "AXIN1", "SOCS", "thymus", "fibrosis", "pancreas", "loss"])
def test_a_final_s_that_is_no_plural_stays(symbol: str) -> None:
    assert normalise(symbol).endswith(symbol[-1].lower())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("SPP1+ TAM", "SPP1 TAM"), ("CD105+ fibroblast", "CD105- fibroblast"), ("SLC7A11-high", "SLC7A11+"),
        ("SLC7A11pos", "SLC7A11+"), ("SLC7A11-high", "SLC7A11-low"), ("CD44++", "CD44+"), ("miR-21-5p", "miR-215p"),
        ("IL-1", "IL-11"),
    ],
)  # fmt: skip
def test_what_tells_two_names_apart_is_kept(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)
    assert key(one) != key(other)


@pytest.mark.parametrize("typed", ["TGF-β", "TGFβ", "TGF-beta", "TGFbeta", "TGF beta", "TGF-ß", "TGF-b", "TGFb"])
def test_greek_letters_names_and_latin_letters_meet(typed: str) -> None:
    assert loose(typed) == "tgfb"


def test_a_sharp_s_is_beta_only_where_german_has_none() -> None:
    assert normalise("IL-1ß") == normalise("IL-1β")
    assert normalise("ß-catenin") == normalise("β-catenin")
    assert normalise("Straße") == "strasse"


@pytest.mark.parametrize("typed", ["CD8⁺ T cell", "CD8+ T‐cells", "CD8+T cell", "cd8+ t\u00a0CELL", "CD8\u200b+T cell"])
def test_superscripts_spaces_and_case_are_one(typed: str) -> None:
    assert key(typed) == "cd8+tcell"


@pytest.mark.shared
def test_symbols_of_genes_are_told_apart(shared: Path) -> None:
    with (shared / "data/hgnc/hgnc_complete_set.tsv").open(encoding="utf-8", newline="") as file:
        symbols = [row["symbol"] for row in csv.DictReader(file, delimiter="\t")]
    meeting: dict[str, set[str]] = {}
    for symbol in symbols:
        meeting.setdefault(key(symbol), set()).add(symbol)
    same = {frozenset(group) for group in meeting.values() if len(group) > 1}
    assert same == {
        frozenset({"GAPDH", "GAPDHS"}), frozenset({"HPGD", "HPGDS"}), frozenset({"MTTP", "MT-TP"})
    }  # resolved by their exact spelling  # fmt: skip


def test_abbreviations_lose_their_plural_only_where_it_shows() -> None:
    assert [singular(text) for text in ("TAMs", "cDC1s", "KRAS", "Treg")] == ["TAM", "cDC1", "KRAS", "Treg"]
    assert [singular(text, typed=True) for text in ("tams", "cafs", "gas", "mass")] == ["tam", "caf", "gas", "mass"]
