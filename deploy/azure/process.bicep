// The process itself, on Container Apps or on App Service. Always at least one: an emergency does not wait for a web request.

param name string
param location string
param runsOn string
param image string
param registryServer string
param identityId string
param clientId string
param subnetId string
param databaseUrlSecret string

var identity = {
  type: 'UserAssigned'
  userAssignedIdentities: { '${identityId}': {} }
}
var settings = [
  { name: 'MicrosoftAppType', value: 'UserAssignedMSI' }
  { name: 'MicrosoftAppId', value: clientId }
  { name: 'MicrosoftAppTenantId', value: tenant().tenantId }
  { name: 'AZURE_CLIENT_ID', value: clientId }
]
var start = 'python app.py migrate && exec python app.py'

resource logs 'Microsoft.OperationalInsights/workspaces@2022-10-01' = if (runsOn == 'containerApps') {
  name: name
  location: location
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: 30
  }
}

resource environment 'Microsoft.App/managedEnvironments@2024-03-01' = if (runsOn == 'containerApps') {
  name: name
  location: location
  properties: {
    vnetConfiguration: { infrastructureSubnetId: subnetId, internal: false }
    workloadProfiles: [{ name: 'Consumption', workloadProfileType: 'Consumption' }]
    appLogsConfiguration: {
      destination: 'log-analytics'
      logAnalyticsConfiguration: {
        customerId: logs!.properties.customerId
        sharedKey: logs!.listKeys().primarySharedKey
      }
    }
  }
}

resource containerApp 'Microsoft.App/containerApps@2024-03-01' = if (runsOn == 'containerApps') {
  name: name
  location: location
  identity: identity
  properties: {
    managedEnvironmentId: environment.id
    configuration: {
      activeRevisionsMode: 'Single'
      ingress: { external: true, targetPort: 3978, transport: 'http', allowInsecure: false }
      registries: [{ server: registryServer, identity: identityId }]
      secrets: [{ name: 'database-url', keyVaultUrl: databaseUrlSecret, identity: identityId }]
    }
    template: {
      terminationGracePeriodSeconds: 70
      scale: { minReplicas: 1, maxReplicas: 2 }
      containers: [
        {
          name: 'online-safety'
          image: image
          command: ['sh', '-c', start]
          resources: { cpu: json('0.5'), memory: '1Gi' }
          env: concat(settings, [{ name: 'DATABASE_URL', secretRef: 'database-url' }])
          probes: [
            { type: 'Startup', periodSeconds: 2, failureThreshold: 60, httpGet: { path: '/healthz', port: 3978 } }
            { type: 'Liveness', httpGet: { path: '/healthz', port: 3978 } }
            { type: 'Readiness', httpGet: { path: '/healthz', port: 3978 } }
          ]
        }
      ]
    }
  }
}

resource plan 'Microsoft.Web/serverfarms@2023-12-01' = if (runsOn == 'appService') {
  name: name
  location: location
  kind: 'linux'
  sku: { name: 'B1' }
  properties: { reserved: true }
}

resource site 'Microsoft.Web/sites@2023-12-01' = if (runsOn == 'appService') {
  name: name
  location: location
  kind: 'app,linux,container'
  identity: identity
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    virtualNetworkSubnetId: subnetId
    keyVaultReferenceIdentity: identityId
    siteConfig: {
      linuxFxVersion: 'DOCKER|${image}'
      acrUseManagedIdentityCreds: true
      acrUserManagedIdentityID: clientId
      appCommandLine: 'sh -c "${start}"'
      alwaysOn: true
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      healthCheckPath: '/healthz'
      vnetRouteAllEnabled: true
      appSettings: concat(settings, [
        { name: 'WEBSITES_PORT', value: '3978' }
        { name: 'WEBSITES_ENABLE_APP_SERVICE_STORAGE', value: 'false' }
        { name: 'WEBSITES_CONTAINER_STOP_TIME_LIMIT', value: '70' }
        { name: 'DATABASE_URL', value: '@Microsoft.KeyVault(SecretUri=${databaseUrlSecret})' }
      ])
    }
  }
}

output host string = runsOn == 'appService'
  ? site!.properties.defaultHostName
  : containerApp!.properties.configuration.ingress.fqdn
