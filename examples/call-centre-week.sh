#!/usr/bin/env bash
# Plans examples/call-centre-week through the API of a running service (npm start) and prints the PLAN RESULT: forecast,
# requirement, roster and audit. The API reads no files, so the history goes along as text.
# Needs curl and awk. SHIFTCAST_URL names another service, SOLVE_SECONDS another time limit.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/call-centre-week"

awk -v seconds="${SOLVE_SECONDS:-10}" '
  FNR == NR { csv = csv $0 "\\n"; next }
  /"file": "history.csv"/ { sub(/"file": "history.csv"/, "\"csv\": \""); sub(/,$/, ""); printf "%s", $0; printf "%s\",\n", csv; next }
  { sub(/"seconds": [0-9]+/, "\"seconds\": " seconds); print }
' history.csv plan.json | curl --silent --show-error --fail-with-body \
  --header 'Content-Type: application/json' --data-binary @- \
  "${SHIFTCAST_URL:-http://127.0.0.1:8080}/v1/plans"
