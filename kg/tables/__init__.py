"""The gate: tables are checked against the schema here, and only checked tables become a release."""

from kg.tables.candidate import Candidate, frame, merge
from kg.tables.curated import read_curated
from kg.tables.release import Release, admit

__all__ = ["Candidate", "Release", "admit", "frame", "merge", "read_curated"]
