#!/usr/bin/env bash
# Fills the embedded forge with an organisation to walk the first hour with: FORGE, FORGE_TOKEN, ORG.
set -euo pipefail

call() {
  curl --silent --show-error --fail-with-body --request "$1" "${FORGE%/}/$2" \
    --header "Authorization: Bearer $FORGE_TOKEN" --header 'Content-Type: application/json' --data "$3" > /dev/null
}

# The first file of an empty repository makes its branch.
file() {
  local content
  content=$(sed "s/@acme/@$ORG/g" "$3" | base64 | tr -d '\n')
  call PUT "repos/$ORG/$1/contents/$2" "{\"message\":\"Add $2\",\"content\":\"$content\"}"
}

here=$(cd "$(dirname "$0")" && pwd)
call POST _forge/people "{\"org\":\"$ORG\",
  \"users\":[{\"login\":\"ada\",\"name\":\"Ada\",\"email\":\"ada@acme.example\"},{\"login\":\"bob\",\"name\":\"Bob\",\"email\":null}],
  \"teams\":[{\"name\":\"Commerce\",\"description\":\"Sells\",\"parent\":null,\"members\":[\"ada\",\"bob\"]}]}"
for repository in orders payments website; do
  call POST "orgs/$ORG/repos" "{\"name\":\"$repository\",\"description\":\"$repository of $ORG\"}"
  (cd "$here/repositories/$repository" && find . -type f | sort) | while read -r path; do
    file "$repository" "${path#./}" "$here/repositories/$repository/$path"
  done
  echo "$ORG/$repository"
done
