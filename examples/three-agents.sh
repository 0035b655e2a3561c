#!/usr/bin/env bash
# Solves examples/three-agents through the API of a running service (npm start) and prints the ROSTER.
# Needs curl. SHIFTCAST_URL names another service.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

{
  printf '{"solve": {"iterations": 1000000, "seed": 1}, "problem": '
  cat three-agents/problem.json
  printf '}'
} | curl --silent --show-error --fail-with-body \
  --header 'Content-Type: application/json' --data-binary @- \
  "${SHIFTCAST_URL:-http://127.0.0.1:8080}/v1/rosters"
