#!/usr/bin/env bash
# Dashboards and agents, at rates that double until the machine is at its end.
# bench/dashboards.sh [DASHBOARDS] [RATE] [SECONDS] [STEPS]
exec "$(dirname "$0")/run.sh" DashboardsBench "$@"
