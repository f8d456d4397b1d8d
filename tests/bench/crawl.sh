#!/bin/sh
# Crawls sites on loopback as fast as it goes: a list of the start addresses without delays and with budgets nobody meets.
# Usage: tests/bench/crawl.sh PROGRAM SEEDS CONCURRENCY FOLDER
# SEEDS holds one start address a line; four sites at a time share the concurrency.
set -eu
program=$1 seeds=$2 concurrency=$3 folder=$4
sites=$(wc -l <"$seeds")
[ "$sites" -lt 4 ] || sites=4
{
  printf 'name = "bench"\ntitle = "bench"\nas-of = "2026-06-30"\nrender = "never"\n'
  number=0
  while read -r address; do
    printf '[[site]]\nid = "s%s"\nname = "s%s"\nlevel = "province"\nplatform = "%s"\n' $number $number "$address"
    printf '[site.politeness]\ndelay-ms = 0\nconcurrency = %s\n' $((concurrency / sites))
    printf '[site.budget]\npages = 1000000\ndepth = 1000\nbytes = 1000000000000\nseconds = 100000\n'
    number=$((number + 1))
  done <"$seeds"
} >"$folder/list.toml"
exec "$program" crawl "$folder/list.toml" --out "$folder/round" --allow-private 127.0.0.0/8 --sites "$sites"
