"""Names as other lists spell them."""

import pandas as pd
import pytest

from ingest.kit import spellings
from ingest.kit.look_up import look_up

IDS = {
    "chronic lung disease": "1",
    "deoxyribonucleic acid": "2",
    "low-density lipoprotein": "3",
    "virus": "4",
    "cell": "5",
}


@pytest.mark.parametrize(
    ("name", "found"),
    [("chronic lung disease", "1"), ("lung disease, chronic", "1"), ("lung diseases, chronic", "1"), ("DNA", "2"),
     ("Lipoproteins, LDL", "3"), ("virus", "4"), ("viru", ""), ("cells", "5"), ("", ""), ("a, b, c", "")],
)  # fmt: skip
def test_a_name_is_found_however_it_is_turned(name: str, found: str) -> None:
    assert spellings.found(pd.Series([name]), lambda some: look_up(some, IDS)).tolist() == [found]
