// What sits and happens in this region of the tumour?
//
// parameter region: Region; the region; narrower ones count too
// parameter exact: choice no|yes = no; yes leaves out narrower terms
// parameter limit: integer = 200; rows at most
// returns aspect, subject_id, subject, relation, sign, object_id, object, stance, kind, evidence, cancer
// returns cell, region, therapy, species, model_system, time, n_papers, n_supporting, n_refuting, belief
// returns belief_low, belief_high, publications, retracted, via, locator, summary, finding, claim
// example region="invasive front"
MATCH (k:Region)
WHERE k.id = $region OR $exact = 'no' AND
    EXISTS { MATCH (k)-[:SUBSET_OF]->(k1:Region) WHERE k1.id = $region OR
    EXISTS { MATCH (k1)-[:SUBSET_OF]->(k2:Region) WHERE k2.id = $region OR
    EXISTS { MATCH (k2)-[:SUBSET_OF]->(k3:Region) WHERE k3.id = $region } } }
WITH DISTINCT k
MATCH (f:Finding)-[:SUBJECT|OBJECT|IN_CONTEXT]->(k)
WITH DISTINCT f
MATCH (f)-[:SUBJECT]->(s)
WITH DISTINCT f, s
MATCH (s)-[r]->(o)
WHERE r.id = f.relation AND NOT (f.predicate = 'SUBSET_OF' AND f.evidence = 'database')
OPTIONAL MATCH (f)-[c:IN_CONTEXT]->(z)
OPTIONAL MATCH (f)-[:CITES]->(p:Publication)
WITH s, r, o, f,
  min(CASE c.role WHEN 'cancer' THEN z.name END) AS cancer_a,
  max(CASE c.role WHEN 'cancer' THEN z.name END) AS cancer_b,
  min(CASE c.role WHEN 'cell' THEN z.name END) AS cell_a,
  max(CASE c.role WHEN 'cell' THEN z.name END) AS cell_b,
  min(CASE c.role WHEN 'region' THEN z.name END) AS region_a,
  max(CASE c.role WHEN 'region' THEN z.name END) AS region_b,
  min(CASE c.role WHEN 'therapy' THEN z.name END) AS therapy_a,
  max(CASE c.role WHEN 'therapy' THEN z.name END) AS therapy_b,
  min(p.id) AS paper_a, max(p.id) AS paper_b, count(CASE WHEN p.retracted THEN 1 END) AS retractions
RETURN
  CASE
    WHEN type(r) IN ['LOCATED_IN', 'PART_OF'] THEN 'what is there'
    WHEN s.label = 'Region' THEN 'what it does'
    WHEN o.label = 'Region' THEN 'what acts on it'
    ELSE 'what happens there' END AS aspect,
  s.id AS subject_id, s.name AS subject, type(r) AS relation, r.sign AS sign, o.id AS object_id,
  o.name AS object, f.stance AS stance, f.kind AS kind, f.evidence AS evidence,
  coalesce(CASE WHEN cancer_a < cancer_b THEN cancer_a + '; ' + cancer_b ELSE cancer_a END, 'not stated') AS cancer,
  coalesce(CASE WHEN cell_a < cell_b THEN cell_a + '; ' + cell_b ELSE cell_a END, 'not stated') AS cell,
  coalesce(CASE WHEN region_a < region_b THEN region_a + '; ' + region_b ELSE region_a END, 'not stated') AS region,
  coalesce(CASE WHEN therapy_a < therapy_b
    THEN therapy_a + '; ' + therapy_b ELSE therapy_a END, 'not stated') AS therapy,
  CASE f.species WHEN '' THEN 'not stated' ELSE replace(f.species, '|', '; ') END AS species,
  CASE f.model_system WHEN '' THEN 'not stated' ELSE f.model_system END AS model_system,
  CASE f.time WHEN '' THEN 'not stated' ELSE f.time END AS time, r.n_papers AS n_papers,
  r.n_supporting AS n_supporting, r.n_refuting AS n_refuting, r.belief AS belief,
  r.belief_low AS belief_low, r.belief_high AS belief_high,
  coalesce(CASE WHEN paper_a < paper_b THEN paper_a + '; ' + paper_b ELSE paper_a END, 'none given') AS publications,
  retractions > 0 AS retracted, f.via AS via,
  CASE f.locator WHEN '' THEN 'not stated' ELSE f.locator END AS locator, f.summary AS summary,
  f.id AS finding, r.id AS claim
ORDER BY aspect, belief DESC, claim, finding
LIMIT $limit
