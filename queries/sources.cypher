// Which sources went into this release, under which licence?
//
// parameter limit: integer = 200; rows at most
// returns source, name, version, date, licence, url, n_findings, n_claims
// example
MATCH (q:Source)
OPTIONAL MATCH (f:Finding)-[:FROM]->(q)
RETURN
  q.id AS source, q.name AS name, q.version AS version, q.date AS date, q.licence AS licence, q.url AS url,
  count(DISTINCT f.id) AS n_findings, count(DISTINCT f.relation) AS n_claims
ORDER BY source
LIMIT $limit
