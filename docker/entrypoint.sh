#!/bin/sh
# Start Odoo when PostgreSQL is up. Used like the official image:
#
#   HOST, PORT, USER, PASSWORD    the database server (db, 5432, odoo, odoo)
#   PASSWORD_FILE                 a file with the password instead
#   ERRAND_SECRET_KEY_FILE        a file with ERRAND_SECRET_KEY, the suite's own key
#   ERRAND_TURN_SECRET_FILE       a file with ERRAND_TURN_SECRET, shared with the relay
#   DB_TIMEOUT                    seconds to wait for PostgreSQL (30)
#
# An option of odoo.conf (db_host, db_port, db_user, db_password) goes before these.
# Arguments are Odoo's: `odoo --workers=4`, `--workers=4`, `odoo shell -d errand`;
# any other program is run as it is.
set -eu

fail() {
    echo "$*" >&2
    exit 1
}

# What odoo.conf says of an option; nothing when it is not there or switched off.
setting() {
    [ -r "${ODOO_RC:-}" ] || return 0
    sed -n "s/^[[:space:]]*$1[[:space:]]*=[[:space:]]*\(.*[^[:space:]]\)[[:space:]]*\$/\1/p" \
        "$ODOO_RC" | tail -n 1 | sed -e '/^[Ff]alse$/d' -e '/^[Nn]one$/d'
}

if [ -n "${PASSWORD_FILE:-}" ]; then
    [ -r "$PASSWORD_FILE" ] || fail "PASSWORD_FILE=$PASSWORD_FILE cannot be read."
    PASSWORD=$(cat "$PASSWORD_FILE")
fi
if [ -n "${ERRAND_SECRET_KEY_FILE:-}" ]; then
    [ -r "$ERRAND_SECRET_KEY_FILE" ] ||
        fail "ERRAND_SECRET_KEY_FILE=$ERRAND_SECRET_KEY_FILE cannot be read."
    ERRAND_SECRET_KEY=$(cat "$ERRAND_SECRET_KEY_FILE")
    export ERRAND_SECRET_KEY
fi
# Calls work without a relay, so an empty file is no mistake.
if [ -n "${ERRAND_TURN_SECRET_FILE:-}" ]; then
    [ -r "$ERRAND_TURN_SECRET_FILE" ] ||
        fail "ERRAND_TURN_SECRET_FILE=$ERRAND_TURN_SECRET_FILE cannot be read."
    ERRAND_TURN_SECRET=$(cat "$ERRAND_TURN_SECRET_FILE")
    export ERRAND_TURN_SECRET
fi

reach_database() {
    PGHOST=$(setting db_host)
    PGPORT=$(setting db_port)
    PGUSER=$(setting db_user)
    PGPASSWORD=$(setting db_password)
    PGHOST=${PGHOST:-${HOST:-db}}
    PGPORT=${PGPORT:-${PORT:-5432}}
    PGUSER=${PGUSER:-${USER:-odoo}}
    # Odoo takes it from here. On the command line every process could read it.
    PGPASSWORD=${PGPASSWORD:-${PASSWORD:-odoo}}
    export PGHOST PGPORT PGUSER PGPASSWORD
    wait-for-postgres
}

case "${1:-odoo}" in
    -*) ;;
    odoo) [ $# = 0 ] || shift ;;
    *) exec "$@" ;;
esac

case "${1:-server}" in
    --version | --help | -h | help | scaffold | cloc | genproxytoken | upgrade_code)
        exec odoo "$@" ;;
    -* | server | shell | start | neutralize | populate)
        reach_database
        exec odoo "$@" --db_host="$PGHOST" --db_port="$PGPORT" --db_user="$PGUSER" ;;
    *)
        # Commands such as `db` take their options in another order: the environment does.
        reach_database
        exec odoo "$@" ;;
esac
