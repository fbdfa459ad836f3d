# The embedded host: one process, one folder.
#
#   docker build -t funnel .
#   docker run -p 127.0.0.1:7080:7080 --stop-timeout 30 -v funnel-data:/data -v "$PWD/funnel.json:/config/funnel.json:ro" funnel
#
# funnel.json needs "host": { "bind": "0.0.0.0" }: loopback inside a container is reached by nobody. TLS ends at your proxy. A stop lets running work
# end, which takes up to 20 seconds.

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# CI restores exactly what the lock files name.
ENV CI=true
COPY .editorconfig BannedSymbols.txt Directory.Build.props Directory.Packages.props global.json host.json ./
COPY docs/openapi.yaml docs/
COPY src src
RUN dotnet publish src/Funnel.Embedded -c Release -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
RUN mkdir /data && chown "$APP_UID" /data
USER $APP_UID
VOLUME /data
EXPOSE 7080
# The image has no HTTP client, but the shell is one. Health is 503 while a platform cannot be reached, so do not restart because of it.
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/7080 && printf 'GET /api/health HTTP/1.0\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["dotnet", "Funnel.Embedded.dll"]
CMD ["serve", "--config", "/config/funnel.json", "--data", "/data", "--port", "7080"]
