#!/usr/bin/env bash
# The delay from POST to dashboard frame at one fixed rate. bench/latency.sh [RATE] [SECONDS] [DASHBOARDS]
exec "$(dirname "$0")/run.sh" DashboardsBench "${3:-50}" "${1:-200}" "${2:-20}" 1
