#!/usr/bin/env bash
# Runs every fuzz target for 1,000,000 executions or 20 CPU minutes, whichever comes first, from a corpus of our fixtures.
#   tests/fuzz/run.sh [TARGET…]                       all targets, or those named
#   FEATURES=planted-early tests/fuzz/run.sh robots   with a planted bug: it must be found
# Needs the nightly toolchain and `cargo install cargo-fuzz`. What it finds goes to tests/fuzz/artifacts/; everything that is found becomes a fixture.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); fixtures=$here/../fixtures; samples=$here/../../sample_sites
corpus=${CORPUS:-$(mktemp -d)}; target_dir=${CARGO_TARGET_DIR:-$here/target}
targets=${*:-page charset robots sitemap values warc results lists}

seed() { # target: copies what it begins with into its corpus
  local to=$corpus/$1; mkdir -p "$to"
  local n=0
  put() { n=$((n + 1)); cp "$1" "$to/$n"; }
  choose() { n=$((n + 1)); { printf '%b' "$1"; cat "$2"; } > "$to/$n"; }
  case $1 in
    page) while IFS= read -r f; do put "$f"; done < <(find "$fixtures" "$samples" -name '*.html' -o -name '*.json' | sort) ;;
    charset) while IFS= read -r f; do for c in 0 1 2 3 4 5; do choose "\\x0$c" "$f"; done; done < <(find "$fixtures/pages" -name '*.html' | sort) ;;
    robots) while IFS= read -r f; do put "$f"; done < <(find "$fixtures" "$samples" -name 'robots.txt' | sort)
            printf 'User-agent: govgauge\nDisallow: /x/*\nAllow: /x/y$\nCrawl-delay: 1.5\nSitemap: /s.xml\n' > "$to/own" ;;
    sitemap) while IFS= read -r f; do put "$f"; done < <(find "$fixtures" "$samples" -name 'sitemap*' | sort)
             printf '<?xml version="1.0"?><urlset><url><loc>http://a.invalid/1</loc></url></urlset>' > "$to/own"
             gzip -c "$to/own" > "$to/packed" ;;
    values) n=0; grep -rhoP '[^<>\n]{0,20}(\d+ ?个?(工作日|天|日)|\d{4}[-年./]\d{1,2})[^<>\n]{0,20}' "$fixtures" --include='*.html' | sort -u | head -2000 |
              while IFS= read -r line; do n=$((n + 1)); printf '%s' "$line" > "$to/$n"; done ;;
    warc) while IFS= read -r f; do put "$f"; done < <(find "$fixtures" -name '*.warc.gz' -size -200k | sort) ;;
    results) while IFS= read -r f; do for c in 0 1 2 3 4 5; do choose "\\x0$c" "$f"; done; done < <(find "$fixtures/search" -name '*.html' | sort) ;;
    lists) while IFS= read -r f; do choose '\x00' "$f"; done < <(find "$fixtures/lists" "$samples" -maxdepth 1 -name '*.toml' | sort)
           printf '\x01id,name,level,platform\na,b,city,http://a.invalid/\n' > "$to/csv" ;;
  esac
}

for target in $targets; do
  seed "$target"
  longest=$(find "$corpus/$target" -type f -printf '%s\n' | sort -n | tail -1)
  printf '\n== %s: %s files, the longest %s bytes\n' "$target" "$(find "$corpus/$target" -type f | wc -l)" "$longest"
  (cd "$here/../.." && CARGO_TARGET_DIR=$target_dir cargo +nightly fuzz run --fuzz-dir "$here" --sanitizer none ${FEATURES:+--features "$FEATURES"} \
    "$target" "$corpus/$target" -- -runs="${RUNS:-1000000}" -max_total_time="${SECONDS_EACH:-1200}" -max_len="$longest" -timeout=10 \
    -rss_limit_mb=2048 -print_final_stats=1)
done
