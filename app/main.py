"""The app: `tmekg app`, or `streamlit run app/main.py`. A page is one file under pages/; that listing is the menu."""

import logging
from pathlib import Path

import streamlit as st
from graph_component import page_style
from open_graph import graph
from page_frame import menu, pages, show, stamp

from kg.errors import InvalidModel, StoreUnavailable, TmeError

_HERE = Path(__file__).parent


def run(page: st.Page) -> None:
    """Show a page; what goes wrong on purpose is said without a traceback."""
    try:
        graph()
        show(page)
    except (StoreUnavailable, InvalidModel) as error:
        no_graph(error)
        return
    except TmeError as error:
        st.error("This question cannot be answered as it is asked.")
        st.text(str(error))
        st.page_link(pages()[0], label="Start again from the search")
    except Exception:
        logging.getLogger("tmekg.app").exception("page %s", page.title)
        st.error("Something went wrong on this page. The reason stands in the app's log.")
        st.page_link(pages()[0], label="Start again from the search")
    stamp()


def no_graph(error: TmeError) -> None:
    """What to run when there is no graph to show yet."""
    st.title("There is no graph to show yet", anchor=False)
    st.text(str(error))
    st.text("Build the graph and load it, then reload this page:")
    st.code("tmekg build\ntmekg load\ntmekg app", language="bash")
    st.text("To use a store elsewhere, set TMEKG_URL to its file or its bolt:// address and start the app again.")


st.set_page_config(
    page_title="Tumour microenvironment knowledge graph", page_icon=str(_HERE / "icon.png"), layout="wide"
)
page_style()
st.logo(str(_HERE / "logo.svg"), size="large")
run(menu())
