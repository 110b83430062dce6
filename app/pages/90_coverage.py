"""Coverage: what is in this release, what is not, and where it comes from."""

import streamlit as st
from graph_component import label_word
from open_graph import graph
from page_frame import framed, opening

framed()
opening("Coverage", "What is in this release, what is not, and where it comes from.")
held = graph().coverage()
with st.container(horizontal=True, gap="small", key="counts"):
    for word, count in (
        ("entities", held.entities),
        ("relations", held.relations),
        ("findings", held.findings),
        ("publications", held.publications),
        ("tested and not found", held.refuting),
    ):
        st.metric(word, f"{count:,}", border=True, width=168)
left, right = st.columns(2, gap="medium")
with left:
    st.header("By subject", anchor=False)
    axes = held.axes.rename(columns={"axis": "subject", "refuting": "not found", "read_again": "read again"})
    st.dataframe(axes.replace({"subject": {"_": " "}}, regex=True), hide_index=True, key="axes")
    st.header("By class of evidence", anchor=False)
    st.dataframe(held.evidence.sort_values("findings", ascending=False), hide_index=True, key="evidence")
with right:
    st.header("By cancer", anchor=False)
    st.dataframe(held.cancers[["cancer", "findings", "papers"]], hide_index=True, key="cancers", height=320)
    st.header("By kind of thing", anchor=False)
    kinds = held.labels.assign(kind=held.labels["label"].map(label_word)).sort_values("entities", ascending=False)
    st.dataframe(kinds[["kind", "entities"]], hide_index=True, key="labels")
st.header("What is not in", anchor=False)
st.text(
    "The findings were chosen by people, subject by subject. A thing with few findings here may be well studied "
    "elsewhere; that nothing is held is no evidence that nothing is known."
)
st.dataframe(held.gaps, hide_index=True, key="gaps")
st.header("How completely things are described", anchor=False)
subsets, drugs, disputed, crossed = st.tabs(["Cell subsets", "Drugs and regimens", "Two sides", "Subjects by cancer"])
with subsets:
    st.text("What is held of each: a column says how many; the last one what is still missing.")
    st.dataframe(held.subsets.drop(columns="id"), hide_index=True, key="subsets", height=360)
with drugs:
    st.text(
        "A result belongs to the drug or regimen that was tested, never to another of its class. Targets of a regimen "
        "are those of its components. This is for research, not advice on treatment."
    )
    st.dataframe(held.drugs.drop(columns=["id", "by_component"]), hide_index=True, key="drugs", height=360)
with disputed:
    st.text("Claims that some papers support and others speak against, and the stated context that separates them.")
    table = held.contradictions.drop(columns=["relation", "subject_id", "object_id"])
    table = table.rename(columns=lambda name: str(name).replace("_", " "))
    st.dataframe(table, hide_index=True, key="contradictions", height=360)
with crossed:
    st.text("Findings in each cancer or a kind of it. A zero is a gap of this graph, not of the literature.")
    crossing = held.axes_by_cancer.rename(columns=lambda name: str(name).replace("_", " "))
    st.dataframe(crossing, hide_index=True, key="axes-by-cancer")
st.header("Sources and release", anchor=False)
st.dataframe(
    graph().snapshot.source, hide_index=True, key="sources", column_config={"url": st.column_config.LinkColumn("url")}
)
stamp = graph().release
st.dataframe(
    [{"what": str(name).replace("_", " "), "value": str(value)} for name, value in stamp.items() if name != "sources"],
    hide_index=True,
    key="release",
)
