#!/usr/bin/env bash
# What it costs each server to bring a frame to a dashboard.
# bench/fanout.sh [DASHBOARDS] [RATE] [SECONDS] [SERVER]...   servers: embedded payara wildfly openliberty
set -euo pipefail
cd "$(dirname "$0")/.."
for server in "${@:4}" ${4:-payara}; do
  [ "$server" = embedded ] || [ -d "target/servers/$server" ] || ./mvnw -q -B pre-integration-test -DskipTests -P"$server"
done
exec bench/run.sh FanOutBench "$@"
