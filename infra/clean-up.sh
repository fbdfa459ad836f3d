#!/usr/bin/env bash
# Deletes a deployment with all its data: leads, tokens, logs. There is no way back.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: ./clean-up.sh --group NAME

Shows what is in the resource group, asks for its name again, then deletes the group and the console's app registration.
The vault stays recoverable for 7 days, and its name taken so long: before deploying the same name again within that time,
run az keyvault recover --name VAULT.
TEXT
}

group=''
while [ $# -gt 0 ]; do
  case "$1" in
    --group) group=${2:?--group needs a name}; shift 2 ;;
    -h|--help) usage; exit 0 ;;
    *) echo "Unknown: $1" >&2; usage >&2; exit 2 ;;
  esac
done
[ -n "$group" ] || { usage >&2; exit 2; }

az resource list --resource-group "$group" --query '[].{type: type, name: name}' --output table
read -r -p "All of this and its data will be gone. Type the group's name to delete it: " answer
[ "$answer" = "$group" ] || { echo "Nothing was deleted." >&2; exit 1; }

registration=$(az ad app list --display-name "Funnel console ($group)" --query '[0].appId' --output tsv)
if [ -n "$registration" ]; then
  az ad app delete --id "$registration"
fi
az group delete --name "$group" --yes
echo "Deleted."
