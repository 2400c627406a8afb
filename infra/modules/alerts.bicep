param token string
param email string
param componentName string
param storageName string
param location string
param tags object

var resources = loadJsonContent('../resources.json')
var poison = join(resources.poisonFunctions, '\', \'')

// The platform drains its poison queues into records, one run of such a function a message: the runs are the depth that counts.
var rules = [
  {
    name: 'message-given-up'
    title: 'A message could not be handled'
    description: 'Its body and the reasons: GET /api/queues/QUEUE/poison.'
    severity: 2
    threshold: 0
    query: 'requests | where name has_any (\'${poison}\') or operation_Name has_any (\'${poison}\')'
  }
  {
    name: 'failed-executions'
    title: 'Functions fail'
    description: 'Refused requests (4xx) do not count. GET /api/health/details says what is at fault, if it is a dependency.'
    severity: 2
    threshold: 5
    query: 'requests | where success == false and not(toint(resultCode) between (400 .. 499))'
  }
]

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: componentName
}

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageName

  resource queues 'queueServices' existing = {
    name: 'default'
  }
}

resource recipients 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${token}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'platform'
    emailReceivers: empty(email) ? [] : [{ name: 'platform', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: '${rule.name}-${token}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: rule.description
      severity: rule.severity
      enabled: true
      scopes: [component.id]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      autoMitigate: true
      // The tables exist only once the first telemetry has come.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: rule.threshold
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [recipients.id] }
    }
  }
]

// All queues together, because storage counts no queue by itself: work comes faster than it is done, or nobody does it.
resource backlog 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'queue-backlog-${token}'
  location: 'global'
  tags: tags
  properties: {
    description: 'More than 1,000 messages wait on the queues, the poison queues among them.'
    severity: 3
    enabled: true
    scopes: [account::queues.id]
    evaluationFrequency: 'PT1H'
    windowSize: 'PT1H'
    autoMitigate: true
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
          threshold: 1000
        }
      ]
    }
    actions: [{ actionGroupId: recipients.id }]
  }
}
