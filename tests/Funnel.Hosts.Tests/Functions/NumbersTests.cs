using System.Text.Json;
using Funnel.Accounts;
using Funnel.Functions.Http;
using Funnel.Storage.InMemory;
using Funnel.Triage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.Functions;

public sealed class NumbersTests
{
    [Fact]
    public async Task The_totals_have_the_names_that_scripts_know()
    {
        var options = new FunnelOptions { Accounts = [new AccountOptions { Id = "shop", Platform = "douyin", OpenId = "o", AccessToken = "a", RefreshToken = "r" }] };
        await using var services = new ServiceCollection().AddLogging().AddMemoryStorage().AddFunnel(options, new TriageOptions())
            .AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>().AddSingleton<Numbers>().BuildServiceProvider();

        var answer = await services.GetRequiredService<Numbers>().Totals(new DefaultHttpContext().Request, default);

        var json = JsonSerializer.SerializeToElement(Assert.IsType<JsonResult>(answer).Value, JsonSerializerOptions.Web);
        string[] names = ["comments", "inquiries", "replied", "talking", "invited", "added", "served", "grouped", "referred", "rewarded", "lost", "declined", "parked", "review", "pending"];
        Assert.Equal(names, json.EnumerateObject().Select(p => p.Name));
        Assert.All(json.EnumerateObject(), p => Assert.Equal(0, p.Value.GetInt32()));
    }
}
