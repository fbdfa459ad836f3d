// Copy to parameters.bicepparam and write your own. No secret belongs in here: the deploy script takes those from the environment,
// each under its setting's name, and puts them into the vault.
using 'main.bicep'

param name = 'funnel'
param alertEmails = ['ops@example.com']

// Secrets and ids that deploy.sh hands over.
param secrets = json(readEnvironmentVariable('FUNNEL_SECRETS', '{}'))
param consoleClientId = readEnvironmentVariable('FUNNEL_CONSOLE_CLIENT_ID', '')

// Accounts, offers and the rest: the names of local.settings.sample.json.
param settings = {
  Funnel__Accounts__0__Id: 'my-shop'
  Funnel__Accounts__0__Platform: 'douyin'
  Funnel__Accounts__0__Name: '我的小店'
  Funnel__Accounts__0__OpenId: 'open_id of the merchant'
  Funnel__Accounts__0__Card__TemplateId: 'card template id'
  Funnel__Accounts__0__Card__AppId: 'app id of the mini program'
  Funnel__Accounts__0__Card__Path: 'pages/contact/index'
  Funnel__Offers__0__Id: 'guide'
  Funnel__Offers__0__Name: '资料包'
  Funnel__Offers__0__Rules__Contains__0: '求资料'
  Funnel__Offers__0__Reply__0: '{nick}资料准备好啦，打开私信就能领取'
  Funnel__Offers__0__Chat__0: '点这张卡片就能领取资料'
  Funnel__Offers__0__Welcome__0: '你好，这是你要的资料'
  Funnel__Offers__0__Materials__0__Link__Title: '资料包'
  Funnel__Offers__0__Materials__0__Link__Url: 'https://example.com/guide.pdf'
  Funnel__Douyin__ClientKey: 'client_key'
  Funnel__WeCom__CorpId: 'corpid'
  Funnel__WeCom__Staff__0: 'zhangsan'
  Funnel__Outreach__Enabled: 'false' // begin with sending switched off; look at the console, then set it to 'true'
}

// Funnel__TokenKey is always among them; the script makes one at the first deployment.
param secretSettings = [
  'Funnel__Accounts__0__AccessToken'
  'Funnel__Accounts__0__RefreshToken'
  'Funnel__Douyin__ClientSecret'
  'Funnel__WeCom__Secret'
  'Funnel__WeCom__CallbackToken'
  'Funnel__WeCom__EncodingAesKey'
]

// param privateNetwork = false       // storage and vault open to the internet (identity still needed): no private endpoints to pay for
// param fixedAddress = false         // only without WeCom
// param instanceMemoryMB = 512       // a small shop
// param alwaysReady = []             // cheaper; the first callback after a quiet time waits for a start
// param otel = { OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example.com:4317' }
