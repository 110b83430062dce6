// How much is held on each axis of curation?
//
// parameter limit: integer = 200; rows at most
// returns axis, n_findings, n_claims, n_papers, n_refuting, n_human, n_mouse, n_trial, n_checked
// returns last_year
// example
MATCH (f:Finding)
OPTIONAL MATCH (f)-[:CITES]->(p:Publication)
RETURN
  f.axis AS axis, count(DISTINCT f.id) AS n_findings, count(DISTINCT f.relation) AS n_claims,
  count(DISTINCT p.id) AS n_papers,
  count(DISTINCT CASE WHEN f.stance = 'refutes' THEN f.id END) AS n_refuting,
  count(DISTINCT CASE WHEN f.species CONTAINS 'human' THEN f.id END) AS n_human,
  count(DISTINCT CASE WHEN f.species CONTAINS 'mouse' THEN f.id END) AS n_mouse,
  count(DISTINCT CASE WHEN f.evidence = 'trial' THEN f.id END) AS n_trial,
  count(DISTINCT CASE WHEN f.checked_on <> '' THEN f.id END) AS n_checked, max(f.year) AS last_year
ORDER BY n_findings DESC, axis
LIMIT $limit
