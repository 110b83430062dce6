// Which papers does the graph rest on, and is any of them retracted?
//
// parameter retracted: choice any|yes|no = any; only retracted papers, or only others
// parameter limit: integer = 200; rows at most
// returns publication, title, first_author, journal, year, doi, retracted, n_findings, n_claims
// example
MATCH (p:Publication)
WHERE $retracted = 'any' OR $retracted = 'yes' AND p.retracted OR $retracted = 'no' AND NOT p.retracted
OPTIONAL MATCH (f:Finding)-[:CITES]->(p)
RETURN
  p.id AS publication, p.title AS title, p.first_author AS first_author, p.journal AS journal,
  p.year AS year, p.doi AS doi, p.retracted AS retracted, count(DISTINCT f.id) AS n_findings,
  count(DISTINCT f.relation) AS n_claims
ORDER BY year DESC, publication
LIMIT $limit
