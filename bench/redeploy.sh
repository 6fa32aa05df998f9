#!/usr/bin/env bash
# Deploys again and again, and looks for what is left: bench/redeploy.sh [TIMES] [SERVER]...
set -euo pipefail
cd "$(dirname "$0")/.."
times=${1:-20}
shift || true
for server in "${@:-payara wildfly openliberty}"; do
  for one in $server; do
    ./mvnw -B -q verify -P"$one" -Dit.test=RedeployIT -Dredeployments="$times"
    echo "$one: $times times, nothing left"
  done
done
