FROM node:18
WORKDIR /srv
COPY package.json package-lock.json ./
RUN npm ci && npm cache clean --force
