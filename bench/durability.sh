#!/usr/bin/env bash
# Kills the hub with -9 while 8 clients record, restarts it, and counts. bench/durability.sh [ROUNDS] [SEED]
exec "$(dirname "$0")/run.sh" DurabilityBench "$@"
