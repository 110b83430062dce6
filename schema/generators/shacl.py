"""SHACL shapes for the RDF form of a release (kg/rdf.py).

Own generator: LinkML's drops the pairs in `any_of`, cannot see through mixins without inference, and writes blank nodes
apart from their shapes. One shape a label, a relation type and a layer; a violation names the property that broke.
Findings and relations are of their layer's class and of one relation type, e.g. `a tme:Finding, tme:PROMOTES`.
"""

from collections.abc import Iterable

from kg.model import Column, Model, RelationType

FILE = "tme.shacl.ttl"
_HEAD = """# Generated from schema/tme.yaml.
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix tme: <{namespace}> .
"""
_DATATYPES = {"string": "string", "integer": "integer", "float": "double", "boolean": "boolean", "date": "date"}


def text(model: Model) -> str:
    """The shapes as Turtle, in the order of the model."""
    entity = [c for c in model.columns("entity").values() if c.name not in ("id", "label")]
    finding = [c for c in model.columns("finding").values() if c.name != "id" and c.name not in model.roles]
    shapes = [
        *(
            _shape(label, [_identifier(model, label), *map(_column, entity)], found.description)
            for label, found in model.entity_labels.items()
        ),
        _shape("Publication", [_identifier(model, "Publication"), *_columns(model, "publication")]),
        _shape("Source", _columns(model, "source")),
        _shape("Finding", [_typed(model), *map(_column, finding), *_context(model), _cites()]),
        _shape(
            "CuratedFinding", [f"sh:property [ sh:path tme:{name} ; sh:minCount 1 ]" for name in model.curated.required]
        ),
        _shape("Relation", [_typed(model), *_columns(model, "relation")]),
        *(_shape(name, _statement(relation), relation.description) for name, relation in model.relation_types.items()),
    ]
    return _HEAD.format(namespace=model.namespace) + "".join(shapes)


def _shape(target: str, constraints: Iterable[str], description: str = "") -> str:
    told = [f"rdfs:comment {_text(description)}"] if description else []
    body = "".join(f" ;\n  {constraint}" for constraint in [f"sh:targetClass tme:{target}", *told, *constraints])
    return f"\ntme:{target}Shape a sh:NodeShape{body} .\n"


def _text(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _columns(model: Model, table: str) -> list[str]:
    return [_column(column) for column in model.columns(table).values() if column.name != "id"]


def _identifier(model: Model, label: str) -> str:
    """The IRIs that nodes of a label may have."""
    iris = [model.iris[prefix] for prefix in model.prefixes(label)]
    pattern = "|".join(iri.iri.replace(".", "[.]").replace("?", "[?]") + f"({iri.pattern})" for iri in iris)
    return f"sh:nodeKind sh:IRI ; sh:pattern {_text(f'^({pattern})$')}"


def _column(column: Column) -> str:
    """One property: how often, and what it holds. What is not stated is left out of the RDF, so it may be absent."""
    limits = [f"sh:path <{column.iri}>"]
    limits += ["sh:minCount 1"] if column.required else []
    limits += [] if column.many else ["sh:maxCount 1"]
    if column.name == "predicate":
        limits.append(f"sh:in ( {' '.join(f'tme:{value}' for value in column.enum or ())} )")
    elif column.name in ("subject", "object"):
        limits.append("sh:nodeKind sh:IRI")  # which labels, the shape of the relation type says
    elif column.points:
        limits.append(_one_of(column.points))
    else:
        limits += _value(column)
    return f"sh:property [ {' ; '.join(limits)} ]"


def _value(column: Column) -> list[str]:
    if column.enum:
        return [f"sh:in ( {' '.join(_text(v) if isinstance(v, str) else str(v) for v in column.enum)} )"]
    limits = [f"sh:datatype xsd:{_DATATYPES[column.type]}"]
    limits += [f"sh:minInclusive {column.minimum}"] if column.minimum is not None else []
    limits += [f"sh:maxInclusive {column.maximum}"] if column.maximum is not None else []
    limits += [f"sh:pattern {_text(column.pattern)}"] if column.pattern and column.type == "string" else []
    return limits


def _one_of(labels: Iterable[str]) -> str:
    classes = [f"sh:class tme:{label}" for label in labels]
    return classes[0] if len(classes) == 1 else f"sh:or ( {' '.join(f'[ {c} ]' for c in classes)} )"


def _end(side: str, labels: Iterable[str]) -> str:
    """The labels that an end may have, as one list of types: over `sh:or` of a dozen classes pyshacl takes minutes."""
    names = list(labels)
    if len(names) == 1:
        return f"sh:path tme:{side} ; {_one_of(names)}"
    types = " ".join(f"tme:{name}" for name in names)
    return f"sh:path ( tme:{side} rdf:type ) ; sh:qualifiedValueShape [ sh:in ( {types} ) ] ; sh:qualifiedMinCount 1"


def _typed(model: Model) -> str:
    """Exactly one relation type beside the class of the layer; it limits the rest."""
    names = " ".join(f"tme:{name}" for name in model.relation_types)
    one = "sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 1"
    return f"sh:property [ sh:path rdf:type ; sh:qualifiedValueShape [ sh:in ( {names} ) ] ; {one} ]"


def _context(model: Model) -> list[str]:
    return [f"sh:property [ sh:path tme:{role} ; {_one_of(labels)} ]" for role, labels in model.roles.items()]


def _cites() -> str:
    return "sh:property [ sh:path tme:cites ; sh:class tme:Publication ]"


def _statement(relation: RelationType) -> list[str]:
    """Signs and label pairs of a relation type; by pairs where they are not a full product."""
    starts, ends = dict.fromkeys(a for a, _ in relation.pairs), dict.fromkeys(b for _, b in relation.pairs)
    limits = [
        f"sh:property [ sh:path tme:predicate ; sh:hasValue tme:{relation.name} ]",
        f"sh:property [ sh:path tme:sign ; sh:in ( {' '.join(map(str, relation.signs))} ) ]",
        f"sh:property [ {_end('subject', starts)} ]",
        f"sh:property [ {_end('object', ends)} ]",
    ]
    if len(relation.pairs) < len(starts) * len(ends):
        pairs = [
            f"[ sh:property [ sh:path tme:subject ; sh:class tme:{a} ] , [ sh:path tme:object ; sh:class tme:{b} ] ]"
            for a, b in relation.pairs
        ]
        limits.append(f"sh:or ( {' '.join(pairs)} )")
    return limits
