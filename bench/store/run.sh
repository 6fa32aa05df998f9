#!/bin/sh
# Runs the trials that chose the embedded store; see README.md.
set -eu

H2=${H2:-2.5.252}
HSQLDB=${HSQLDB:-2.7.4}
here=$(cd "$(dirname "$0")" && pwd)
out=${STORE_TRIAL_OUT:-$here/target}

usage() {
  echo "usage: run.sh kill9|powerloss|size|throughput|full|checks [h2|hsqldb] [--name=value ...]" \
    "[setting=value ...]" >&2
  exit 2
}

find_java() {
  for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    if [ -x "$home/bin/javac" ]; then
      major=$("$home/bin/javac" -version 2>&1 | sed 's/^javac \([0-9]*\).*/\1/')
      if [ "$major" -ge 21 ] 2>/dev/null; then
        java_home=$home
        return
      fi
    fi
  done
  echo "a JDK 21 or newer is needed: set JAVA_HOME" >&2
  exit 1
}

fetch() {
  jar="$out/lib/$(echo "$1" | cut -d: -f2)-$(echo "$1" | cut -d: -f3).jar"
  if [ ! -f "$jar" ] && ! mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy \
    -Dartifact="$1" -DoutputDirectory="$out/lib" > "$out/fetch.log" 2>&1; then
    cat "$out/fetch.log" >&2
    exit 1
  fi
}

trial() {
  "$java_home/bin/java" -Xmx1500m -XX:+UseSerialGC ${STORE_TRIAL_JVM:-} \
    -cp "$out/classes:$out/lib/h2-$H2.jar:$out/lib/hsqldb-$HSQLDB.jar" StoreTrial "$@"
}

watched() {
  DISK_DIR="$work/db/" LD_PRELOAD="$out/disk.so" trial "$@"
}

[ $# -ge 1 ] || usage
command=$1
shift
stores="hsqldb h2"
case "${1:-}" in
  h2 | h2-unforced | hsqldb | hsqldb-delayed) stores=$1 && shift ;;
esac

find_java
mkdir -p "$out/classes" "$out/lib"
fetch "com.h2database:h2:$H2"
fetch "org.hsqldb:hsqldb:$HSQLDB"
"$java_home/bin/javac" --release 21 -d "$out/classes" "$here"/src/*.java

# HSQLDB is tried in the way the hub uses it; run with --guarded=false to see it bare.
guarded() { [ "$1" = hsqldb ] && echo true || echo false; }

case $command in
  powerloss | full) cc -O2 -Wall -shared -fPIC -o "$out/disk.so" "$here/native/disk.c" -ldl -lpthread ;;
esac

case $command in
  kill9)
    for store in $stores; do
      trial kill9 "$store" "$out/kill9-$store" --guarded="$(guarded "$store")" "$@"
    done
    ;;
  powerloss)
    # Without a store named: the two candidates, and before them their planted losses.
    [ "$stores" = "hsqldb h2" ] && stores="hsqldb-delayed h2-unforced $stores"
    for store in $stores; do
      work="$out/powerloss-$store"
      rm -rf "$work"
      mkdir -p "$work/db"
      DISK_TRACE="$work/trace" STORE_TRIAL_JVM="-Dcheckpoint.at=600000" watched write "$store" \
        "$work/db" --guarded="$(guarded "$store")" --groups=1200 --sizes=1,1,1,1,1,64 --cycle=300 \
        --acks="$work/db/hub.acks"
      trial powerloss "$store" "$work/work" --trace="$work/trace" --root="$work/db" \
        --rounds=60 "$@"
      rm -rf "$work"
    done
    ;;
  size)
    for store in $stores; do
      rm -rf "$out/size-$store"
      trial size "$store" "$out/size-$store" --guarded="$(guarded "$store")" "$@" \
        > "$out/size-$store.csv" &
      echo "$out/size-$store.csv"
    done
    wait
    ;;
  throughput) trial throughput hsqldb "$out/throughput" "$@" ;;
  full)
    for store in $stores; do
      for guard in false true; do
        work="$out/full-$store"
        rm -rf "$work"
        mkdir -p "$work/db"
        DISK_FAULT="$work/fault" watched full "$store" "$work/db" --control="$work/fault" \
          --guarded=$guard "$@"
      done
    done
    ;;
  checks)
    for store in $stores; do
      echo "== $store"
      trial checks "$store" "$out/checks-$store" "$@"
    done
    ;;
  *) usage ;;
esac
