param name string
param location string
param tags object

@secure()
param secrets object

var resources = loadJsonContent('../resources.json')

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 30
    enablePurgeProtection: true
  }
}

// What is not given stays as the vault has it, so that a deployment needs no secret at hand.
resource given 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = [
  for setting in items(resources.secretSettings): if (!empty(secrets[?setting.key] ?? '')) {
    parent: vault
    name: setting.value
    properties: { value: secrets[?setting.key] ?? '' }
  }
]

// Keys of tasks that were given secrets are wrapped with it. It never leaves the vault; a rotation adds a version.
resource taskSecrets 'Microsoft.KeyVault/vaults/keys@2023-07-01' = {
  parent: vault
  name: 'task-secrets'
  properties: {
    kty: 'RSA'
    keySize: 3072
    keyOps: ['wrapKey', 'unwrapKey']
  }
}

output taskSecretsKey string = '${vault.properties.vaultUri}keys/${taskSecrets.name}'
output name string = vault.name
