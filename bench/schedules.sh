#!/usr/bin/env bash
# Runs N schedules of delivery's property test: bench/schedules.sh [N] (10000). A failure names its seed.
set -euo pipefail
cd "$(dirname "$0")/.."
exec ./mvnw -q -B test -Dtest=FeedScheduleTest -Dparley.test.schedules="${1:-10000}"
