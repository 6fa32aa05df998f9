#!/usr/bin/env bash
# Makes docs/images/dashboard.png anew: runs the packaged hub, plays a scene and takes a picture of
# the page in Chromium. With the font Inter installed (Debian: fonts-inter) it looks as it does now.
set -euo pipefail
cd "$(dirname "$0")/../../.."
exec ./mvnw -q -B verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=ReadmePicture
