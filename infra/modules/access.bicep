// What the app's identity may do, and nothing more: each role on the one resource it is for.
param principalId string
param storageName string
param vaultName string
param componentName string

var roles = loadJsonContent('../resources.json').roles

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageName
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: componentName
}

// The host needs the owner's role for its leases and its keys, the plan for the package.
resource onStorage 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [roles.blobs, roles.queues, roles.tables]: {
    name: guid(account.id, principalId, role.id)
    scope: account
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.id)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]

// Settings are read, the keys of tasks are wrapped; the key itself can't be taken, and nothing be written.
resource onVault 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [roles.secrets, roles.keys]: {
    name: guid(vault.id, principalId, role.id)
    scope: vault
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.id)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource onTelemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(component.id, principalId, roles.telemetry.id)
  scope: component
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roles.telemetry.id)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
