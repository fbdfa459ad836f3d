// Rows, messages, and the deployed package. Identities only: no key of the account works.
import { StorageZones } from '../types.bicep'

param name string
param location string
param sku string
param privateNetwork bool
param endpointSubnetId string
param zoneIds StorageZones

var queues = ['comments', 'replies', 'chats', 'followups', 'replays', 'hooks']
var tables = ['leads', 'videos', 'accounts', 'lists', 'counts', 'replays', 'audit']
var packages = 'packages'

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  sku: {
    name: sku
  }
  properties: {
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: privateNetwork ? 'Deny' : 'Allow'
      bypass: 'AzureServices'
    }
  }
}

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2026-06-01' = {
  parent: account
  name: 'default'
}

resource packageContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-06-01' = {
  parent: blobService
  name: packages
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2026-06-01' = {
  parent: account
  name: 'default'
}

resource queue 'Microsoft.Storage/storageAccounts/queueServices/queues@2026-06-01' = [for queueName in queues: {
  parent: queueService
  name: queueName
}]

// Where the host puts what failed again and again; made here so that their emptiness can be watched from the first day.
resource poison 'Microsoft.Storage/storageAccounts/queueServices/queues@2026-06-01' = [for queueName in queues: {
  parent: queueService
  name: '${queueName}-poison'
}]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2026-06-01' = {
  parent: account
  name: 'default'
}

resource table 'Microsoft.Storage/storageAccounts/tableServices/tables@2026-06-01' = [for tableName in tables: {
  parent: tableService
  name: tableName
}]

resource endpoints 'Microsoft.Network/privateEndpoints@2026-03-01' = [for service in ['blob', 'queue', 'table']: if (privateNetwork) {
  name: '${name}-${service}'
  location: location
  properties: {
    subnet: {
      id: endpointSubnetId
    }
    privateLinkServiceConnections: [
      {
        name: service
        properties: {
          privateLinkServiceId: account.id
          groupIds: [service]
        }
      }
    ]
  }
}]

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2026-03-01' = [for (service, i) in ['blob', 'queue', 'table']: if (privateNetwork) {
  parent: endpoints[i]
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: service
        properties: {
          privateDnsZoneId: zoneIds[service]
        }
      }
    ]
  }
}]

output packageContainer string = packages
