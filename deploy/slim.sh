#!/bin/sh
# Takes out of the install at $1 what the bot never reads, a third of it: debugging symbols, packages' own tests, word
# frequencies of other languages, and what has installed it all. Needs strip, from binutils.
set -eu
site=$("$1/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
"$1/bin/pip" uninstall --quiet --yes hatchling setuptools pip
find "$site" -type d -name tests -prune -exec rm -r {} +
find "$site/wordfreq/data" -type f ! -name '*_en.*' -delete
# Not what wheels bring of others (*.libs), which strip would break, nor torch, which has none.
find "$site" -name '*.so' ! -path '*.libs/*' ! -path "$site/torch/*" -exec strip --strip-unneeded {} +
