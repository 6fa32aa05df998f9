#!/usr/bin/env bash
# Durable records a second with 16 and 256 clients: over HTTP, through the journal alone, and the raw
# group commit of the same store. bench/records.sh [SECONDS] [ROUNDS]
exec "$(dirname "$0")/run.sh" RecordsBench "$@"
