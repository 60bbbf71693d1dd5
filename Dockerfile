# syntax=docker/dockerfile:1
# Two stages: the SDK compiles a native binary, the runtime image holds that binary and what it needs of the system.

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
# NativeAOT links with the system's own compiler.
RUN apt-get update \
    && apt-get install -y --no-install-recommends clang zlib1g-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/ src/
RUN dotnet publish src/NewsMonitor/NewsMonitor.csproj --configuration Release --use-current-runtime \
    -p:PublishAot=true -p:DebugType=none -p:StripSymbols=true --output /app \
    && rm -f /app/*.dbg /app/*.xml \
    && install -d -m 0700 /data

# runtime-deps keeps ICU and the time zones that comparison and cron need.
FROM mcr.microsoft.com/dotnet/runtime-deps:10.0
COPY --from=build /app/ /app/
COPY config/ /config/
COPY seeds/ /app/seeds/
COPY --from=build --chown=1654:1654 /data /data
ENV MONITOR_CONFIG=/config \
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false
USER 1654
VOLUME /data
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=6s --start-period=10s CMD ["/app/monitor", "health"]
ENTRYPOINT ["/app/monitor"]
CMD ["run"]
