#!/bin/sh
# Run once by the image of PostgreSQL over an empty data folder: two databases with an owner each, so
# that whoever may wipe the read models cannot touch the keys.
set -eu

for name in read_models keys; do
  # The password goes in as a variable of psql, never as a part of a command line.
  password="$(cat "/run/secrets/${name}_password")"
  export password
  psql --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres --set=name="$name" <<'SQL'
\getenv password password
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name" ENCODING 'UTF8';
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
SQL
done
