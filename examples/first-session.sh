#!/usr/bin/env bash
# Records a first session with curl alone: logs in, creates an API key, sends a few keepalives, and lists the session.
#
#   ADMIN_PASSWORD=… examples/first-session.sh [http://127.0.0.1:3000]
set -euo pipefail
url=${1:-http://127.0.0.1:3000}
: "${ADMIN_PASSWORD:?set ADMIN_PASSWORD to the password of admin}"
cookies=$(mktemp)
trap 'rm -f "$cookies"' EXIT
user="first-session-$$"

call() { # call METHOD PATH [JSON]
  curl -gsS --fail-with-body -X "$1" "$url/api/v2/$2" -H "Authorization: Bearer $key" -H "X-Dwell-User: $user" \
    ${3:+-H 'Content-Type: application/json' -d "$3"}
  echo
}

curl -sS --fail-with-body -c "$cookies" "$url/api/v2/auth/login" \
  -H 'Content-Type: application/json' -d "{\"username\":\"admin\",\"password\":\"$ADMIN_PASSWORD\"}"
echo
key=$(curl -sS --fail-with-body -b "$cookies" "$url/api/v2/api-keys" \
  -H 'Content-Type: application/json' -d '{"name":"first session","role":"analyst"}' | sed -E 's/.*"key":"([^"]+)".*/\1/')

call POST sessionstart
sleep 2
call POST keepalive '{"visible":true,"path":["/orders","open"]}'
sleep 2
call POST keepalive '{"visible":true,"path":["/orders","open"]}'
sleep 2
call POST keepalive '{"visible":true,"path":["/customers"]}'
sleep 2
call POST session-hide '{"path":["/customers"]}'
call GET "sessions?usernames[]=$user"
