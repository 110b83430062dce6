"""The TME knowledge graph."""
