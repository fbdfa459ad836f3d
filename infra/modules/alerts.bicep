// What somebody must look at. Log events are asked for by name: the name is what every way that logs take leaves as it is. Counts come from the
// app's own metrics, which are never sampled; only the slowest tenth of the waits is taken from traces, because metrics arrive without it.
import { Thresholds } from '../types.bicep'

param name string
param location string
param workspaceId string
param storageName string
param emails string[]
param thresholds Thresholds

var rules = [
  {
    name: 'token-dead'
    description: 'An account\'s grant is lost, or the merchant withdrew it: the account is paused. Connect it again.'
    severity: 1
    window: 'PT15M'
    query: '''
      AppTraces
      | where tostring(Properties.EventName) in ("GrantLost", "AccessWithdrawn")
    '''
  }
  {
    name: 'token-about-to-die'
    description: 'An account\'s refresh token ends soon and could not be renewed. Connect the account again before that.'
    severity: 2
    window: 'PT1H'
    query: '''
      AppTraces
      | where tostring(Properties.EventName) in ("RenewFailed")
    '''
  }
  {
    name: 'silent-account'
    description: 'An account could not be read for most of an hour: its comments wait. The message in the log says why.'
    severity: 2
    window: 'PT1H'
    query: '''
      AppTraces
      | where tostring(Properties.EventName) in ("ReadFailed", "VideoListFailed")
      | summarize minutes = dcount(bin(TimeGenerated, 1m)) by account = tostring(Properties.Account)
      | where minutes >= 40
    '''
  }
  {
    name: 'polling-stopped'
    description: 'No round of polls ended well in a quarter of an hour: the app is down, its timer is stuck, or rounds take longer than a function may.'
    severity: 1
    window: 'PT15M'
    query: '''
      AppMetrics
      | where Name == "funnel.host.invocations"
      | where tostring(Properties.function) == "PollComments" and tostring(Properties.outcome) == "succeeded"
      | summarize rounds = count()
      | where rounds == 0
    '''
  }
  {
    name: 'poison-message'
    description: 'A message failed again and again and was put aside. The message in the log names the queue; the console shows what is parked.'
    severity: 1
    window: 'PT15M'
    query: '''
      AppTraces
      | where tostring(Properties.EventName) in ("LastTryFailed", "PoisonStays")
          or (Message has "Moving message to queue" and Message has_any ("comments-poison", "replies-poison", "chats-poison", "followups-poison", "replays-poison", "hooks-poison"))
    '''
  }
  {
    name: 'failed-runs'
    description: 'More than one run in twenty failed within a quarter of an hour. Callers who hung up are not among them.'
    severity: 2
    window: 'PT15M'
    query: '''
      AppMetrics
      | where Name == "funnel.host.invocations"
      | summarize failed = sumif(Sum, tostring(Properties.outcome) in ("failed", "timed_out")), runs = sum(Sum)
      | where runs >= 20 and failed * 20 > runs
    '''
  }
  {
    name: 'parked'
    description: 'More than ${thresholds.parkedPerHour} effects were parked within an hour: the console shows them with the reasons.'
    severity: 2
    window: 'PT1H'
    query: format('''
      AppMetrics
      | where Name == "funnel.effects" and tostring(Properties.outcome) == "parked"
      | summarize parked = sum(Sum)
      | where parked > {0}
    ''', thresholds.parkedPerHour)
  }
  {
    name: 'slow-answers'
    description: 'One in ten waited longer than ${thresholds.replySeconds} s for a reply or ${thresholds.invitationSeconds} s for an invitation; a chat that was just opened lasts 30 s.'
    severity: 2
    window: 'PT15M'
    query: format('''
      AppDependencies
      | where Name in ("send reply", "send invite") and isnotempty(tostring(Properties["funnel.wait"]))
      | summarize slowest = percentilew(todouble(Properties["funnel.wait"]), ItemCount, 90), answers = sum(ItemCount) by Name
      | where answers >= 10 and slowest > iff(Name == "send reply", {0}.0, {1}.0)
    ''', thresholds.replySeconds, thresholds.invitationSeconds)
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${name}-people'
  location: 'global'
  properties: {
    enabled: true
    groupShortName: 'funnel'
    emailReceivers: [for (email, i) in emails: {
      name: 'person-${i}'
      emailAddress: email
      useCommonAlertSchema: true
    }]
  }
}

resource logRules 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = [for rule in rules: {
  name: '${name}-${rule.name}'
  location: location
  kind: 'LogAlert'
  properties: {
    displayName: 'Funnel: ${rule.name}'
    description: rule.description
    severity: rule.severity
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT15M'
    windowSize: rule.window
    autoMitigate: true
    skipQueryValidation: true // the tables appear with the first log lines
    criteria: {
      allOf: [
        {
          query: rule.query
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: {
            numberOfEvaluationPeriods: 1
            minFailingPeriodsToAlert: 1
          }
        }
      ]
    }
    actions: {
      actionGroups: [people.id]
    }
  }
}]

resource storage 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {
  name: storageName
}

// The platform counts messages once an hour over all queues: too late for a failing one, right for work that piles up.
resource backlog 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: '${name}-backlog'
  location: 'global'
  properties: {
    description: 'More than 10,000 messages wait: the app does not keep up, or everything is on hold.'
    severity: 2
    enabled: true
    scopes: ['${storage.id}/queueServices/default']
    evaluationFrequency: 'PT1H'
    windowSize: 'PT1H'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'messages'
          metricNamespace: 'Microsoft.Storage/storageAccounts/queueServices'
          metricName: 'QueueMessageCount'
          timeAggregation: 'Average'
          operator: 'GreaterThan'
          threshold: 10000
        }
      ]
    }
    autoMitigate: true
    actions: [
      { actionGroupId: people.id }
    ]
  }
}
