#!/bin/sh
# A hook for Sockeye ("provider": "command") that uses a file of acme.sh's dnsapi.
# Copy it to /etc/sockeye/dns-hook, chmod +x, and name acme.sh's script and the file here or in the environment. What the
# file needs (tokens and the like) it takes from the environment, or from acme.sh's account.conf, where acme.sh once saved it.
ACME_SH=${ACME_SH:-/root/.acme.sh/acme.sh}
DNS_API=${DNS_API:-dns_cf}

action=$1
name=$2
value=$3

LE_WORKING_DIR=${LE_WORKING_DIR:-$(dirname "$ACME_SH")}
export LE_WORKING_DIR

if [ ! -f "$ACME_SH" ]; then
  echo "$ACME_SH does not exist; name acme.sh's script in ACME_SH" >&2
  exit 1
fi

# The files need acme.sh's functions, so it is read here. At its end it runs its arguments: true does nothing.
set -- true
. "$ACME_SH" || exit 1
_initpath || exit 1

for file in "$LE_WORKING_DIR/$DNS_API.sh" "$LE_WORKING_DIR/dnsapi/$DNS_API.sh"; do
  if [ -f "$file" ]; then
    . "$file" || exit 1
    case $action in
      present) "${DNS_API}_add" "$name" "$value" ;;
      cleanup) "${DNS_API}_rm" "$name" "$value" ;;
      *) echo "unknown action $action" >&2; exit 1 ;;
    esac
    exit
  fi
done

echo "$DNS_API.sh is neither in $LE_WORKING_DIR nor in its dnsapi; name the file in DNS_API" >&2
exit 1
