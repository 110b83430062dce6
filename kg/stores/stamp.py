"""What a store says of the release in it, and when that is not enough to answer from it."""

from typing import Any

from kg.errors import StoreUnavailable
from kg.model import Model
from kg.stores.answer import Answer

QUERY = (
    "MATCH (r:Release) RETURN r.id AS id, r.data_date AS data_date, r.code_version AS code_version, "
    "r.model_version AS model_version, r.status AS status, r.sources AS sources ORDER BY id"
)


def checked(answer: Answer, url: str) -> dict[str, Any]:
    """The one row of ``answer``, the Release nodes of a store.

    Raises:
        StoreUnavailable: no release, more than one, one that is not complete, or one of another model.
    """
    remedy = f"run 'tmekg load {url}'"
    columns, rows, _ = answer
    if not rows:
        raise StoreUnavailable(f"{url} holds no release; {remedy}")
    row = dict(zip(columns, rows[0], strict=True))
    if len(rows) > 1 or row["status"] != "complete":
        raise StoreUnavailable(f"{url} is incomplete: the load of {row['id']} was not finished; {remedy}")
    if row["model_version"] != Model.load().version:
        raise StoreUnavailable(
            f"{url} was loaded with model {row['model_version']} and this tmekg has {Model.load().version}; {remedy}"
        )
    return row
