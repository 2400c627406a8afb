param name string
param planName string
param identityName string
param storageName string
param vaultName string
param taskSecretsKey string
param componentName string

@description('Empty where orchestrations are kept in the storage account.')
param schedulerEndpoint string

param settings object
param maximumInstances int
param alwaysReadyHttp int
param location string
param tags object

var resources = loadJsonContent('../resources.json')

// The sample is the one list of settings: what is in it, and is neither local, nor secret, nor known only here, goes as it is.
var sample = loadJsonContent('../../local.settings.sample.json').Values
var notFromSample = concat(resources.localOnlySettings, resources.derivedSettings, objectKeys(resources.secretSettings))
var plain = toObject(
  filter(items(sample), setting => !contains(notFromSample, setting.key)),
  setting => setting.key,
  setting => setting.value
)
var given = toObject(
  filter(items(settings), setting => !empty(setting.value)),
  setting => setting.key,
  setting => setting.value
)
var fromVault = toObject(
  items(resources.secretSettings),
  setting => setting.key,
  setting => '@Microsoft.KeyVault(SecretUri=https://${vaultName}${environment().suffixes.keyvaultDns}/secrets/${setting.value})'
)
var schedulerConnection = 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identity.properties.clientId}'
var scheduler = empty(schedulerEndpoint) ? {} : { DURABLE_TASK_SCHEDULER_CONNECTION_STRING: schedulerConnection }

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' existing = {
  name: identityName
}

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageName
}

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: componentName
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'platform' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${account.properties.primaryEndpoints.blob}${resources.deploymentContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: 2048
        maximumInstanceCount: maximumInstances
        alwaysReady: alwaysReadyHttp == 0 ? [] : [{ name: 'http', instanceCount: alwaysReadyHttp }]
      }
    }
    siteConfig: {
      ftpsState: 'Disabled'
      http20Enabled: true
      minTlsVersion: '1.2'
    }
  }
}

// Of its own, because the app's address is only known once the app is there.
resource appSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(plain, given, fromVault, scheduler, {
    AzureWebJobsStorage__accountName: account.name
    AzureWebJobsStorage__credential: 'managedidentity'
    AzureWebJobsStorage__clientId: identity.properties.clientId
    APPLICATIONINSIGHTS_CONNECTION_STRING: component.properties.ConnectionString
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
    TaskSecretsKeyUrl: taskSecretsKey
    PlatformPublicUrl: 'https://${app.properties.defaultHostName}'
  })
}

// Deployments come through the identity, never by a password.
resource publishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = [
  for way in ['ftp', 'scm']: {
    parent: app
    name: way
    properties: { allow: false }
  }
]

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
