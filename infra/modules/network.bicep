// The app's network: a subnet the app calls out from, one for private endpoints, the names that lead to these, and one fixed way out.
import { StorageZones } from '../types.bicep'

param name string
param location string
param addressPrefix string
param privateNetwork bool
param fixedAddress bool

var storageSuffix = environment().suffixes.storage
// .vault.azure.net is privatelink.vaultcore.azure.net, .vault.azure.cn is privatelink.vaultcore.azure.cn
var vaultZone = replace(environment().suffixes.keyvaultDns, '.vault.', 'privatelink.vaultcore.')
var zones = [
  'privatelink.blob.${storageSuffix}'
  'privatelink.queue.${storageSuffix}'
  'privatelink.table.${storageSuffix}'
  vaultZone
]

resource address 'Microsoft.Network/publicIPAddresses@2026-03-01' = if (fixedAddress) {
  name: '${name}-out'
  location: location
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIPAllocationMethod: 'Static'
  }
}

resource gateway 'Microsoft.Network/natGateways@2026-03-01' = if (fixedAddress) {
  name: '${name}-nat'
  location: location
  sku: {
    name: 'Standard'
  }
  properties: {
    publicIpAddresses: [
      { id: address.id }
    ]
  }
}

resource network 'Microsoft.Network/virtualNetworks@2026-03-01' = {
  name: '${name}-net'
  location: location
  properties: {
    addressSpace: {
      addressPrefixes: [addressPrefix]
    }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 24, 0)
          natGateway: fixedAddress ? { id: gateway.id } : null
          delegations: [
            {
              name: 'flex-consumption'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 24, 1)
        }
      }
    ]
  }
}

resource dns 'Microsoft.Network/privateDnsZones@2024-06-01' = [for zone in zones: if (privateNetwork) {
  name: zone
  location: 'global'
}]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [for (zone, i) in zones: if (privateNetwork) {
  parent: dns[i]
  name: name
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: network.id
    }
  }
}]

output appSubnetId string = '${network.id}/subnets/app'
output endpointSubnetId string = '${network.id}/subnets/endpoints'
output storageZoneIds StorageZones = {
  blob: resourceId('Microsoft.Network/privateDnsZones', zones[0])
  queue: resourceId('Microsoft.Network/privateDnsZones', zones[1])
  table: resourceId('Microsoft.Network/privateDnsZones', zones[2])
}
output vaultZoneId string = resourceId('Microsoft.Network/privateDnsZones', vaultZone)
output outboundAddress string = fixedAddress ? address!.properties.ipAddress : ''
