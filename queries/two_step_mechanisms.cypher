// Through what single step does this act on that?
//
// parameter source: entity; where the mechanism starts; narrower terms count too
// parameter target: entity; where it ends; narrower terms count too
// parameter exact: choice no|yes = no; yes leaves out narrower terms
// parameter limit: integer = 200; rows at most
// returns source, middle_id, middle, target, sign, belief, relation_1, sign_1, n_papers_1
// returns primary_papers_1, belief_1, species_1, cancers_1, publications_1, relation_2, sign_2
// returns n_papers_2, primary_papers_2, belief_2, species_2, cancers_2, publications_2, claim_1, claim_2
// example source=VWF target=immunosuppression
MATCH (x)
WHERE x.id = $source OR $exact = 'no' AND
    EXISTS { MATCH (x)-[:SUBSET_OF]->(x1) WHERE x1.id = $source OR
    EXISTS { MATCH (x1)-[:SUBSET_OF]->(x2) WHERE x2.id = $source OR
    EXISTS { MATCH (x2)-[:SUBSET_OF]->(x3) WHERE x3.id = $source OR
    EXISTS { MATCH (x3)-[:SUBSET_OF]->(x4) WHERE x4.id = $source OR
    EXISTS { MATCH (x4)-[:SUBSET_OF]->(x5) WHERE x5.id = $source OR
    EXISTS { MATCH (x5)-[:SUBSET_OF]->(x6) WHERE x6.id = $source } } } } } }
WITH DISTINCT x
MATCH (x)-[a:PROMOTES|INHIBITS|AFFECTS|RECRUITS|SECRETES|EXPRESSES|BINDS|REGULATES|TARGETS]->(m)
WHERE a.n_supporting > 0 AND x.id <> m.id
WITH DISTINCT x, a, m
MATCH (m)-[b:PROMOTES|INHIBITS|AFFECTS|RECRUITS|SECRETES|EXPRESSES|BINDS|REGULATES|TARGETS|TREATS|PREDICTS]->(y)
WHERE b.n_supporting > 0 AND m.id <> y.id AND x.id <> y.id
  AND (y.id = $target OR $exact = 'no' AND
    EXISTS { MATCH (y)-[:SUBSET_OF]->(y1) WHERE y1.id = $target OR
    EXISTS { MATCH (y1)-[:SUBSET_OF]->(y2) WHERE y2.id = $target OR
    EXISTS { MATCH (y2)-[:SUBSET_OF]->(y3) WHERE y3.id = $target OR
    EXISTS { MATCH (y3)-[:SUBSET_OF]->(y4) WHERE y4.id = $target OR
    EXISTS { MATCH (y4)-[:SUBSET_OF]->(y5) WHERE y5.id = $target OR
    EXISTS { MATCH (y5)-[:SUBSET_OF]->(y6) WHERE y6.id = $target } } } } } })
WITH DISTINCT x, m, y, a, b
MATCH (f1:Finding)-[:SUBJECT]->(x), (f1)-[:OBJECT]->(m)
WHERE f1.relation = a.id AND f1.stance = 'supports'
OPTIONAL MATCH (f1)-[c1:IN_CONTEXT]->(z1)
OPTIONAL MATCH (f1)-[:CITES]->(p1:Publication)
WITH x, m, y, a, b,
  max(CASE WHEN f1.species CONTAINS 'human' THEN 'human ' ELSE '' END) AS human1,
  max(CASE WHEN f1.species CONTAINS 'mouse' THEN 'mouse ' ELSE '' END) AS mouse1,
  max(CASE WHEN f1.species IN ['', 'human', 'mouse', 'human|mouse', 'mouse|human'] THEN '' ELSE 'other' END) AS other1,
  min(CASE c1.role WHEN 'cancer' THEN z1.name END) AS cancer1_a,
  max(CASE c1.role WHEN 'cancer' THEN z1.name END) AS cancer1_b,
  count(DISTINCT CASE
    WHEN f1.via = '' AND f1.kind IN ['finding', 'hedged'] AND f1.evidence <> 'review' THEN p1.id END) AS primary1,
  min(p1.id) AS paper1_a, max(p1.id) AS paper1_b
MATCH (f2:Finding)-[:SUBJECT]->(m), (f2)-[:OBJECT]->(y)
WHERE f2.relation = b.id AND f2.stance = 'supports'
OPTIONAL MATCH (f2)-[c2:IN_CONTEXT]->(z2)
OPTIONAL MATCH (f2)-[:CITES]->(p2:Publication)
WITH x, m, y, a, b, human1, mouse1, other1, cancer1_a, cancer1_b, primary1, paper1_a, paper1_b,
  max(CASE WHEN f2.species CONTAINS 'human' THEN 'human ' ELSE '' END) AS human2,
  max(CASE WHEN f2.species CONTAINS 'mouse' THEN 'mouse ' ELSE '' END) AS mouse2,
  max(CASE WHEN f2.species IN ['', 'human', 'mouse', 'human|mouse', 'mouse|human'] THEN '' ELSE 'other' END) AS other2,
  min(CASE c2.role WHEN 'cancer' THEN z2.name END) AS cancer2_a,
  max(CASE c2.role WHEN 'cancer' THEN z2.name END) AS cancer2_b,
  count(DISTINCT CASE
    WHEN f2.via = '' AND f2.kind IN ['finding', 'hedged'] AND f2.evidence <> 'review' THEN p2.id END) AS primary2,
  min(p2.id) AS paper2_a, max(p2.id) AS paper2_b
RETURN
  x.name AS source, m.id AS middle_id, m.name AS middle, y.name AS target, a.sign * b.sign AS sign,
  a.belief * b.belief AS belief, type(a) AS relation_1, a.sign AS sign_1, a.n_papers AS n_papers_1,
  primary1 AS primary_papers_1, a.belief AS belief_1,
  CASE human1 + mouse1 + other1 WHEN '' THEN 'not stated' ELSE trim(human1 + mouse1 + other1) END AS species_1,
  coalesce(CASE WHEN cancer1_a < cancer1_b
    THEN cancer1_a + '; ' + cancer1_b ELSE cancer1_a END, 'not stated') AS cancers_1,
  coalesce(CASE WHEN paper1_a < paper1_b
    THEN paper1_a + '; ' + paper1_b ELSE paper1_a END, 'none given') AS publications_1,
  type(b) AS relation_2, b.sign AS sign_2, b.n_papers AS n_papers_2, primary2 AS primary_papers_2,
  b.belief AS belief_2,
  CASE human2 + mouse2 + other2 WHEN '' THEN 'not stated' ELSE trim(human2 + mouse2 + other2) END AS species_2,
  coalesce(CASE WHEN cancer2_a < cancer2_b
    THEN cancer2_a + '; ' + cancer2_b ELSE cancer2_a END, 'not stated') AS cancers_2,
  coalesce(CASE WHEN paper2_a < paper2_b
    THEN paper2_a + '; ' + paper2_b ELSE paper2_a END, 'none given') AS publications_2,
  a.id AS claim_1, b.id AS claim_2
ORDER BY belief DESC, claim_1, claim_2
LIMIT $limit
