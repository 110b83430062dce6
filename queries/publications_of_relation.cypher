// Which papers support or refute that this acts on that?
//
// parameter subject: entity; what acts
// parameter object: entity; what is acted on
// parameter limit: integer = 200; rows at most
// returns publication, title, first_author, journal, year, doi, retracted, subject, relation, sign
// returns object, stance, kind, evidence, species, via, locator, summary, n_papers, belief, finding, claim
// example subject=VWF object=metastasis
MATCH (f:Finding)-[:SUBJECT]->(s), (f)-[:OBJECT]->(o), (s)-[r]->(o)
WHERE r.id = f.relation AND s.id = $subject AND o.id = $object
WITH DISTINCT s, r, o, f
MATCH (f)-[:CITES]->(p:Publication)
RETURN
  p.id AS publication, p.title AS title, p.first_author AS first_author, p.journal AS journal,
  p.year AS year, p.doi AS doi, p.retracted AS retracted, s.name AS subject, type(r) AS relation,
  r.sign AS sign, o.name AS object, f.stance AS stance, f.kind AS kind, f.evidence AS evidence,
  CASE f.species WHEN '' THEN 'not stated' ELSE replace(f.species, '|', '; ') END AS species, f.via AS via,
  CASE f.locator WHEN '' THEN 'not stated' ELSE f.locator END AS locator, f.summary AS summary,
  r.n_papers AS n_papers, r.belief AS belief, f.id AS finding, r.id AS claim
ORDER BY year DESC, publication, finding
LIMIT $limit
