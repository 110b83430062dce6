// Is this known from humans, or from animals alone?
//
// parameter entity: entity; subject or object of the claim
// parameter limit: integer = 200; rows at most
// returns subject_id, subject, relation, sign, object_id, object, known_from, human_papers, mouse_papers
// returns other_species_papers, species_not_stated_papers, n_papers, n_refuting, belief, publications
// returns claim
// example entity=VWF
MATCH (s)-[r]->(o)
WHERE s.id = $entity OR o.id = $entity
WITH DISTINCT s, r, o
MATCH (f:Finding)-[:SUBJECT]->(s)
WHERE f.relation = r.id AND f.stance = 'supports'
  AND NOT (f.predicate = 'SUBSET_OF' AND f.evidence = 'database')
OPTIONAL MATCH (f)-[:CITES]->(p:Publication)
WITH s, r, o,
  count(DISTINCT CASE WHEN f.species CONTAINS 'human' THEN p.id END) AS human,
  count(DISTINCT CASE WHEN f.species CONTAINS 'mouse' THEN p.id END) AS mouse,
  count(DISTINCT CASE
    WHEN f.species <> '' AND NOT f.species IN ['human', 'mouse', 'human|mouse', 'mouse|human']
    THEN p.id END) AS other,
  count(DISTINCT CASE WHEN f.species = '' THEN p.id END) AS unstated,
  min(p.id) AS paper_a, max(p.id) AS paper_b
RETURN
  s.id AS subject_id, s.name AS subject, type(r) AS relation, r.sign AS sign, o.id AS object_id,
  o.name AS object,
  CASE
    WHEN human > 0 AND mouse + other > 0 THEN 'human and animal'
    WHEN human > 0 THEN 'human'
    WHEN mouse + other > 0 THEN 'animal only'
    ELSE 'not stated' END AS known_from,
  human AS human_papers, mouse AS mouse_papers, other AS other_species_papers,
  unstated AS species_not_stated_papers, r.n_papers AS n_papers, r.n_refuting AS n_refuting,
  r.belief AS belief,
  coalesce(CASE WHEN paper_a < paper_b THEN paper_a + '; ' + paper_b ELSE paper_a END, 'none given') AS publications,
  r.id AS claim
ORDER BY belief DESC, claim
LIMIT $limit
