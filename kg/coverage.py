"""What a release covers, and what it does not: counts, gaps, and how well the mechanisms hang together."""

from dataclasses import dataclass
from functools import cached_property

import networkx as nx
import pandas as pd

from kg.contradictions import contradictions
from kg.drugs import drugs
from kg.model import Model
from kg.snapshot import Snapshot, familiar
from kg.subsets import subsets
from kg.tables.curated import VOCABULARY

CORE = ("Gene", "CellSubset", "Process", "Outcome")
_INNER = ("Gene", "Complex", "Chemical", "CellSubset", "Process", "Pathway")
# What mechanisms of the microenvironment end in, beside outcomes: tumour progression, suppression and immunity.
ENDS = ("TME:0000177", "TME:0000050", "TME:0000642")
_STEPS = 6
_CANCERS = 20


@dataclass(frozen=True)
class Coverage:
    """Of one release, over its curated findings and what they speak of.

    What public sources add, and the vocabulary's own hierarchy, are left out of the counts.

    The counts are read at once, each frame when it is asked for. Their columns stand in the first line of each.
    """

    snapshot: Snapshot

    @cached_property
    def held(self) -> pd.DataFrame:
        """The curated findings, as in the snapshot."""
        return self.snapshot.finding[~self.snapshot.finding["axis"].isin(["", VOCABULARY])]

    @cached_property
    def entity(self) -> pd.DataFrame:
        """The things of the vocabulary, and others that curated findings speak of."""
        every = self.snapshot.entity
        ours = familiar(self.snapshot.finding, self.snapshot.context)
        return every[(every["source"] == VOCABULARY) | every["id"].isin(ours)].reset_index(drop=True)

    @cached_property
    def relation(self) -> pd.DataFrame:
        """The relations that a curated finding or the vocabulary supports."""
        every = self.snapshot.relation
        return every[(every["axes"] != "") & (every["n_supporting"] > 0)]

    @cached_property
    def _cited(self) -> pd.DataFrame:
        return self.held.merge(self.snapshot.cites, left_on="id", right_on="finding", suffixes=("", "_cited"))

    @property
    def entities(self) -> int:
        """Number of entities."""
        return len(self.entity)

    @property
    def findings(self) -> int:
        """Number of findings."""
        return len(self.held)

    @property
    def relations(self) -> int:
        """Number of relations that the findings make."""
        return int(self.held["relation"].nunique())

    @property
    def publications(self) -> int:
        """Number of publications that are cited."""
        return int(self._cited["publication"].nunique())

    @property
    def refuting(self) -> int:
        """Number of findings that say what was tested and not found."""
        return int((self.held["stance"] == "refutes").sum())

    @cached_property
    def labels(self) -> pd.DataFrame:
        """label, entities"""
        return self.entity.groupby("label").size().reset_index(name="entities")

    @cached_property
    def axes(self) -> pd.DataFrame:
        """axis, findings, refuting, papers, read_again (findings that a second reader has read against the paper)"""
        of = self.held.groupby("axis")
        frame = of.agg(
            findings=("id", "size"),
            refuting=("stance", lambda values: int((values == "refutes").sum())),
            read_again=("checked_on", lambda values: int((values != "").sum())),
        )
        frame.insert(2, "papers", self._cited.groupby("axis")["publication"].nunique())
        return frame.fillna({"papers": 0}).astype({"papers": int}).reset_index()

    @cached_property
    def evidence(self) -> pd.DataFrame:
        """evidence, findings"""
        return self.held.groupby("evidence").size().reset_index(name="findings")

    @cached_property
    def cancers(self) -> pd.DataFrame:
        """id, cancer, findings, papers; each cancer as it is stated"""
        stated = self.snapshot.context[self.snapshot.context["role"] == "cancer"]
        each = self._cited[["id", "publication"]].merge(stated, left_on="id", right_on="finding").groupby("entity")
        frame = each.agg(findings=("id", "nunique"), papers=("publication", "nunique")).reset_index(names="id")
        frame.insert(1, "cancer", frame["id"].map(self.snapshot.name))
        return frame.sort_values(["findings", "cancer"], ascending=[False, True], ignore_index=True)

    @cached_property
    def axes_by_cancer(self) -> pd.DataFrame:
        """cancer, and a column for each axis: findings in the cancer or a kind of it, for the cancers with the most"""
        stated = self.snapshot.context[self.snapshot.context["role"] == "cancer"]
        each = self.held[["id", "axis"]].merge(stated, left_on="id", right_on="finding")
        narrower = self.snapshot.hierarchy.narrower
        axes = sorted(self.held["axis"].unique())
        rows = []
        for key in self.cancers["id"].head(_CANCERS):
            within = each[each["entity"].isin(narrower(key))].drop_duplicates("id")
            rows.append([self.snapshot.name[key], *within["axis"].value_counts().reindex(axes).fillna(0).astype(int)])
        return pd.DataFrame(rows, columns=["cancer", *axes])

    @cached_property
    def subsets(self) -> pd.DataFrame:
        """Cell subsets and what is missing of each; see :func:`kg.subsets.subsets`."""
        every = subsets(self.snapshot)
        return every[every["id"].isin(self.entity["id"])].reset_index(drop=True)

    @cached_property
    def drugs(self) -> pd.DataFrame:
        """Drugs and regimens with target and result; see :func:`kg.drugs.drugs`."""
        every = drugs(self.snapshot)
        return every[every["id"].isin(self.entity["id"])].reset_index(drop=True)

    @cached_property
    def contradictions(self) -> pd.DataFrame:
        """Claims with two sides; see :func:`kg.contradictions.contradictions`."""
        return contradictions(self.snapshot)

    @cached_property
    def links(self) -> pd.DataFrame:
        """id, name, label, relations; the number of supported relations of each entity, fewest first"""
        held = self.relation
        count = pd.concat([held["subject"], held["object"]]).value_counts()
        frame = self.entity[["id", "name", "label"]].copy()
        frame["relations"] = frame["id"].map(count).fillna(0).astype(int)
        return frame.sort_values(["relations", "label", "name"], ignore_index=True)

    def _walked(self, *ways: str) -> pd.DataFrame:
        """The supported relations that a path may go along in one of these ways."""
        types = Model.load().relation_types
        return self.relation[self.relation["predicate"].isin([name for name, of in types.items() if of.walk in ways])]

    @cached_property
    def core(self) -> pd.DataFrame:
        """id, name, label, relations; the mechanism core: genes, cell subsets, processes and outcomes with an effect

        Things that are only a marker, a place or a term of the vocabulary are not of it; ``links`` has them.
        """
        steps = self._walked("any step", "last step")
        taking_part = self.links["id"].isin(set(steps["subject"]) | set(steps["object"]))
        return self.links[self.links["label"].isin(CORE) & taking_part].reset_index(drop=True)

    @cached_property
    def core_degree(self) -> float:
        """Median number of relations in the mechanism core."""
        return float(self.core["relations"].median())

    @cached_property
    def core_component(self) -> float:
        """Share of the mechanism core that hangs together by relations within it."""
        core = set(self.core["id"])
        held = self.relation
        among = held[held["subject"].isin(core) & held["object"].isin(core)]
        graph = nx.Graph(list(zip(among["subject"], among["object"], strict=True)))
        return max(map(len, nx.connected_components(graph)), default=0) / max(len(core), 1)

    @cached_property
    def broken(self) -> pd.DataFrame:
        """id, name, label, acted_on_by, acts_on; things that something acts on, from which no end is reached

        An end is an outcome or a kind of ``ENDS``; it has to come within six steps of an effect.
        """
        held = self._walked("any step", "last step", "step up")
        reached = set(self.entity.loc[self.entity["label"] == "Outcome", "id"])
        reached.update(*(self.snapshot.hierarchy.narrower(end) for end in ENDS))
        for _ in range(_STEPS):
            reached |= set(held.loc[held["object"].isin(reached), "subject"])
        acting = held[held["predicate"] != "SUBSET_OF"]
        frame = self.entity[["id", "name", "label"]].assign(
            acted_on_by=lambda rows: rows["id"].map(acting["object"].value_counts()).fillna(0).astype(int),
            acts_on=lambda rows: rows["id"].map(acting["subject"].value_counts()).fillna(0).astype(int),
        )
        inner = frame["label"].isin(_INNER) & (frame["acted_on_by"] > 0) & ~frame["id"].isin(reached)
        return frame[inner].sort_values(["acted_on_by", "name"], ascending=[False, True], ignore_index=True)

    @cached_property
    def gaps(self) -> pd.DataFrame:
        """gap, entities, examples; what a reader would miss"""
        links = self.links
        described = self.subsets
        empty = {
            "things with a single relation": links[links["relations"] == 1],
            "things with none": links[links["relations"] == 0],
        }
        found = {
            "cell subsets with fewer than three markers": described.loc[described["markers"] < 3, "subset"],
            "cell subsets that nothing is said to induce": described.loc[described["inducers"] == 0, "subset"],
            "chains that break: acted on, and no end within six steps": self.broken["name"],
            **{gap: rows["name"] for gap, rows in empty.items()},
        }
        rows = [(gap, len(names), "; ".join(list(names)[:8])) for gap, names in found.items()]
        return pd.DataFrame(rows, columns=["gap", "entities", "examples"])
