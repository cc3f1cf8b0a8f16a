echo "$MODE" > /srv/tools
