// The function app: plan, settings, and who may open its pages.
import { Settings, Warm } from '../types.bicep'

param name string
param location string
param identityId string
param identityClientId string
param storageName string
param packageContainer string
param vaultUri string
param insightsConnection string
param subnetId string
param instanceMemoryMB int
param maximumInstanceCount int
param alwaysReady Warm[]
param settings Settings
param secretSettings string[]
param otel Settings
param consoleClientId string
param openIdIssuer string

resource storage 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {
  name: storageName
}

// By the account's name the host looks in the public cloud; elsewhere it wants addresses.
var storageAddress = environment().name == 'AzureCloud' ? {
  AzureWebJobsStorage__accountName: storage.name
} : {
  AzureWebJobsStorage__blobServiceUri: storage.properties.primaryEndpoints.blob
  AzureWebJobsStorage__queueServiceUri: storage.properties.primaryEndpoints.queue
  AzureWebJobsStorage__tableServiceUri: storage.properties.primaryEndpoints.table
}

var hostSettings = {
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnection
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: identityClientId
}

// The host reads the schedules itself, so they must be settings; `settings` may override them.
var defaults = {
  PollSchedule: '*/10 * * * * *'
  KeepTokensSchedule: '0 */10 * * * *'
  ReconcileSchedule: '30 * * * * *'
  ForgetSchedule: '15 * * * * *'
}

var fixed = {
  Funnel__Console__EasyAuth: 'true'
}

// The key that all instances share is derived from the token key, so this secret is always there.
var vaulted = union(secretSettings, ['Funnel__TokenKey'])
var references = toObject(vaulted, setting => setting, setting => '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${replace(setting, '__', '-')})')

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: '${name}-plan'
  location: location
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: subnetId
    siteConfig: {
      minTlsVersion: '1.2'
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReady
      }
    }
  }
}

resource appSettings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: union(defaults, settings, otel, references, storageAddress, hostSettings, fixed)
}

// Packages are published with an identity, never with the site's user name and password.
resource noFtpPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource noScmPassword 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

// Everything wants a signed-in person, except what guards itself: callbacks by their signatures, scripts by function keys, and health, which
// tells nothing secret. The console then looks at the person's role.
resource signIn 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'authsettingsV2'
  properties: {
    platform: {
      enabled: true
    }
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: 'RedirectToLoginPage'
      redirectToProvider: 'azureactivedirectory'
      excludedPaths: [
        '/api/accounts/*'
        '/api/audit'
        '/api/comments'
        '/api/do-not-contact'
        '/api/events/*'
        '/api/health'
        '/api/held'
        '/api/funnel'
        '/api/leads'
        '/api/openapi'
        '/api/reports/*'
        '/api/changes'
        '/api/hooks'
        '/api/hooks/*'
        '/api/replays'
        '/api/replays/*'
        '/api/poison/*'
        '/c/*'
        '/api/settings'
        '/api/settings/*'
        '/api/tasks'
        '/api/tasks/*'
        '/api/wordings'
        '/api/wordings/*'
      ]
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: consoleClientId
          // Not a secret: the app's identity vouches for it through a federated credential.
          clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
          openIdIssuer: openIdIssuer
        }
        validation: {
          allowedAudiences: [consoleClientId]
        }
      }
    }
    login: {
      tokenStore: {
        enabled: false
      }
    }
    httpSettings: {
      requireHttps: true
    }
  }
  dependsOn: [
    appSettings
  ]
}

output name string = app.name
output host string = app.properties.defaultHostName
