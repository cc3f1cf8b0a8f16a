# Stands for a client that reads its token from a file.
grep -q token= .fetchrc || exit 1
echo "fetched" > fetched.txt
