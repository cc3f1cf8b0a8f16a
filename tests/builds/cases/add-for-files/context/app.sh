cat /opt/data/deep/a.txt
