"""The command line: a thin skin over :mod:`kg`. Exit 0 answered, 1 nothing found, 2 bad input, 3 environment."""

import importlib
import os
import pkgutil
import sys

import typer

from kg.errors import InvalidModel, InvalidQuery, InvalidRow, StoreUnavailable

NOTHING, BAD_INPUT, ENVIRONMENT = 1, 2, 3

app = typer.Typer(
    name="tmekg",
    help="A cited knowledge graph of the tumour microenvironment.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _module in pkgutil.iter_modules(__path__):
    app.add_typer(importlib.import_module(f"{__name__}.{_module.name}").commands)


def main() -> None:
    """Run the command; errors become one message on standard error and an exit code."""
    try:
        app()
    except InvalidRow as error:
        _fail(f"{error}\nfaults: {len(error.faults)}; nothing was written", BAD_INPUT)
    except InvalidQuery as error:
        unsaid = [f"  {choice}" for choice in error.suggestions if choice not in str(error)]
        _fail("\n".join([str(error), *unsaid]), BAD_INPUT)
    except (StoreUnavailable, InvalidModel) as error:
        _fail(str(error), ENVIRONMENT)
    except BrokenPipeError:  # the reader of a pipe has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        _fail("stopped", 130)


def _fail(message: str, code: int) -> None:
    print(message, file=sys.stderr)
    sys.exit(code)
