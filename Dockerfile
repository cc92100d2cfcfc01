# The bot as a container. It writes to /data alone, so the rest may be read-only:
#   docker run --read-only --tmpfs /tmp -v online-safety:/data -v ./school.toml:/config/school.toml:ro --env-file .env …
# How a school runs it is in docs/set-up.md.

# The base of both stages. `make lock` writes its digest behind it (@sha256:…), where Docker Hub can be asked: once it stands
# here the same image is built everywhere. With another Python: --build-arg BASE=python:3.13-slim
ARG BASE=python:3.14-slim

FROM ${BASE} AS build
WORKDIR /app
COPY requirements-build.lock requirements.lock ./
# Nothing is taken that a lock does not name with its hash. The three packages that are published as source alone become
# wheels first, with the tools of the first lock, and all is installed from wheels.
RUN python -m venv /build \
 && /build/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-build.lock \
 && /build/bin/pip wheel --no-cache-dir --disable-pip-version-check --require-hashes --no-deps --no-build-isolation --wheel-dir /wheels \
      --only-binary :all: --no-binary aiounittest,emoji,grapheme -r requirements.lock \
 && python -m venv /venv \
 && /venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-index --no-deps /wheels/*.whl
COPY app.py aup.md ./
COPY bot bot
COPY cards cards
COPY dialogs dialogs
COPY manifest manifest
COPY storage storage
# Bytecode made here, with hashes of the sources in place of their times: a read-only file system needs no more.
RUN /venv/bin/python -m compileall -q --invalidation-mode unchecked-hash app.py bot cards dialogs manifest storage
# What staff may say is counted here too, and kept beside the bytecode.
RUN /venv/bin/python -c "from bot.composition.counted_lines import prepare_lines; prepare_lines()"

FROM ${BASE}
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin bot \
 && install -d -m 0700 -o bot /data \
 && install -d -m 0755 /config
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DATA_DIR=/data \
    SCHOOL_FILE=/config/school.toml \
    PORT=3978
USER 10001
VOLUME /data
EXPOSE 3978
# No curl in the image: Python asks. Thirty seconds are enough to read years of records at the start.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request as u; u.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/healthz', timeout=4)"]
CMD ["python", "app.py"]
