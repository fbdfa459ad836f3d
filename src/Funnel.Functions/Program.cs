using Funnel.Functions.Worker;
using Microsoft.Extensions.Hosting;

await (await WorkerApp.Create(args)).RunAsync();
