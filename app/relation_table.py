"""Many relations as one table: sortable, with a link to a paper, and the findings of the row that is chosen."""

from typing import Any

import links
import pandas as pd
import streamlit as st
from claim_cards import finding_cards, heading
from open_graph import graph

from kg.wording import belief_words, relation_words, sign_mark


def relation_table(rows: pd.DataFrame, name: str, key: str) -> None:
    """The relations of ``rows`` as a table; choosing a row opens its findings.

    Args:
        rows: columns of ``kg.pages.Entity.acts``, and ``forward``: whether the entity ``name`` is the subject.
        name: the entity whose page this is.
        key: identity of the table on the page.
    """
    each: list[Any] = list(rows.itertuples(index=False))
    shown = pd.DataFrame(
        {
            "claim": [_claim(name, row) for row in each],
            "sign": [_mark(row) for row in each],
            "belief": rows["belief"],
            "interval": [
                f"{low:.2f}–{high:.2f}" for low, high in zip(rows["belief_low"], rows["belief_high"], strict=True)
            ],
            "in words": [belief_words(value) for value in rows["belief"]],
            "papers": rows["n_papers"],
            "against": rows["n_against"] + rows["n_refuting"],
            "cancer": rows["cancers"],
            "cell": rows["cells"],
            "species": rows["species"],
            "first paper": [links.address(cites.split("; ")[0]) if cites else None for cites in rows["cites"]],
        }
    )
    st.caption("Choose a row to read its findings.")
    chosen = st.dataframe(
        shown,
        hide_index=True,
        key=key,
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "claim": st.column_config.TextColumn("claim", width="large"),
            "belief": st.column_config.ProgressColumn("belief", min_value=0, max_value=1, format="%.2f"),
            "first paper": st.column_config.LinkColumn("first paper", display_text=links.SHOWN_ADDRESS),
        },
    )
    picked = chosen["selection"]["rows"]
    if picked and picked[0] < len(rows):
        claim = graph().relation(each[picked[0]].relation)
        with st.container(border=True, key=f"chosen-{key}"):
            heading(claim, f"chosen-{key}")
            finding_cards(claim.findings, claim.against, f"chosen-{key}")
            links.evidence("Open as a page of its own", relation=claim.id)


def _mark(row: Any) -> str:
    mark = sign_mark(row.predicate, row.sign)
    return mark if row.n_supporting else f"not found: {mark}".removesuffix(": ")


def _claim(name: str, row: Any) -> str:
    subject, object_ = (name, row.other) if row.forward else (row.other, name)
    return f"{subject} {relation_words(row.predicate, row.sign)} {object_}"
