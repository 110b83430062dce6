#!/usr/bin/env bash
# Fetches the jars of a Neo4j Community server (GPLv3, for the tests only) into .neo4j/lib by Maven.
# A second run with the same pom does nothing. Needs mvn; the server itself needs Java 17 or 21.
set -euo pipefail
cd "$(dirname "$0")/.."
pom=tests/neo4j/pom.xml
stamp=.neo4j/pom.xml                       # copy of the pom that the jars came from, written last
if cmp -s "$pom" "$stamp"; then
  exit 0
fi
if ! command -v mvn >/dev/null; then
  echo "mvn is not installed: apt-get install maven, then run $0 again" >&2
  exit 3
fi
rm -rf .neo4j/lib "$stamp"
mvn -B -q -f "$pom" dependency:copy-dependencies
ls .neo4j/lib/neo4j-server-*.jar .neo4j/lib/neo4j-bolt-*.jar >/dev/null
cp "$pom" "$stamp"
echo "$(find .neo4j/lib -name '*.jar' | wc -l) jars, $(du -sm .neo4j/lib | cut -f1) MiB in .neo4j/lib"
