FROM node:18
COPY package.json package-lock.json /srv/
WORKDIR /srv
RUN npm ci && npm cache clean --force
COPY . /srv
RUN npm run build
CMD ["node", "app.js"]
