"""Every step of every path in words, as a table and as a file."""

import links
import pandas as pd
import streamlit as st

from kg.answers import Path, Step, TraceAnswer
from kg.wording import KIND_STEPS, NOT_STATED, belief_words, relation_words, sign_mark, sign_word


def step_table(answer: TraceAnswer, title: str) -> None:
    """The paths one under the other; the steps of the chosen one, and the whole answer as files."""
    st.header("Paths", anchor=False)
    chosen = st.dataframe(
        pd.DataFrame([_path_row(path) for path in answer.paths]),
        hide_index=True,
        key="paths",
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "rank": st.column_config.NumberColumn("rank", width="small"),
            "path": st.column_config.TextColumn("path", width="large"),
            "belief": st.column_config.ProgressColumn("belief", min_value=0, max_value=1, format="%.2f"),
        },
    )
    rows = chosen["selection"]["rows"]
    if rows:
        st.query_params["path"] = str(rows[0] + 1)
    asked = st.query_params.get("path", "1")
    path = answer.paths[int(asked) - 1 if asked.isdigit() and 1 <= int(asked) <= len(answer.paths) else 0]
    st.header(f"Steps of path {path.rank}", anchor=False)
    st.dataframe(
        pd.DataFrame([_step_row(number, step) for number, step in enumerate(path.steps, 1)]),
        hide_index=True,
        key="steps",
        column_config={
            "belief": st.column_config.ProgressColumn("belief", min_value=0, max_value=1, format="%.2f"),
            "paper": st.column_config.LinkColumn("paper", display_text=links.SHOWN_ADDRESS),
            "findings": st.column_config.LinkColumn("findings", display_text="open"),
        },
    )
    with st.container(horizontal=True, gap="small"):
        name = "".join(letter if letter.isalnum() else "-" for letter in title)[:60]
        st.download_button(
            "Steps as a table (TSV)",
            answer.frame().to_csv(index=False, sep="\t"),
            f"{name}.tsv",
            on_click="ignore",
            icon=":material/download:",
        )
        st.download_button(
            "Text with references (Markdown)",
            answer.markdown(),
            f"{name}.md",
            on_click="ignore",
            icon=":material/download:",
        )


def _path_row(path: Path) -> dict[str, object]:
    return {
        "rank": path.rank,
        "path": " → ".join(node.name for node in path.nodes),
        "effect": sign_word(path.sign),
        "belief": path.belief,
        "steps": len(path.steps),
        "fewest papers": min((step.n_papers for step in path.steps if step.predicate not in KIND_STEPS), default=0),
        "against": sum(
            len(step.against) + sum(one.stance == "refutes" for one in step.findings) for step in path.steps
        ),
    }


def _step_row(number: int, step: Step) -> dict[str, object]:
    cites = [cite for one in step.findings for cite in one.cites]
    return {
        "step": number,
        "subject": step.subject.name,
        "relation": relation_words(step.predicate, step.sign),
        "sign": sign_mark(step.predicate, step.sign),
        "object": step.object.name,
        "belief": step.belief,
        "interval": f"{step.belief_low:.2f}–{step.belief_high:.2f}",
        "in words": belief_words(step.belief),
        "papers": step.n_papers,
        "cancer": _stated(step, "cancer"),
        "cell": _stated(step, "cell"),
        "species": _stated(step, "species"),
        "evidence": "; ".join(dict.fromkeys(one.evidence for one in step.findings)) or "vocabulary",
        "paper": links.address(cites[0]) if cites else None,
        "findings": links.relation_address(step.relation),
    }


def _stated(step: Step, role: str) -> str:
    values = dict.fromkeys(one.context[role] for one in step.findings if one.context[role] != NOT_STATED)
    return "; ".join(values) or NOT_STATED
