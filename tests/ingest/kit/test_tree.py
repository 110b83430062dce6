"""JSON and YAML from strangers: what nests or multiplies is refused, as is another layout; locators are joined."""

import pandas as pd
import pytest

from ingest.kit import tree
from kg.errors import InvalidRow


@pytest.mark.parametrize("content", [b"\xff\xfe", b"{", b"[" * 100_000])
def test_no_json_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidRow, match="a whole JSON text"):
        tree.read_json(content, "x.json")


@pytest.mark.parametrize("content", [b"\xff\xfe", b"a: [", b"- " * 100_000, b"[" * 60 + b"]" * 60, b"a: &x [1]\nb: *x",
                                     b"!!python/object/apply:os.getcwd []"])  # fmt: skip
def test_no_honest_yaml_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidRow, match=r"x\.yaml"):
        tree.read_yaml(content, "x.yaml")


def test_cells_are_text_without_what_cannot_be_seen() -> None:
    assert tree.cells([{"id": "\ufeffa ", "n": 1}], ("id", "n"), "x", ("no",)) == [{"id": "a", "n": "1", "no": ""}]


def test_locators_of_one_claim_are_joined_up_to_a_number() -> None:
    claims = pd.DataFrame({"subject": list("aaaab"), "locator": list("zyxwz"), "cites": list("12345")})
    assert tree.gathered(claims).tolist() == ["z; y; x and 1 more"] * 4 + ["z"]
