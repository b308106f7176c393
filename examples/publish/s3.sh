#!/bin/sh
# s3.sh BUCKET [PASSPHRASE_FILE] - seals the dashboard and puts it into a bucket of S3, or of what speaks like it, with the headers
# that S3 keeps of an object. Serve it over https with CloudFront or the like, which can add the others: in its response headers
# policy, frame-options DENY, content-type-options, referrer-policy no-referrer, strict-transport-security, and the custom
# header X-Robots-Tag: noindex, nofollow, noarchive. A bucket's own website address is plain http: browsers do not open it there.
set -eu
bucket=${1:?usage: s3.sh BUCKET [PASSPHRASE_FILE]}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

infoview publish -o "$folder/index.html" ${2:+--passphrase-file "$2"}

aws s3 cp "$folder/index.html" "s3://$bucket/index.html" \
    --content-type 'text/html; charset=utf-8' \
    --cache-control no-store
