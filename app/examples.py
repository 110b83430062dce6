"""Six questions to start from: each is a link that answers itself, and shows what can be asked."""

import links
import streamlit as st
from open_graph import graph
from plain import plain

_TRACES = (
    (
        "How does VWF lead to immunosuppression by way of hypoxia?",
        {"from": "VWF", "to": "immunosuppression", "via": "hypoxia"},
    ),
    (
        "How do PRRX2+ myCAFs promote perineural invasion by TGF-β signalling?",
        {"from": "PRRX2+ myCAF", "to": "perineural invasion", "via": "TGF-beta signalling"},
    ),
    (
        "What does chemotherapy do to CD8 T cells through PTGER3+ lipoCAFs?",
        {"from": "chemotherapy", "to": "CD8+ T cell function", "via": "PTGER3+ lipoCAF"},
    ),
    (
        "How does incomplete ablation bring the tumour back?",
        {"from": "insufficient radiofrequency ablation", "to": "tumour recurrence"},
    ),
)
_ENTITIES = (
    ("What are myCAFs, what makes them and what do they do?", "TME:0000002"),
    ("What acts on PD-L1, and which drugs hit it?", "HGNC:17635"),
)


_ACROSS = 3


def examples() -> None:
    """The example questions as cards, and how much is held."""
    st.header("Try one of these", anchor=False)
    cards = [("Mechanism", question, asked) for question, asked in _TRACES]
    cards += [("What is known of one thing", question, {"id": key}) for question, key in _ENTITIES]
    for row in range(0, len(cards), _ACROSS):
        columns = st.columns(_ACROSS, gap="small")
        for number, (what, question, asked) in enumerate(cards[row : row + _ACROSS]):
            with columns[number].container(border=True, key=f"example-{row + number}", height="stretch"):
                st.caption(what)
                if "id" in asked:
                    links.entity(asked["id"], question)
                else:
                    links.trace(question, **asked)
    held = graph().coverage()
    others = graph().snapshot.arrow("finding").num_rows - held.findings
    with st.container(key="held"):
        st.text(
            f"Held here: {held.findings:,} findings from {held.publications:,} publications, on {held.entities:,} "
            f"cells, molecules, processes, drugs and diseases. {held.refuting:,} findings say what was tested and "
            f"not found. Beside them stand {others:,} statements of public databases and of the vocabulary."
        )
        st.page_link(links.COVERAGE, label=plain("What is covered, and what is not"))
