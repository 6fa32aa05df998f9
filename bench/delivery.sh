#!/usr/bin/env bash
# Delivery's seeded schedules of publishing, subscribing and cutting, by the thousand.
# bench/delivery.sh [SCHEDULES]
cd "$(dirname "$0")/.."
exec ./mvnw -B test -Dtest=FeedScheduleTest -DargLine="-Dparley.test.schedules=${1:-5000} \
-Djunit.jupiter.execution.timeout.testable.method.default=1h"
