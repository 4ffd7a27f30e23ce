# The bot in a container, its model included: `docker build -t strawberry:full .`, or without torch
# `docker build --build-arg INSTALL=small -t strawberry:small .`; compose.yaml builds and runs it.

# The Python that the tests run on, and that torch's CPU build in the lock is for. A digest behind it pins the very image:
# python:3.11-slim-bookworm@sha256:…, as `docker buildx imagetools inspect python:3.11-slim-bookworm` tells.
ARG PYTHON=3.11-slim-bookworm

FROM python:${PYTHON} AS base
# OpenMP, for the model's threads, and emoji for the pictures.
RUN apt-get update -qq && apt-get install -qq --yes --no-install-recommends libgomp1 fonts-noto-color-emoji && \
    apt-get clean && rm -r /var/lib/apt/lists/*

FROM base AS build
RUN apt-get update -qq && apt-get install -qq --yes --no-install-recommends binutils
ARG INSTALL=full
# PyTorch's index of CPU builds, which its start page names: without it NVIDIA's libraries, 3 GB, come along. Nothing is
# installed but what the lock has the hash of.
ARG PIP_EXTRA_INDEX_URL=
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore PIP_QUIET=1
WORKDIR /src
RUN python -m venv /opt/strawberry && python -m venv /opt/supply
COPY locks locks
COPY deploy/install.sh deploy/
RUN sh deploy/install.sh /opt/strawberry "$INSTALL"
RUN /opt/supply/bin/pip install --no-compile --require-hashes --no-deps --requirement locks/supply.txt
COPY . .
RUN /opt/strawberry/bin/pip install --no-compile --no-deps --no-build-isolation . && sh deploy/slim.sh /opt/strawberry
# What is in it, as CycloneDX.
RUN mkdir -p /opt/strawberry/share/strawberry && /opt/supply/bin/cyclonedx-py environment --pyproject pyproject.toml \
    --output-reproducible --output-file /opt/strawberry/share/strawberry/sbom.json /opt/strawberry/bin/python
# A question answered, a look inside and the bot's own parts loaded: that it all works, and Python's compiled files of what
# is really used, which a read-only image cannot keep later.
RUN export PATH=/opt/strawberry/bin:$PATH STRAWBERRY_CACHE=/tmp/cache && cd /tmp && \
    strawberry ask "How many r's are in strawberry?" && strawberry inside near strawberry && \
    if [ "$INSTALL" = full ]; then strawberry inside attention strawberry; fi && \
    python -c "import importlib, bot.app.bot as bot; [*map(importlib.import_module, bot.COGS)]"

FROM base
LABEL org.opencontainers.image.title="Strawberry" \
      org.opencontainers.image.description="A Discord bot that explains tokenization" \
      org.opencontainers.image.licenses="MIT"
RUN useradd --uid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin strawberry && \
    install --directory --owner strawberry --group strawberry --mode 700 /data
COPY --from=build /opt/strawberry /opt/strawberry
COPY LICENSE NOTICE /opt/strawberry/share/strawberry/
# Whatever is written goes into the volume, so that the rest can be read-only: the log is /data/strawberry-bot/…, unless
# database.url is set.
ENV PATH=/opt/strawberry/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    XDG_DATA_HOME=/data XDG_CACHE_HOME=/data/cache STRAWBERRY_METRICS__ADDRESS=127.0.0.1:9464
WORKDIR /data
VOLUME /data
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=15s --start-period=2m CMD ["strawberry", "health"]
ENTRYPOINT ["strawberry"]
CMD ["run"]
