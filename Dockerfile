# Web-club in a container: docker build -t webclub .
FROM rust:1.95-slim-bookworm AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target \
    cargo build --release --locked --package webclub \
    && cp target/release/webclub /usr/local/bin/webclub

FROM debian:bookworm-slim
# pg_dump and pg_restore serve `webclub backup` and `restore` on PostgreSQL.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates postgresql-client-15 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin webclub \
    && install --directory --owner webclub --group webclub --mode 0750 /data
COPY --from=build /usr/local/bin/webclub /usr/local/bin/webclub
USER webclub
WORKDIR /data
VOLUME /data
ENV WEBCLUB_DATA_DIR=/data \
    WEBCLUB_LISTEN=0.0.0.0:8080 \
    WEBCLUB_LOG_FORMAT=json
EXPOSE 8080
HEALTHCHECK --interval=1m --timeout=30s --start-period=30s CMD ["webclub", "doctor"]
ENTRYPOINT ["webclub"]
CMD ["serve"]
