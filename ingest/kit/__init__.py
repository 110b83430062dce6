"""What every source module uses: it tells about itself, gets and reads its files, finds identifiers, yields rows."""

from ingest.kit.about import About, File
from ingest.kit.crosswalk import Crosswalk
from ingest.kit.staged import Staged, stage, unmapped

__all__ = ["About", "Crosswalk", "File", "Staged", "stage", "unmapped"]
