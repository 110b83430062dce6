"""What an engine hands over before it becomes a frame, and what is said when it could not. Imports nothing heavy."""

from typing import Any

Answer = tuple[list[str], list[list[Any]], bool]  # columns, rows, whether there were more rows than asked for

TOO_LARGE = "the statement needs more memory than it may have; narrow it"


def too_long(seconds: float) -> str:
    """What to say of a statement that was ended."""
    return f"the statement ran longer than {seconds:g} s and was ended; narrow it, or allow it more time"
