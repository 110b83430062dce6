"""Text from the data where Streamlit only takes Markdown: labels of badges, links and buttons, headings, captions."""

import re

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_CONTROLS = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# What Streamlit puts in after parsing, so that a backslash does not keep it out: short codes of emoji, arrows, and
# addresses without link syntax. An invisible word joiner inside does.
_AFTERWARDS = re.compile(r"<->|->|<-|--|>=|<=|~=|://|(?<=www)\.|(?<=\w)@(?=\w)|:(?=[\w+-]+:)", re.IGNORECASE)
_JOINER = "\u2060"


def plain(text: object, longest: int = 300) -> str:
    """Markdown that shows ``text`` as it is, on one line, cut after ``longest`` characters.

    Characters that steer the direction of writing, or nothing that can be seen, are left out.

    >>> plain("[click](javascript:alert(1))")
    '\\\\[click\\\\]\\\\(javascript\\\\:alert\\\\(1\\\\)\\\\)'
    """
    shown = one_line(text, longest)
    parts = _AFTERWARDS.split(shown)
    signs = _AFTERWARDS.findall(shown)
    joined = parts[0]
    for sign, rest in zip(signs, parts[1:], strict=True):
        joined += _JOINER + sign[0] + _JOINER + sign[1:] + rest
    return _PUNCTUATION.sub(r"\\\1", joined)


def visible(text: object) -> str:
    """``text`` without characters that cannot be seen or that turn the direction of writing, for ``st.text``.

    >>> visible("a\u202ecba")
    'acba'
    """
    return _CONTROLS.sub("", str(text))


def one_line(text: object, longest: int = 300) -> str:
    """``text`` without control and direction characters, on one line, cut with an ellipsis.

    >>> one_line("a\\nb" + "c" * 9, longest=6)
    'a bcc…'
    """
    shown = " ".join(visible(str(text).replace("\n", " ")).split())
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"
