targetScope = 'subscription'

@minLength(1)
@maxLength(40)
@description('Names the environment; every name below comes from it.')
param environmentName string

@minLength(1)
@description('A region that has the Flex Consumption plan.')
param location string

@allowed(['AzureStorage', 'DurableTaskScheduler'])
@description('What keeps orchestrations. It must be what the app was published with: the scale controller reads the packaged host.json.')
param durableBackend string = 'AzureStorage'

@description('App settings that differ from local.settings.sample.json. Empty values count as not given.')
param settings object = {}

@secure()
@description('Values for the vault by setting, for example {"GitHubToken": "..."}. Leave out what the vault has already.')
param secrets object = {}

@description('Who is mailed when an alert fires; empty: it is only shown in the portal.')
param alertEmail string = ''

@allowed(['Standard_LRS', 'Standard_ZRS'])
param storageSku string = 'Standard_LRS'

@minValue(40)
@maxValue(1000)
param maximumInstances int = 100

@minValue(0)
@description('Instances that always answer HTTP. 0 scales to zero; 1 spares chat commands the cold start.')
param alwaysReadyHttp int = 0

var token = toLower(uniqueString(subscription().id, environmentName, location))
var isScheduled = durableBackend == 'DurableTaskScheduler'
var tags = { 'azd-env-name': environmentName }

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: { name: 'id-platform-${token}', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: { workspaceName: 'log-${token}', componentName: 'appi-${token}', location: location, tags: tags }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: { name: 'st${token}', sku: storageSku, location: location, tags: tags }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  scope: group
  params: { name: 'kv-${token}', secrets: secrets, location: location, tags: tags }
}

module scheduler 'modules/scheduler.bicep' = if (isScheduled) {
  name: 'scheduler'
  scope: group
  params: { name: 'dts-${token}', principalId: identity.outputs.principalId, location: location, tags: tags }
}

module access 'modules/access.bicep' = {
  name: 'access'
  scope: group
  params: {
    principalId: identity.outputs.principalId
    storageName: storage.outputs.name
    vaultName: vault.outputs.name
    componentName: monitoring.outputs.componentName
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  scope: group
  params: {
    name: 'func-platform-${token}'
    planName: 'plan-${token}'
    identityName: identity.outputs.name
    storageName: storage.outputs.name
    vaultName: vault.outputs.name
    taskSecretsKey: vault.outputs.taskSecretsKey
    componentName: monitoring.outputs.componentName
    schedulerEndpoint: isScheduled ? scheduler!.outputs.endpoint : ''
    settings: settings
    maximumInstances: maximumInstances
    alwaysReadyHttp: alwaysReadyHttp
    location: location
    tags: tags
  }
  // An app that starts before its roles are there fails, and stays failed for minutes.
  dependsOn: [access]
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    token: token
    email: alertEmail
    componentName: monitoring.outputs.componentName
    storageName: storage.outputs.name
    location: location
    tags: tags
  }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output AZURE_STORAGE_ACCOUNT string = storage.outputs.name
output SERVICE_PLATFORM_NAME string = app.outputs.name
output PLATFORM_URL string = app.outputs.url
