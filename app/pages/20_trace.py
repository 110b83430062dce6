"""Trace: how one thing leads to another, step by step, with the papers of every step."""

import streamlit as st
from page_frame import framed, opening
from trace_form import trace_form
from trace_view import show_answer, show_hint

framed()
opening(
    "Trace a mechanism",
    "From one thing to another, step by step: the sign of each step, the context it was seen in, and who says so.",
)
asked = trace_form()
if asked is None:
    show_hint()
else:
    with st.container(key="answer"):
        show_answer(asked)
