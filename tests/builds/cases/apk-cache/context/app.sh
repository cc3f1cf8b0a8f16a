curl
