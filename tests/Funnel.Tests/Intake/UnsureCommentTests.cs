using Funnel.Intake;
using Funnel.Leads;
using Funnel.Connectors;
using Funnel.Review;
using Funnel.Storage.InMemory;
using Funnel.Tests.Triage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Tests.Intake;

public sealed class UnsureCommentTests
{
    private static readonly Comment Unsure = new("c1", "v1", "anna", "有资料吗", TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task Without_a_language_model_a_person_decides()
    {
        await using var services = Services(null);
        await Triage(services);
        Assert.Null(await Lead(services));
        Assert.Single(await services.GetRequiredService<ReviewDesk>().List("shop", 10, default));
    }

    [Fact]
    public async Task A_configured_language_model_that_is_sure_opens_the_lead()
    {
        await using var server = await MisbehavingModel.Start((context, _) => MisbehavingModel.Say(context, """{"inquiry":true,"kind":"material","confidence":0.95}"""));
        await using var services = Services(server.Address);
        await Triage(services);
        Assert.Equal(Funnel.Triage.Tier.LanguageModel, (await Lead(services))!.Asks[0].Tier);
        Assert.Empty(await services.GetRequiredService<ReviewDesk>().List("shop", 10, default));
    }

    [Fact]
    public async Task One_that_talks_nonsense_leaves_it_to_a_person()
    {
        await using var server = await MisbehavingModel.Start((context, _) => MisbehavingModel.Say(context, "sure!"));
        await using var services = Services(server.Address);
        await Triage(services);
        Assert.Null(await Lead(services));
        Assert.Single(await services.GetRequiredService<ReviewDesk>().List("shop", 10, default));
    }

    private static Task Triage(IServiceProvider services) =>
        services.GetRequiredService<CommentTriage>().Handle(new CommentsMessage("shop", Guid.CreateVersion7().ToString("N"), [Unsure]), default);

    private static async Task<Lead?> Lead(IServiceProvider services) => await services.GetRequiredService<LeadStore>().Find(LeadId.Of("shop", "anna"), default);

    private static ServiceProvider Services(Uri? languageModel)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Funnel:Accounts:0:Id"] = "shop", ["Funnel:Accounts:0:Platform"] = "none", ["Funnel:Accounts:0:OpenId"] = "merchant",
            ["Funnel:Accounts:0:AccessToken"] = "a", ["Funnel:Accounts:0:RefreshToken"] = "r",
            ["Funnel:Offers:0:Id"] = "guide", ["Funnel:Offers:0:Reply:0"] = "看私信", ["Funnel:Offers:0:Chat:0"] = "点卡片", ["Funnel:Offers:0:Welcome:0"] = "你好",
            ["Funnel:Triage:AnswerFrom"] = "1", // so that nothing is sure by itself
        };
        if (languageModel is not null)
        {
            settings["Funnel:Triage:LanguageModel:Endpoint"] = languageModel.AbsoluteUri;
            settings["Funnel:Triage:LanguageModel:Model"] = "m";
            settings["Funnel:Triage:LanguageModel:ApiKey"] = "k";
            settings["Funnel:Triage:LanguageModel:Timeout"] = "00:02:00"; // of a busy machine
        }

        return new ServiceCollection().AddLogging().AddMemoryStorage()
            .AddFunnel(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), ["none"])
            .AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>()
            .BuildServiceProvider();
    }
}
