// The secrets. They are written through the management plane, so a vault that is closed to the outside can be filled from anywhere.
import { Secrets } from '../types.bicep'

param name string
param location string
param secrets Secrets
param privateNetwork bool
param endpointSubnetId string
param zoneId string

resource vault 'Microsoft.KeyVault/vaults@2026-05-15' = {
  name: name
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 7
    enablePurgeProtection: true
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: privateNetwork ? 'Deny' : 'Allow'
      bypass: 'AzureServices'
    }
  }
}

// Funnel__Douyin__ClientSecret is kept as Funnel-Douyin-ClientSecret: names in a vault have letters, digits and '-'.
resource secret 'Microsoft.KeyVault/vaults/secrets@2026-05-15' = [for item in items(secrets): {
  parent: vault
  name: replace(item.key, '__', '-')
  properties: {
    value: item.value
  }
}]

resource endpoint 'Microsoft.Network/privateEndpoints@2026-03-01' = if (privateNetwork) {
  name: '${name}-vault'
  location: location
  properties: {
    subnet: {
      id: endpointSubnetId
    }
    privateLinkServiceConnections: [
      {
        name: 'vault'
        properties: {
          privateLinkServiceId: vault.id
          groupIds: ['vault']
        }
      }
    ]
  }
}

resource names 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2026-03-01' = if (privateNetwork) {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: 'vault'
        properties: {
          privateDnsZoneId: zoneId
        }
      }
    ]
  }
}

output uri string = vault.properties.vaultUri
