#!/usr/bin/env bash
# Other people's readers judge a round's files: warcio its archives, polars its tables.
# Usage: tests/peers/check.sh ROUND
# Installs both from PyPI into a temporary folder that goes away in the end.
set -euo pipefail
cd "$(dirname "$0")"
round=${1:?'usage: tests/peers/check.sh ROUND'}
case $round in /*) ;; *) round=$OLDPWD/$round ;; esac

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT

# A system may have python3 without venv, or with a venv that lacks pip.
if ! python3 -m venv "$place/venv" >/dev/null 2>&1; then
  rm -rf "$place/venv"
  apt-get update -qq && apt-get install -y -qq --no-install-recommends python3 python3-venv
  python3 -m venv "$place/venv"
fi
"$place/venv/bin/pip" install --quiet --disable-pip-version-check "warcio==1.*" "polars==1.*"

shopt -s nullglob
archives=("$round"/archive/*.warc.gz "$round"/archive/saved/*.warc.gz)
[ ${#archives[@]} -gt 0 ] || { echo "no archive in $round" >&2; exit 1; }
"$place/venv/bin/warcio" check "${archives[@]}"
echo "warcio accepts ${#archives[@]} archives"

"$place/venv/bin/python" read_tables.py "$round"
