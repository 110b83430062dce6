// Which cell subsets have been described in this cancer?
//
// parameter cancer: Disease; the cancer; narrower ones count too
// parameter exact: choice no|yes = no; yes leaves out narrower terms
// parameter limit: integer = 200; rows at most
// returns subset_id, subset, n_findings, n_papers, human_papers, mouse_papers, n_markers
// returns first_publication, last_year
// example cancer="pancreatic ductal adenocarcinoma"
MATCH (f:Finding)-[:SUBJECT|OBJECT]->(s:CellSubset)
WHERE f.stance = 'supports'
  AND ((EXISTS { MATCH (f)-[:IN_CONTEXT]->(k:Disease) WHERE k.id = $cancer OR $exact = 'no' AND
    EXISTS { MATCH (k)-[:SUBSET_OF]->(k1:Disease) WHERE k1.id = $cancer OR
    EXISTS { MATCH (k1)-[:SUBSET_OF]->(k2:Disease) WHERE k2.id = $cancer OR
    EXISTS { MATCH (k2)-[:SUBSET_OF]->(k3:Disease) WHERE k3.id = $cancer OR
    EXISTS { MATCH (k3)-[:SUBSET_OF]->(k4:Disease) WHERE k4.id = $cancer OR
    EXISTS { MATCH (k4)-[:SUBSET_OF]->(k5:Disease) WHERE k5.id = $cancer OR
    EXISTS { MATCH (k5)-[:SUBSET_OF]->(k6:Disease) WHERE k6.id = $cancer } } } } } } })
    OR f.predicate = 'LOCATED_IN' AND f.object = $cancer)
OPTIONAL MATCH (f)-[:CITES]->(p:Publication)
RETURN
  s.id AS subset_id, s.name AS subset, count(DISTINCT f.id) AS n_findings, count(DISTINCT p.id) AS n_papers,
  count(DISTINCT CASE WHEN f.species CONTAINS 'human' THEN p.id END) AS human_papers,
  count(DISTINCT CASE WHEN f.species CONTAINS 'mouse' THEN p.id END) AS mouse_papers,
  count(DISTINCT CASE WHEN f.predicate = 'HAS_MARKER' THEN f.object END) AS n_markers,
  min(p.id) AS first_publication, max(p.year) AS last_year
ORDER BY n_papers DESC, n_findings DESC, subset_id
LIMIT $limit
