#!/bin/sh
# Fetches Microsoft's JSON schema of the app manifest from npm, by name and version, into vendor/. Needs npm and a network;
# run it to refresh, and commit what it leaves.
set -eu

APP_MANIFEST=1.1.2
SCHEMA=v1.22

here=$(cd "$(dirname "$0")" && pwd)
into="$here/vendor"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

(cd "$work" && npm pack --silent "@microsoft/app-manifest@$APP_MANIFEST" >/dev/null && tar -xzf ./*.tgz)

rm -rf "$into"
mkdir -p "$into"
cp "$work/package/build/json-schemas/teams/$SCHEMA/MicrosoftTeams.schema.json" "$into/MicrosoftTeams.schema.json"
cat >"$into/VERSIONS" <<END
Copied from npm by manifest/vendor.sh, unchanged.

@microsoft/app-manifest $APP_MANIFEST (MIT, Microsoft): the JSON schema of the Teams app manifest, $SCHEMA
END
cat >"$into/LICENSE.app-manifest" <<'END'
The package names its licence as MIT and carries no licence file of its own. This is the text of that licence.

    MIT License

    Copyright (c) Microsoft Corporation.

    Permission is hereby granted, free of charge, to any person obtaining a copy
    of this software and associated documentation files (the "Software"), to deal
    in the Software without restriction, including without limitation the rights
    to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
    copies of the Software, and to permit persons to whom the Software is
    furnished to do so, subject to the following conditions:

    The above copyright notice and this permission notice shall be included in all
    copies or substantial portions of the Software.

    THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
    IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
    FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
    AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
    LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
    OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
    SOFTWARE
END
chmod 644 "$into"/*
