#!/usr/bin/env bash
# A database for each flow, and a role that owns it and may not even connect to the others. Run once, when the volume is empty.
set -euo pipefail

for flow in order_flow payment_flow inventory_flow; do
    psql --set ON_ERROR_STOP=1 --set flow="$flow" --set password="$FLOW_PASSWORD" --username "$POSTGRES_USER" --dbname postgres <<'SQL'
CREATE ROLE :"flow" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'password';
CREATE DATABASE :"flow" OWNER :"flow";
REVOKE ALL ON DATABASE postgres, template1, :"flow" FROM PUBLIC;
SQL
done
