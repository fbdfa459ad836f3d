// Funnel on Azure: one Flex Consumption function app and what it needs. Read modules/ in this order: network, storage, vault, monitoring,
// roles, app, alerts. Names of settings, queues and tables are compared with the code by tests/Funnel.Hosts.Tests/Infra.
targetScope = 'resourceGroup'

import { Secrets, Settings, Thresholds, Warm } from 'types.bicep'

@description('Beginning of every resource name: 3 to 12 lower-case letters and digits.')
@minLength(3)
@maxLength(12)
param name string

@description('Region. `az functionapp list-flexconsumption-locations` lists those that have Flex Consumption.')
param location string = resourceGroup().location

@description('Plain settings by name: accounts, offers and everything else of local.settings.sample.json that is no secret and is not set here.')
param settings Settings

@description('Names of the settings whose values live in the vault, such as Funnel__Douyin__ClientSecret.')
param secretSettings string[]

@description('Values to write into the vault now, by setting name. Those left out stay as they are. The deploy script reads them from the environment.')
param secrets Secrets = {}

@description('Application (client) id of the Entra app registration behind the console; the deploy script makes it.')
param consoleClientId string

@description('Tenant whose people may sign in to the console.')
param tenantId string = tenant().tenantId

@description('Where people sign in. China: the default is right.')
param loginEndpoint string = environment().authentication.loginEndpoint

@description('True: storage and vault answer only inside the app\'s network. False: from anywhere, still with an identity only.')
param privateNetwork bool = true

@description('True: the app calls out from one fixed address, which WeCom must be told (企业可信IP). Only without WeCom can it be false.')
param fixedAddress bool = true

@description('Address range of the app\'s network, a /22 or larger.')
param addressPrefix string = '10.71.0.0/22'

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Most instances per function group. A brake on cost as well as on load.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Instances kept warm: callbacks and the private chat must answer within seconds. Empty = none.')
param alwaysReady Warm[] = [
  { name: 'http', instanceCount: 1 }
  { name: 'function:AnswerChat', instanceCount: 1 }
]

@description('Storage redundancy. Zones cost a quarter more than one data centre.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS'])
param storageSku string = 'Standard_LRS'

@description('Who is written to when an alert fires.')
param alertEmails string[]

@description('Where alerts begin: effects parked within an hour, and seconds that one in ten may wait for a reply or, after opening the chat, for an invitation.')
param thresholds Thresholds = {
  parkedPerHour: 10
  replySeconds: 120
  invitationSeconds: 15
}

@description('Days that logs are kept. 31 are free.')
@minValue(30)
@maxValue(730)
param logDays int = 31

@description('Most GB of logs a day; what comes after is dropped until midnight. -1 = no limit.')
param logDailyGb int = 5

@description('Standard OTEL_* variables for an OTLP collector of your own, such as OTEL_EXPORTER_OTLP_ENDPOINT. Empty = none.')
param otel Settings = {}

var unique = '${name}${take(uniqueString(resourceGroup().id, name), 8)}'

// Names are made here and not read from modules' outputs, so that what-if can tell beforehand what it is about.
var identityName = '${unique}-id'
var storageName = take('${unique}st', 24)
var vaultName = take('${unique}kv', 24)
var insightsName = '${unique}-insights'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: identityName
  location: location
}

module network 'modules/network.bicep' = {
  params: {
    name: unique
    location: location
    addressPrefix: addressPrefix
    privateNetwork: privateNetwork
    fixedAddress: fixedAddress
  }
}

module storage 'modules/storage.bicep' = {
  params: {
    name: storageName
    location: location
    sku: storageSku
    privateNetwork: privateNetwork
    endpointSubnetId: network.outputs.endpointSubnetId
    zoneIds: network.outputs.storageZoneIds
  }
}

module vault 'modules/vault.bicep' = {
  params: {
    name: vaultName
    location: location
    secrets: secrets
    privateNetwork: privateNetwork
    endpointSubnetId: network.outputs.endpointSubnetId
    zoneId: network.outputs.vaultZoneId
  }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    name: unique
    insightsName: insightsName
    location: location
    logDays: logDays
    logDailyGb: logDailyGb
  }
}

module roles 'modules/roles.bicep' = {
  params: {
    identityName: identityName
    storageName: storageName
    vaultName: vaultName
    insightsName: insightsName
  }
  dependsOn: [
    identity
    storage
    vault
    monitoring
  ]
}

module app 'modules/app.bicep' = {
  params: {
    name: unique
    location: location
    identityId: identity.id
    identityClientId: identity.properties.clientId
    storageName: storageName
    packageContainer: storage.outputs.packageContainer
    vaultUri: vault.outputs.uri
    insightsConnection: monitoring.outputs.insightsConnection
    subnetId: network.outputs.appSubnetId
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReady: alwaysReady
    settings: settings
    secretSettings: secretSettings
    otel: otel
    consoleClientId: consoleClientId
    openIdIssuer: '${loginEndpoint}${endsWith(loginEndpoint, '/') ? '' : '/'}${tenantId}/v2.0'
  }
  dependsOn: [
    roles // the host's first start already reads storage and vault
  ]
}

module alerts 'modules/alerts.bicep' = {
  params: {
    name: unique
    location: location
    workspaceId: monitoring.outputs.workspaceId
    storageName: storageName
    emails: alertEmails
    thresholds: thresholds
  }
  dependsOn: [
    storage
  ]
}

output appName string = app.outputs.name
output host string = app.outputs.host
output identityPrincipalId string = identity.properties.principalId
output outboundAddress string = network.outputs.outboundAddress
