#!/bin/sh
# Makes NotoSansSC-Subset.ttf: the font that the charts' labels are drawn with.
# Needs npm, python3 with fonttools (pip install fonttools). Run it in this folder.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm pack --silent @expo-google-fonts/noto-sans-sc@0.4.3 >/dev/null && tar xzf ./*.tgz)
python3 - "$work/chars.txt" <<'PY'
import sys
chars = set(chr(c) for c in range(0x20, 0x7F))
for high in range(0xA1, 0xF8):                       # GB2312: symbols and both levels of hanzi
    for low in range(0xA1, 0xFF):
        try:
            chars.add(bytes([high, low]).decode("gb2312"))
        except UnicodeDecodeError:
            pass
drop = range(0x3041, 0x30FF), range(0x0391, 0x0452), range(0x3105, 0x312A), range(0x2500, 0x2580)
chars = {c for c in chars if not any(ord(c) in r for r in drop)}   # kana, Greek, Cyrillic, bopomofo, boxes
chars |= set("°±·×÷–—‘’“”…‰‹›€≈≠≤≥−→←↑↓✓✗●○■□▲△▼▽◆◇★☆①②③④⑤⑥⑦⑧⑨⑩éèêàâîôûçñöäüßÉÀÖÄÜ")
# Characters of place and body names outside GB2312.
chars |= set("浉埇硚猇堽珺峃堃喆昇鄠瀍堌堎玥暅㙍沄浲潖埗塱滘垵圳埕墩崁甪镕祎垚淼鑫燊犇羴骉")
open(sys.argv[1], "w", encoding="utf-8").write("".join(sorted(chars)))
PY
pyftsubset "$work/package/400Regular/NotoSansSC_400Regular.ttf" --text-file="$work/chars.txt" \
  --layout-features='' --no-hinting --desubroutinize --name-IDs='0,1,2,3,4,5,6,13,14' --output-file=NotoSansSC-Subset.ttf
cp "$work/package/LICENSE_FONT" OFL.txt
