// Which narrower terms does this term have here, and on what ground are they filed there?
//
// parameter entity: entity; the broader term
// parameter exact: choice no|yes = no; yes lists only the terms directly beneath
// parameter limit: integer = 200; rows at most
// returns subject_id, subject, relation, sign, object_id, object, label, definition, synonyms, n_papers
// returns n_refuting, belief, publications, sources, claim
// example entity="cancer-associated fibroblast"
MATCH (t)-[r:SUBSET_OF]->(o)
WHERE (o.id = $entity OR $exact = 'no' AND
    EXISTS { MATCH (o)-[:SUBSET_OF]->(o1) WHERE o1.id = $entity OR
    EXISTS { MATCH (o1)-[:SUBSET_OF]->(o2) WHERE o2.id = $entity OR
    EXISTS { MATCH (o2)-[:SUBSET_OF]->(o3) WHERE o3.id = $entity OR
    EXISTS { MATCH (o3)-[:SUBSET_OF]->(o4) WHERE o4.id = $entity OR
    EXISTS { MATCH (o4)-[:SUBSET_OF]->(o5) WHERE o5.id = $entity OR
    EXISTS { MATCH (o5)-[:SUBSET_OF]->(o6) WHERE o6.id = $entity } } } } } })
OPTIONAL MATCH (f:Finding)-[:SUBJECT]->(t)
WHERE f.relation = r.id
OPTIONAL MATCH (f)-[:CITES]->(p:Publication)
WITH t, r, o, min(p.id) AS paper_a, max(p.id) AS paper_b
RETURN
  t.id AS subject_id, t.name AS subject, type(r) AS relation, r.sign AS sign, o.id AS object_id,
  o.name AS object, t.label AS label, t.definition AS definition, t.synonyms AS synonyms,
  r.n_papers AS n_papers, r.n_refuting AS n_refuting, r.belief AS belief,
  coalesce(CASE WHEN paper_a < paper_b THEN paper_a + '; ' + paper_b ELSE paper_a END, 'none given') AS publications,
  r.sources AS sources, r.id AS claim
ORDER BY subject, claim
LIMIT $limit
