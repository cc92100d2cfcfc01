#!/bin/sh
# Fetches axe-core, which looks for faults of accessibility in the browser tests, from npm, by name and version, into
# vendor/. Needs npm and a network; run it to refresh, and commit what it leaves.
set -eu

AXE_CORE=4.14.1

here=$(cd "$(dirname "$0")" && pwd)
into="$here/vendor"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

(cd "$work" && npm pack --silent "axe-core@$AXE_CORE" >/dev/null && tar -xzf ./*.tgz)

rm -rf "$into"
mkdir -p "$into"
cp "$work/package/axe.min.js" "$into/axe.min.js"
cp "$work/package/LICENSE" "$into/LICENSE.axe-core"
cp "$work/package/LICENSE-3RD-PARTY.txt" "$into/LICENSE-3RD-PARTY.axe-core"
cat >"$into/VERSIONS" <<END
Copied from npm by tests/page/vendor.sh, unchanged. Used by the tests alone, and no part of the bot.

axe-core $AXE_CORE (MPL-2.0, Deque Systems): the accessibility checks
END
chmod 644 "$into"/*
