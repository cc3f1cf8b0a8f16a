# Stands for a client that logs in with a token.
[ -n "$FETCH_TOKEN" ] || exit 1
echo "fetched with ${#FETCH_TOKEN} characters" > fetched.txt
