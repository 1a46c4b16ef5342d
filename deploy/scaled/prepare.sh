#!/bin/sh
# Makes what compose.yaml needs beside itself: random secrets, certificates and the folders for state.
# What exists already is kept, so it may be run again. Run as root on the host.
#
#   ./prepare.sh <public host name>    once
#   ./prepare.sh user <name>           adds a person who may log in, or gives them a new password
set -eu
umask 077
cd "$(dirname "$0")"
secrets=secrets
state="${STATE_FOLDER:-./state}"

# The users inside the containers, as compose.yaml names them.
sunledger=10001
proxy=101
kurrentdb=1000
postgres=999
redis=999
objects=10002
# Where the object store is found by the other containers.
store=objects

# Gives a file to the one container that may read it; without root it stays with whoever runs this.
own() {
  chmod 0400 "$2"
  if [ "$(id -u)" -eq 0 ]; then chown "$1:$1" "$2"; fi
}

random() {
  openssl rand -hex 32
}

# keep <owner> <file>: writes standard input to a file that does not exist yet.
keep() {
  content="$(cat)"
  if [ ! -e "$secrets/$2" ]; then
    printf '%s\n' "$content" >"$secrets/$2"
    own "$1" "$secrets/$2"
    echo "made $secrets/$2"
  fi
}

add_user() {
  [ -d "$secrets" ] || { echo "run ./prepare.sh <public host name> first" >&2; exit 1; }
  case "$1" in *[!A-Za-z0-9._@-]* | '') echo "a name may hold A-Z a-z 0-9 . _ @ -" >&2; exit 2 ;; esac
  printf 'Password of %s: ' "$1" >&2
  if [ -t 0 ]; then stty -echo; fi
  read -r password
  if [ -t 0 ]; then stty echo; echo >&2; fi
  [ "${#password}" -ge 12 ] || { echo "at least 12 characters" >&2; exit 2; }
  hash="$(printf '%s' "$password" | openssl passwd -6 -stdin)"
  file="$secrets/htpasswd"
  rest="$(grep -v "^$1:" "$file" || true)"
  printf '%s\n%s:%s\n' "$rest" "$1" "$hash" | sed '/^$/d' >"$file.new"
  # The same file, since a container that runs holds on to it.
  chmod 0600 "$file" && cat "$file.new" >"$file" && rm "$file.new"
  own "$proxy" "$file"
  echo "wrote $1 to $file"
}

# certificate <subject> <names> <extended usage>: a key and a certificate signed by our own authority.
certificate() {
  openssl req -newkey rsa:3072 -nodes -subj "/CN=$1" -keyout "$work/key" -out "$work/request" 2>/dev/null
  printf 'subjectAltName=%s\nextendedKeyUsage=%s\nkeyUsage=digitalSignature,keyEncipherment\n' \
    "$2" "$3" >"$work/extensions"
  openssl x509 -req -in "$work/request" -CA "$secrets/kurrentdb-ca/ca.crt" -CAkey "$secrets/ca.key" \
    -CAcreateserial -CAserial "$work/serial" -days 825 -sha256 -extfile "$work/extensions" \
    -out "$work/certificate" 2>/dev/null
}

if [ "${1:-}" = user ]; then
  add_user "${2:-}"
  exit 0
fi
host="${1:?usage: prepare.sh <public host name> | prepare.sh user <name>}"
case "$host" in *[!A-Za-z0-9.-]*) echo "$host is no host name" >&2; exit 2 ;; esac
command -v openssl >/dev/null || { echo 'openssl is needed' >&2; exit 1; }
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir -p "$secrets" "$secrets/kurrentdb-ca"
chmod 0711 "$secrets"

# Certificates: an authority for the event store, and a stand-in for the public one.
if [ ! -e "$secrets/ca.key" ]; then
  openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -sha256 -subj '/CN=Sunledger event store' \
    -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,keyCertSign,cRLSign' \
    -keyout "$secrets/ca.key" -out "$secrets/kurrentdb-ca/ca.crt" 2>/dev/null
  chmod 0400 "$secrets/ca.key"
  # A certificate is no secret; every container that speaks to the event store reads it.
  chmod 0755 "$secrets/kurrentdb-ca"
  chmod 0444 "$secrets/kurrentdb-ca/ca.crt"
fi
if [ ! -e "$secrets/kurrentdb_key" ]; then
  certificate kurrentdb-node 'DNS:kurrentdb,DNS:localhost,IP:127.0.0.1' serverAuth,clientAuth
  keep "$kurrentdb" kurrentdb_certificate <"$work/certificate"
  keep "$kurrentdb" kurrentdb_key <"$work/key"
fi
if [ ! -e "$secrets/tls_key" ]; then
  certificate "$host" "DNS:$host" serverAuth
  keep "$proxy" tls_certificate <"$work/certificate"
  keep "$proxy" tls_key <"$work/key"
  echo "browsers will warn of $secrets/tls_certificate: replace it and tls_key by your authority's"
fi

# Passwords, and the addresses that hold them.
for name in kurrentdb_admin_password kurrentdb_ops_password; do random | keep "$kurrentdb" "$name"; done
for name in postgres_password read_models_password keys_password; do random | keep "$postgres" "$name"; done
printf 'requirepass %s\n' "$(random)" | keep "$redis" redis_password
random | keep "$sunledger" master_key
random | keep "$sunledger" metrics_token
random | keep "$sunledger" proxy_secret
printf 'proxy_set_header X-Sunledger-Proxy "%s";\n' "$(cat "$secrets/proxy_secret")" | keep "$proxy" proxy_header
printf 'kurrentdb://admin:%s@kurrentdb:2113?tls=true&tlsCaFile=/run/secrets/kurrentdb_ca\n' \
  "$(cat "$secrets/kurrentdb_admin_password")" | keep "$sunledger" events_url
printf 'postgres://read_models:%s@postgres:5432/read_models\n' \
  "$(cat "$secrets/read_models_password")" | keep "$sunledger" read_models_url
printf 'postgres://keys:%s@postgres:5432/keys\n' \
  "$(cat "$secrets/keys_password")" | keep "$sunledger" keys_url
printf 'redis://:%s@redis:6379/0\n' \
  "$(sed 's/^requirepass //' "$secrets/redis_password")" | keep "$sunledger" jobs_url
: | keep "$sunledger" smtp_url
: | keep "$proxy" htpasswd
access="$(openssl rand -hex 10)"
secret="$(random)"
printf '{"identities":[{"name":"backup","credentials":[{"accessKey":"%s","secretKey":"%s"}],"actions":["Admin","Read","Write","List"]}]}\n' \
  "$access" "$secret" | keep "$objects" s3_identities
if [ ! -e "$secrets/rclone" ]; then
  access="$(sed 's/.*"accessKey":"\([^"]*\)".*/\1/' "$secrets/s3_identities")"
  secret="$(sed 's/.*"secretKey":"\([^"]*\)".*/\1/' "$secrets/s3_identities")"
  printf '[objects]\ntype = s3\nprovider = SeaweedFS\nendpoint = %s\nforce_path_style = true\naccess_key_id = %s\nsecret_access_key = %s\n' \
    "http://$store:8333" "$access" "$secret" | keep "$sunledger" rclone
fi

# Folders for state, each owned by the user of its container.
folder() {
  mkdir -p "$state/$2"
  chmod 0700 "$state/$2"
  if [ "$(id -u)" -eq 0 ]; then chown "$1:$1" "$state/$2"; fi
}
mkdir -p "$state"
chmod 0711 "$state"
folder "$kurrentdb" kurrentdb
folder "$postgres" postgres
folder "$redis" redis
folder "$objects" objects
folder "$sunledger" backups

# Not state: exports can be made again, and workers, which write them, are no store.
mkdir -p exports
chmod 0700 exports
if [ "$(id -u)" -eq 0 ]; then chown "$sunledger:$sunledger" exports; fi

# The office's switches; an empty one leaves every default. No secret: every container reads it.
mkdir -p policy
chmod 0755 policy
if [ ! -e policy/policy.json ]; then
  printf '{}\n' >policy/policy.json
  chmod 0444 policy/policy.json
fi

if [ ! -e .env ]; then printf 'PUBLIC_HOST=%s\n' "$host" >.env; fi
echo "copy $secrets/master_key to a safe place that is not the place of the backups"
