#!/usr/bin/env bash
# Finds what the tests with foreign clients need, and installs what is missing: Python with
# `websockets` and `requests`, Node 20 or newer, Chromium with its driver (Debian packages), and a few
# npm packages. Prints where things are, one `name=path` a line. Says what to install where it may not.
#
# usage: install-test-tools.sh DIRECTORY-FOR-NPM-PACKAGES
set -euo pipefail

npm_directory=$1
npm_packages=(ws@8.23.0 react@19.3.1 react-dom@19.3.1 esbuild@0.28.2 axe-core@4.14.1
  @seriousme/openapi-schema-validator@2.11.0 @asyncapi/parser@3.6.3
  socket.io-client@4.8.4 mocha@9.2.2 chai@4.5.0 chai-string@1.6.0 node-fetch@3.3.2 wscat@6.1.0)

# Another Python than Debian's may come first on the PATH and lack Debian's modules.
find_python() {
  local python
  for python in python3 /usr/bin/python3; do
    if "$python" -c 'import websockets, requests' 2>/dev/null; then
      command -v "$python"
      return
    fi
  done
  return 1
}

find_first() {
  local name
  for name in "$@"; do
    command -v "$name" && return
  done
  return 1
}

find_node() {
  node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' 2>/dev/null &&
    find_first npm >/dev/null && command -v node
}

find_chromium() {
  find_first chromium chromium-browser google-chrome
}

missing=()
find_python >/dev/null || missing+=(python3 python3-websockets python3-requests)
find_node >/dev/null || missing+=(nodejs npm)
find_chromium >/dev/null || missing+=(chromium)
find_first chromedriver >/dev/null || missing+=(chromium-driver)

if ((${#missing[@]})); then
  root=()
  [ "$(id -u)" = 0 ] || root=(sudo -n)
  if ! { command -v apt-get >/dev/null && "${root[@]}" true; } 2>/dev/null; then
    echo "These are needed for the tests, and cannot be installed from here: ${missing[*]}" >&2
    exit 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  "${root[@]}" apt-get -q -o DPkg::Lock::Timeout=300 update >&2
  "${root[@]}" apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends \
    "${missing[@]}" >&2
fi

stamp="$npm_directory/node_modules/.installed"
if [ "$(cat "$stamp" 2>/dev/null)" != "${npm_packages[*]}" ]; then
  mkdir -p "$npm_directory"
  npm install --prefix "$npm_directory" --no-save --no-package-lock --no-audit --no-fund \
    --loglevel=error "${npm_packages[@]}" >&2
  echo "${npm_packages[*]}" >"$stamp"
fi

find_node >/dev/null || {
  echo "Node 20 or newer is needed for the tests; this is $(node --version)." >&2
  exit 1
}
echo "python=$(find_python)"
echo "node=$(find_node)"
echo "chromium=$(find_chromium)"
echo "chromedriver=$(find_first chromedriver)"
