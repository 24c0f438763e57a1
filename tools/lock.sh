#!/bin/sh
# Write the lock files anew: newest versions that fit, every file by its hash, no address in them.
#   requirements.lock       what the program needs to run, and what builds it
#   requirements-dev.lock   the same and what the tests need
#   requirements-negotiation.lock   what runs the program, and the peers it negotiates against
set -eu
cd "$(dirname "$0")/.."
.venv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9'
compile() {
    lock=$1
    shift
    .venv/bin/uv pip compile pyproject.toml tools/build-requirements.in "$@" \
        --universal --python-version 3.11 --upgrade --generate-hashes \
        --no-header --no-annotate --quiet --output-file "$lock"
    if grep -nE '://|^-' "$lock"; then
        echo "$lock holds an address or an option" >&2
        exit 1
    fi
}
compile requirements.lock
compile requirements-dev.lock --extra dev --constraint requirements.lock
compile requirements-negotiation.lock --extra negotiation --constraint requirements.lock
