echo more > /srv/more
