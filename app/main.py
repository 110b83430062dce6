"""The app: `tmekg app`, or `streamlit run app/main.py`. A page is one file under pages/; the listing is the registry.

A page's docstring begins with its title, then a colon and what it is for. Files are named NN_name.py; NN orders the
menu, name is the page's address.
"""

import ast
import logging
from pathlib import Path

import streamlit as st
from graph_component import page_style
from open_graph import graph
from page_frame import stamp

from kg.errors import InvalidModel, StoreUnavailable, TmeError

_HERE = Path(__file__).parent


def pages() -> list[st.Page]:
    """The pages under pages/, in the order of their file names."""
    found = []
    for at, file in enumerate(sorted((_HERE / "pages").glob("*.py"))):
        about = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or file.stem
        title = about.partition(":")[0]
        found.append(st.Page(file, title=title, url_path=file.stem.partition("_")[2], default=at == 0))
    return found


def run(page: st.Page) -> None:
    """Show a page; what goes wrong on purpose is said without a traceback."""
    try:
        graph()
        page.run()
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
current = st.navigation(pages(), position="top")
run(current)
