cat /opt/built
