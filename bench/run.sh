#!/usr/bin/env bash
# Runs a benchmark's class on the project's own test classes: bench/run.sh CLASS [ARGUMENT ...]
set -euo pipefail
cd "$(dirname "$0")/.."
newer() { # a JDK of 21 or newer
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/*jdk* "$HOME"/.sdkman/candidates/java/*; do
    [ -f "$home/release" ] && [ -x "$home/bin/java" ] || continue
    major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
    [ "${major:-0}" -ge 21 ] && { echo "$home"; return; }
  done
  echo "bench: no Java 21 or newer found; set JAVA_HOME" >&2
  exit 1
}
java=$(newer)/bin/java
if [ ! -f target/bench.classpath ] || [ ! -f target/parley.war ] || [ -n "${REBUILD:-}" ]; then
  ./mvnw -q -B package -DskipTests
  ./mvnw -q -B dependency:build-classpath -DincludeScope=test -Dmdep.outputFile=target/bench.classpath
fi
exec "$java" -Dparley.war="$PWD/target/parley.war" -Djava.util.logging.config.file=bench/logging.properties \
  -Dslf4j.provider=org.slf4j.jul.JULServiceProvider -Dslf4j.internal.verbosity=WARN \
  ${BENCH_JAVA_OPTIONS:-} \
  -cp "target/test-classes:target/classes:$(cat target/bench.classpath)" "dev.parley.bench.$1" "${@:2}"
