"""Sources of the graph. One module a source: ``candidate()`` gives its tables, the faults found, and its counts."""
