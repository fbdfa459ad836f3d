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

@export()
@description('Where alerts begin.')
type Thresholds = {
  @description('Effects parked within an hour.')
  parkedPerHour: int
  @description('Seconds that one in ten may wait for a reply.')
  replySeconds: int
  @description('Seconds that one in ten may wait for an invitation after opening the chat.')
  invitationSeconds: int
}
