// Azure, for one school or for many: an identity without a secret, PostgreSQL inside a virtual network, a key vault, the
// bot's registration with its Teams channel, and the process on Container Apps or on App Service.
//
//   az deployment group create --resource-group $GROUP --template-file deploy/azure/main.bicep --parameters \
//     name=$BOT image=$REGISTRY.azurecr.io/our-online-safety:1 registry=$REGISTRY databasePassword=$(openssl rand -hex 24)
//
// What is left to do by hand needs a directory administrator: docs/set-up.md, steps 2 and 3, with the two ids printed last.

targetScope = 'resourceGroup'

@description('The bot\'s name: small letters and hyphens, new in all of Azure.')
@minLength(4)
@maxLength(20)
param name string

param location string = resourceGroup().location

@description('The image with school.toml in it: docs/azure.md, Container Apps.')
param image string

@description('The container registry of that image, in this resource group.')
param registry string

@allowed(['containerApps', 'appService'])
param runsOn string = 'containerApps'

@description('Of the database\'s administrator. It is kept in the key vault, as a part of DATABASE_URL.')
@secure()
param databasePassword string

@description('Burstable is enough for a school; a trust with hundreds wants GeneralPurpose, Standard_D2ds_v5.')
param databaseTier string = 'Burstable'
param databaseSku string = 'Standard_B1ms'

@description('Days for which the database can be put back to any moment.')
@minValue(7)
@maxValue(35)
param backupDays int = 30

var administrator = 'school'
var database = 'online_safety'
var secretsUser = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')
var acrPull = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '7f951dda-4ed3-4680-a7ca-43fe172d538d')

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
}

resource network 'Microsoft.Network/virtualNetworks@2023-11-01' = {
  name: name
  location: location
  properties: {
    addressSpace: { addressPrefixes: ['10.20.0.0/16'] }
    subnets: [
      {
        name: 'database'
        properties: {
          addressPrefix: '10.20.0.0/24'
          delegations: [
            {
              name: 'postgres'
              properties: { serviceName: 'Microsoft.DBforPostgreSQL/flexibleServers' }
            }
          ]
        }
      }
      {
        name: 'process'
        properties: {
          addressPrefix: '10.20.2.0/23'
          delegations: [
            {
              name: 'process'
              properties: { serviceName: runsOn == 'appService' ? 'Microsoft.Web/serverFarms' : 'Microsoft.App/environments' }
            }
          ]
        }
      }
    ]
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2020-06-01' = {
  name: '${name}.private.postgres.database.azure.com'
  location: 'global'
}

resource zoneLink 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2020-06-01' = {
  parent: zone
  name: name
  location: 'global'
  properties: {
    registrationEnabled: false
    virtualNetwork: { id: network.id }
  }
}

resource postgres 'Microsoft.DBforPostgreSQL/flexibleServers@2022-12-01' = {
  name: name
  location: location
  sku: { name: databaseSku, tier: databaseTier }
  properties: {
    version: '16'
    administratorLogin: administrator
    administratorLoginPassword: databasePassword
    storage: { storageSizeGB: 32 }
    backup: { backupRetentionDays: backupDays, geoRedundantBackup: 'Disabled' }
    highAvailability: { mode: 'Disabled' }
    network: {
      delegatedSubnetResourceId: network.properties.subnets[0].id
      privateDnsZoneArmResourceId: zone.id
    }
  }
  dependsOn: [zoneLink]

  resource records 'databases' = {
    name: database
    properties: { charset: 'UTF8', collation: 'en_US.utf8' }
  }
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enablePurgeProtection: true
    enableSoftDelete: true
  }

  resource url 'secrets' = {
    name: 'database-url'
    properties: {
      value: 'postgresql://${administrator}:${databasePassword}@${postgres.properties.fullyQualifiedDomainName}/${database}?sslmode=verify-full&sslrootcert=/etc/ssl/certs/ca-certificates.crt'
    }
  }
}

resource mayReadSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, secretsUser)
  scope: vault
  properties: {
    roleDefinitionId: secretsUser
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

resource images 'Microsoft.ContainerRegistry/registries@2023-07-01' existing = {
  name: registry
}

resource mayPullImages 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(images.id, identity.id, acrPull)
  scope: images
  properties: {
    roleDefinitionId: acrPull
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
  }
}

module process 'process.bicep' = {
  name: 'process'
  params: {
    name: name
    location: location
    runsOn: runsOn
    image: image
    registryServer: images.properties.loginServer
    identityId: identity.id
    clientId: identity.properties.clientId
    subnetId: network.properties.subnets[1].id
    databaseUrlSecret: '${vault.properties.vaultUri}secrets/database-url'
  }
  dependsOn: [mayReadSecrets, mayPullImages, vault::url]
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: 'Online Safety'
    endpoint: 'https://${process.outputs.host}/api/messages'
    msaAppId: identity.properties.clientId
    msaAppType: 'UserAssignedMSI'
    msaAppTenantId: tenant().tenantId
    msaAppMSIResourceId: identity.id
  }

  resource teams 'channels' = {
    name: 'MsTeamsChannel'
    location: 'global'
    properties: {
      channelName: 'MsTeamsChannel'
      properties: { isEnabled: true }
    }
  }
}

output appId string = identity.properties.clientId
output principalId string = identity.properties.principalId
output host string = process.outputs.host
