#!/usr/bin/env bash
# The Kubernetes client for Python merges several kubeconfig files into a mixture: the LAST file's current-context, but
# the FIRST file's cluster and user. kubectl takes the first file's value of each ("the first file to set a value wins").
#
# Version: PyPI kubernetes 37.0.2 (Python 3.11.7).
# Input: two valid files in KUBECONFIG order. Both name a cluster "c" and a user "u"; a.yaml has current-context "first",
#   b.yaml has "second". This is how files of two installations look that were made from one template.
# A good guess: what kubectl does, so context "first" of a.yaml with the server and token of a.yaml.
# Output seen, for a.yaml:b.yaml and for b.yaml:a.yaml:
#   second http://127.0.0.1:18081 Bearer one
#   first http://127.0.0.1:18082 Bearer two
# So the namespace is that of one file, and the server and token are those of the other.
#
# Exits with a code other than 0 if this changes. Needs python3 with venv, and PyPI. Sends no request to a cluster.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check kubernetes==37.0.2

write() { # file, context, port, token
  cat > "$folder/$1" <<YAML
apiVersion: v1
kind: Config
current-context: $2
clusters: [{name: c, cluster: {server: "http://127.0.0.1:$3"}}]
users: [{name: u, user: {token: $4}}]
contexts: [{name: $2, context: {cluster: c, user: u, namespace: $2}}]
YAML
}
write a.yaml first 18081 one
write b.yaml second 18082 two

seen=$(cd "$folder" && venv/bin/python - <<'PYTHON'
from kubernetes import client, config

for files in ("a.yaml:b.yaml", "b.yaml:a.yaml"):
    _, active = config.list_kube_config_contexts(files)
    merged = client.Configuration()
    config.load_kube_config(files, client_configuration=merged)
    print(active["name"], merged.host, *merged.api_key.values())
PYTHON
)
echo "$seen"
expected='second http://127.0.0.1:18081 Bearer one
first http://127.0.0.1:18082 Bearer two'
[ "$seen" = "$expected" ] || { echo "the behaviour has changed" >&2; exit 1; }
