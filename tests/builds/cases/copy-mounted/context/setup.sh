mkdir -p /srv /var/empty-cache
echo "$MODE" > /srv/mode
