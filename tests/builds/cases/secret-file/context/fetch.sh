# Stands for a client that reads its login from a file.
grep -q password /root/.netrc || exit 1
echo "fetched" > fetched.txt
