// What somebody must look at. Events are found by the number or name that the code gives them (LoggerMessage); which of the two arrives
// depends on the way logs take, so both are asked for.
param name string
param location string
param workspaceId string
param storageName string
param emails string[]

var rules = [
  {
    name: 'token-dead'
    description: 'An account\'s grant is lost, or the merchant withdrew it: the account is paused. Connect it again.'
    severity: 1
    query: 'AppTraces | where tostring(Properties.EventId) in ("1102", "1412") or tostring(Properties.EventName) in ("GrantLost", "AccessWithdrawn")'
    window: 'PT15M'
  }
  {
    name: 'token-about-to-die'
    description: 'An account\'s refresh token ends soon and could not be renewed. Connect the account again before that.'
    severity: 2
    query: 'AppTraces | where tostring(Properties.EventId) in ("1103") or tostring(Properties.EventName) in ("RenewFailed")'
    window: 'PT1H'
  }
  {
    name: 'silent-account'
    description: 'An account could not be read for most of an hour: its comments wait. The message in the log says why.'
    severity: 2
    query: 'AppTraces | where tostring(Properties.EventId) in ("1402", "1403") or tostring(Properties.EventName) in ("ReadFailed", "ListFailed") | summarize minutes = dcount(bin(TimeGenerated, 1m)) by Message | summarize worst = max(minutes) | where worst >= 40'
    window: 'PT1H'
  }
  {
    name: 'polling-stopped'
    description: 'No comments were looked for in a quarter of an hour: the app is down or its timer is stuck.'
    severity: 1
    query: 'AppRequests | where Name == "PollComments" | summarize runs = count() | where runs == 0'
    window: 'PT15M'
  }
  {
    name: 'poison-message'
    description: 'A message failed again and again and was put aside. /api/health names the queue; the console shows what is parked.'
    severity: 1
    query: 'AppTraces | where Message has "Moving message to queue" and Message has_any ("comments-poison", "replies-poison", "chats-poison", "followups-poison")'
    window: 'PT15M'
  }
  {
    name: 'error-rate'
    description: 'More than one run in twenty failed within a quarter of an hour.'
    severity: 2
    query: 'AppRequests | summarize failed = countif(Success == false), runs = count() | where runs >= 20 and failed * 20 > runs'
    window: 'PT15M'
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
