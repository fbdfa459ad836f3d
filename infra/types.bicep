// Types that several files share.
@export()
@description('Plain settings by name.')
type Settings = {
  *: string
}

@export()
@description('Values of secret settings by name.')
@secure()
type Secrets = {
  *: string
}

@export()
@description('Instances kept warm for one function group: http, or function:Name.')
type Warm = {
  name: string
  instanceCount: int
}

@export()
@description('The DNS zones of the storage account\'s private endpoints.')
type StorageZones = {
  blob: string
  queue: string
  table: string
}
