#!/usr/bin/env bash
# Deploys Funnel: shows what would change, asks, applies, publishes the code. Can be run again at any time.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
  cat <<'TEXT'
Usage: ./deploy.sh --group NAME --location REGION [--parameters FILE] [--yes] [--code-only]

  --group NAME        resource group; made when missing
  --location REGION   where it is made
  --parameters FILE   default: parameters.bicepparam (copy parameters.example.bicepparam)
  --yes               do not ask (what-if is still shown)
  --code-only         leave the resources as they are, publish the code

Sign in first: az login. Azure China: az cloud set --name AzureChinaCloud, then az login.
Secrets are read from environment variables with the settings' names, for example
  export Funnel__Douyin__ClientSecret=...
Those not set stay as they are in the vault. Needs az (with Bicep), jq, zip, curl and the .NET 10 SDK.
TEXT
}

group='' location='' parameters=parameters.bicepparam yes=false code_only=false
while [ $# -gt 0 ]; do
  case "$1" in
    --group) group=${2:?--group needs a name}; shift 2 ;;
    --location) location=${2:?--location needs a region}; shift 2 ;;
    --parameters) parameters=${2:?--parameters needs a file}; shift 2 ;;
    --yes) yes=true; shift ;;
    --code-only) code_only=true; shift ;;
    -h|--help) usage; exit 0 ;;
    *) echo "Unknown: $1" >&2; usage >&2; exit 2 ;;
  esac
done

fail() { echo "$*" >&2; exit 1; }
say() { printf '\n== %s\n' "$*"; }

[ -n "$group" ] || { usage >&2; exit 2; }
[ -f "$parameters" ] || fail "There is no $parameters: copy parameters.example.bicepparam and fill it in."
for tool in az jq zip curl dotnet; do
  command -v "$tool" >/dev/null || fail "$tool is needed and not installed."
done
az account show --output none 2>/dev/null || fail "Not signed in: run az login."

say "Building the function app"
# First: nothing is changed on Azure by a copy that does not build.
publish=$(mktemp -d)
trap 'rm -rf "$publish"' EXIT
dotnet publish ../src/Funnel.Functions -c Release -o "$publish/app" --nologo -v quiet
(cd "$publish/app" && zip -qr ../app.zip .)

deployed() { az functionapp list --resource-group "$group" --query '[0].name' --output tsv; }

if [ "$code_only" = false ]; then
  if [ "$(az group exists --name "$group")" = false ]; then
    [ -n "$location" ] || fail "There is no group $group: name a --location to make it."
    say "Resource group $group"
    az group create --name "$group" --location "$location" --output none
  fi

  registration="Funnel console ($group)"
  FUNNEL_CONSOLE_CLIENT_ID=$(az ad app list --display-name "$registration" --query '[0].appId' --output tsv)
  export FUNNEL_CONSOLE_CLIENT_ID

  say "Secrets"
  # The key behind tokens in contact links: made once. A new one would make every link handed out before unknown.
  # So a deployment that cannot be looked up stops here (set -e), rather than look like a first one.
  app=$(deployed)
  if [ -z "${Funnel__TokenKey:-}" ] && [ -z "$app" ]; then
    Funnel__TokenKey=$(head -c 32 /dev/urandom | base64)
    export Funnel__TokenKey
    echo "Funnel__TokenKey: made"
  fi
  FUNNEL_SECRETS='{}'
  names=$(az bicep build-params --file "$parameters" --stdout | jq -r '.parametersJson | fromjson | .parameters.secretSettings.value[]')
  for name in Funnel__TokenKey $names; do
    if [ -n "${!name:-}" ]; then
      FUNNEL_SECRETS=$(VALUE=${!name} jq -c --arg name "$name" '.[$name] = env.VALUE' <<<"$FUNNEL_SECRETS")
      echo "$name: will be written"
    else
      echo "$name: not set here, stays as it is in the vault"
    fi
  done
  export FUNNEL_SECRETS

  say "What would change"
  az deployment group what-if --resource-group "$group" --template-file main.bicep --parameters "$parameters"
  if [ "$yes" = false ]; then
    read -r -p "Apply this to $group? [y/N] " answer
    [ "$answer" = y ] || [ "$answer" = Y ] || fail "Not applied."
  fi

  # Flex Consumption runs on it; a subscription that never used it does not know it.
  az provider register --namespace Microsoft.App --wait
  if [ -z "$FUNNEL_CONSOLE_CLIENT_ID" ]; then
    say "Console's app registration: $registration"
    FUNNEL_CONSOLE_CLIENT_ID=$(az ad app create --display-name "$registration" --sign-in-audience AzureADMyOrg \
      --enable-id-token-issuance true --app-roles @console-roles.json --query appId --output tsv)
    az ad sp create --id "$FUNNEL_CONSOLE_CLIENT_ID" --output none
    az ad sp update --id "$FUNNEL_CONSOLE_CLIENT_ID" --set appRoleAssignmentRequired=true
  fi

  say "Applying"
  outputs=$(az deployment group create --name funnel --resource-group "$group" --template-file main.bicep \
    --parameters "$parameters" --query properties.outputs --output json)
  host=$(jq -r .host.value <<<"$outputs")

  say "Sign-in for https://$host/console/"
  az ad app update --id "$FUNNEL_CONSOLE_CLIENT_ID" --web-redirect-uris "https://$host/.auth/login/aad/callback"
  if [ -z "$(az ad app federated-credential list --id "$FUNNEL_CONSOLE_CLIENT_ID" --query "[?name=='funnel'].name" --output tsv)" ]; then
    audience='api://AzureADTokenExchange'
    [ "$(az cloud show --query name --output tsv)" = AzureChinaCloud ] && audience='api://AzureADTokenExchangeChina'
    login=$(az cloud show --query endpoints.activeDirectory --output tsv)
    jq -n --arg issuer "${login%/}/$(az account show --query tenantId --output tsv)/v2.0" --arg audience "$audience" \
      --arg subject "$(jq -r .identityPrincipalId.value <<<"$outputs")" \
      '{name: "funnel", issuer: $issuer, subject: $subject, audiences: [$audience]}' > "$publish/credential.json"
    az ad app federated-credential create --id "$FUNNEL_CONSOLE_CLIENT_ID" --parameters "@$publish/credential.json" --output none
  fi
  outbound=$(jq -r .outboundAddress.value <<<"$outputs")
fi

app=$(deployed)
[ -n "$app" ] || fail "There is no function app in $group: run without --code-only first."
host=$(az functionapp show --resource-group "$group" --name "$app" --query defaultHostName --output tsv)

say "Publishing to $app"
az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src "$publish/app.zip" --output none

say "Health"
for _ in $(seq 1 36); do
  status=$(curl -s -o "$publish/health.json" -w '%{http_code}' "https://$host/api/health" || true)
  [ "$status" = 200 ] && break
  sleep 5
done
cat "$publish/health.json" 2>/dev/null || true
echo
[ "$status" = 200 ] || fail "https://$host/api/health answers $status. What is wrong stands above, or in Application Insights under Logs (AppTraces)."

cat <<TEXT

Done. What the machine cannot do:
  - Callbacks:  Douyin  https://$host/api/events/douyin
                WeCom   https://$host/api/events/wecom
  - WeCom's trusted addresses (企业可信IP): ${outbound:-unchanged}
  - Roles: give people viewer, operator or admin under "Enterprise applications", Funnel console ($group)
  - Console: https://$host/console/
TEXT
