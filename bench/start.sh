#!/usr/bin/env bash
# How long `java -jar target/parley.war` takes until /health/ready says yes, start after start on the
# same new data directory: bench/start.sh [STARTS] [JVM OPTIONS...]
set -euo pipefail
cd "$(dirname "$0")/.."
starts=${1:-5}
shift || true
[ -f target/parley.war ] || ./mvnw -B -q package -DskipTests

data=$(mktemp -d)
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null || true; rm -rf "$data"' EXIT
echo "$(uname -sr), $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg), $(java -version 2>&1 | head -n 1)"
now() { date +%s%N; }

for start in $(seq "$starts"); do
  begin=$(now)
  java "$@" -jar target/parley.war --port 0 --data "$data" >"$data/out" 2>"$data/err" &
  pid=$!
  address=
  until [ -n "$address" ] && curl -sf -o "$data/ready" "$address/health/ready"; do
    kill -0 "$pid" || { cat "$data/err"; exit 1; }
    sleep 0.02
    address=$(sed -n 's/^Parley listens on //p' "$data/out")
  done
  ready=$(now)
  serving=$(pgrep -P "$pid")
  # Field 22 of stat: when it was started, in ticks since boot.
  age=$(awk -v up="$(cut -d' ' -f1 /proc/uptime)" -v ticks="$(getconf CLK_TCK)" \
    '{printf "%d", (up - $22 / ticks) * 1000}' "/proc/$serving/stat")
  kill "$pid"
  wait "$pid"
  echo "start $start: ready after $(((ready - begin) / 1000000)) ms, $age ms of them in the serving process;" \
    "stopped in $((($(now) - ready) / 1000000)) ms"
done
pid=
