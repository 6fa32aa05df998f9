#!/usr/bin/env bash
# Holds N meetings of people and an agent through all doors, with lost connections: bench/doors.sh [N] (2000).
# A failure names its seed.
set -euo pipefail
cd "$(dirname "$0")/.."
exec ./mvnw -q -B verify -Dtest=NoSuchTest -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=DoorsIT \
  -Dfailsafe.failIfNoSpecifiedTests=false -Dembedded-postgres.skip=true -Dparley.test.schedules="${1:-2000}"
