"""Things under the names that MeSH, pharmacopoeias and BEL give them, where the authorities' tables have another one.

The lite file of ChEBI has no synonyms, so the commonest other names of its substances stand here.
"""

from collections.abc import Callable
from functools import lru_cache

import pandas as pd

from ingest.kit.crosswalk import flat
from ingest.kit.look_up import look_up

_OTHER_NAMES = {  # by the authority's name: those of other lists, most of them INN or USAN
    "(-)-ephedrine": "ephedrine", "(-)-epigallocatechin 3-gallate": "epigallocatechin gallate",
    "(-)-menthol": "levomenthol", "(S)-amphetamine": "dexamfetamine|dextroamphetamine",
    "1D-myo-inositol 1,4,5-trisphosphate": "inositol 1,4,5-trisphosphate",
    "1-phosphatidyl-1D-myo-inositol 3,4,5-trisphosphate": "phosphatidylinositol-3,4,5-trisphosphate",
    "17alpha-ethynylestradiol": "ethinylestradiol", "17beta-hydroxy-5alpha-androstan-3-one": "dihydrotestosterone",
    "3',5'-cyclic AMP": "cyclic AMP|cAMP|cyclic adenosine monophosphate", "3',5'-cyclic GMP": "cyclic GMP|cGMP",
    "3,3',5-triiodo-L-thyronine": "liothyronine|triiodothyronine",
    "5-formyltetrahydrofolic acid": "leucovorin|folinic acid", "6-propyl-2-thiouracil": "propylthiouracil",
    "6alpha-methylprednisolone": "methylprednisolone", "adrenaline": "epinephrine", "actinomycin D": "dactinomycin",
    "aluminium hydroxide": "aluminum hydroxide", "bile acid": "bile acids and salts", "calcidiol": "calcifediol",
    "calciol": "colecalciferol|cholecalciferol|vitamin D3", "calcium(2+)": "calcium", "cephalexin": "cefalexin",
    "cephapirin": "cefapirin", "cephradine": "cefradine", "cortisol": "hydrocortisone",
    "cromoglycic acid": "cromoglicic acid", "cyanocob(III)alamin": "cyanocobalamin",
    "cyclosporin A": "ciclosporin|cyclosporine", "deoxyribonucleic acid": "DNA", "desferrioxamine B": "deferoxamine",
    "diarsenic trioxide": "arsenic trioxide",
    "flumethasone": "flumetasone", "Flurandrenolide": "fludroxycortide", "dioxygen": "oxygen", "forskolin": "colforsin",
    "gentamycin": "gentamicin", "GTP": "guanosine triphosphate", "hexamethylmelamine": "altretamine",
    "high-density lipoprotein": "HDL lipoprotein|HDL lipoproteins",
    "high-density lipoprotein cholesterol": "HDL cholesterol", "hydroxyurea": "hydroxycarbamide",
    "indometacin": "indomethacin", "isoprenaline": "isoproterenol", "L-dopa": "levodopa",
    "L-thyroxine": "levothyroxine",
    "low-density lipoprotein": "LDL lipoprotein|LDL lipoproteins",
    "low-density lipoprotein cholesterol": "LDL cholesterol", "magnesium(2+)": "magnesium", "meclizine": "meclozine",
    "methicillin": "meticillin", "N-formyl-L-methionyl-L-leucyl-L-phenylalanine": "FMLP",
    "NF-kappaB complex": "Nfkb complex", "nicotinic acid": "niacin", "noradrenaline": "norepinephrine",
    "nucleotide-activated protein kinase complex": "AMP activated protein kinase complex",
    "paracetamol": "acetaminophen",
    "phosphatidylinositol 3-kinase complex, class IA": "p85/p110 PI3Kinase complex",
    "phorbol 13-acetate 12-myristate": "tetradecanoylphorbol acetate", "phylloquinone": "phytomenadione",
    "potassium(1+)": "potassium", "prostaglandin E2": "dinoprostone",
    "prostaglandin I2": "epoprostenol|prostacyclin",
    "pyrazinecarboxamide": "pyrazinamide", "ribonucleic acid": "RNA", "sodium(1+)": "sodium",
    "sulfisoxazole": "sulfafurazole", "thiamine(1+)": "thiamine", "torasemide": "torsemide",
    "trimeprazine": "alimemazine",
    "urea": "carbamide", "valacyclovir": "valaciclovir",
    "very-low-density lipoprotein cholesterol": "VLDL cholesterol", "vincaleukoblastine": "vinblastine",
    "vitamin D2": "ergocalciferol",
}  # fmt: skip


def found(names: "pd.Series[str]", by: "Callable[[pd.Series[str]], pd.Series[str]]") -> "pd.Series[str]":
    """Ids by name: as it is written, as the authority writes it, in natural order, in the singular.

    "Lung Diseases, Obstructive" is looked for as "Obstructive Lung Diseases" and "Obstructive Lung Disease" as well.

    Args:
        names: one a cell.
        by: gives the ids of names, "" for none; as in ``lambda some: names.named(some, ["Disease"])``.
    """
    unique = names.drop_duplicates()
    natural = unique.str.replace(r"^([^,]+), ([^,]+)$", r"\2 \1", regex=True)
    single = natural.str.replace(r"(?<=[^siu])s$", "", regex=True)
    ids = by(unique)
    for other in (_authoritys(unique), natural, _authoritys(natural), single, _authoritys(single)):
        ids = ids.where(ids != "", by(other.where(ids == "", "")))
    return look_up(names, dict(zip(unique, ids, strict=True)))


def _authoritys(names: "pd.Series[str]") -> "pd.Series[str]":
    return look_up(flat(names), _by_other_name())


@lru_cache(maxsize=1)
def _by_other_name() -> dict[str, str]:
    each = pd.Series(_OTHER_NAMES).str.split("|").explode()
    return dict(zip(flat(each), each.index, strict=True))
