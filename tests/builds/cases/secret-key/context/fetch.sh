# Stands for a client that takes a key only if nobody else can read it.
case $(stat -c %a /root/.ssh/id_rsa) in
*00) echo "fetched" > fetched.txt ;;
*) exit 1 ;;
esac
