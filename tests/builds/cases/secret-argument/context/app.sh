cat fetched.txt
