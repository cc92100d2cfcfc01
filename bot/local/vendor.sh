#!/bin/sh
# Fetches Microsoft's card renderer, the Teams host configurations and markdown-it from npm, by name and version, into
# page/vendor/. Needs npm and a network; run it to refresh, and commit what it leaves.
set -eu

ADAPTIVECARDS=3.0.6
DESIGNER=2.4.4
MARKDOWN_IT=15.0.3

here=$(cd "$(dirname "$0")" && pwd)
into="$here/page/vendor"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fetch() { # name version: unpacked in $work/name/package
    mkdir "$work/$1"
    (cd "$work/$1" && npm pack --silent "$1@$2" >/dev/null && tar -xzf ./*.tgz)
}

fetch adaptivecards "$ADAPTIVECARDS"
fetch adaptivecards-designer "$DESIGNER"
fetch markdown-it "$MARKDOWN_IT"

rm -rf "$into"
mkdir -p "$into"
cp "$work/adaptivecards/package/dist/adaptivecards.min.js" "$into/adaptivecards.min.js"
cp "$work/adaptivecards/package/dist/adaptivecards.min.js.LICENSE.txt" "$into/adaptivecards.min.js.LICENSE.txt"
cp "$work/adaptivecards/package/dist/adaptivecards.css" "$into/adaptivecards.css"
cp "$work/adaptivecards/package/LICENSE" "$into/LICENSE.adaptivecards"
cp "$work/adaptivecards-designer/package/lib/hostConfigs/microsoft-teams-light.json" "$into/"
cp "$work/adaptivecards-designer/package/lib/hostConfigs/microsoft-teams-dark.json" "$into/"
cp "$work/adaptivecards-designer/package/LICENSE" "$into/LICENSE.adaptivecards-designer"
cp "$work/markdown-it/package/dist/browser/markdown-it.esm.min.mjs" "$into/markdown-it.esm.min.mjs"
cp "$work/markdown-it/package/LICENSE" "$into/LICENSE.markdown-it"
cat >"$into/VERSIONS" <<END
Copied from npm by bot/local/vendor.sh, unchanged.

adaptivecards $ADAPTIVECARDS (MIT, Microsoft): the renderer of Adaptive Cards, its style sheet
adaptivecards-designer $DESIGNER (MIT, Microsoft): the host configurations of Teams, light and dark
markdown-it $MARKDOWN_IT (MIT): Markdown in cards and messages, with HTML off
END
chmod 644 "$into"/*
