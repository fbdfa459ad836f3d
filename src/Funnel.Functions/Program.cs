using Funnel.Azure;
using Funnel.Functions;
using Funnel.Leads;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMiddleware<RunMetrics>();
builder.Services
    .AddAzureStorage(AzureStorageSettings.Read(builder.Configuration))
    .AddFunnelFunctions(builder.Configuration)
    .AddSharedKeyRing(builder.Configuration)
    .AddTelemetry(builder.Configuration, worker: true);
var app = builder.Build();
await app.Services.GetRequiredService<TokenIssuer>().Prepare(CancellationToken.None);
await app.RunAsync();
