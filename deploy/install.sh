#!/bin/sh
# Installs into the environment $1 what the lock named $2 says, full or small, and nothing that it has no hash of.
# PyTorch's own index, given to pip as PIP_EXTRA_INDEX_URL, has a torch that does without NVIDIA's libraries, which take
# 3 GB; that of the usual index cannot be imported on Linux without them.
set -eu
locks=$(dirname "$0")/../locks
install() { "$venv/bin/pip" install --no-compile --require-hashes --no-deps --requirement "$locks/$1.txt"; }
venv=$1
install "$2"
needs_cuda='from importlib.metadata import requires; exit("cuda" not in str(requires("torch")))'
if [ "$2" = full ] && "$venv/bin/python" -c "$needs_cuda"; then install cuda; fi
