using System.Text.RegularExpressions;
using Funnel.Configuration;
using Funnel.Embedded.Commands;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Hosts.Tests.Infra;

/// <summary>local.settings.sample.json shows every setting an operator must know of, and none that does not exist.</summary>
public sealed class SampleSettingsTests
{
    /// <summary>Right as they are for nearly everybody, or one of several forms, or of the embedded host alone; the README's table has them.</summary>
    private static readonly string[] Optional =
    [
        "offers[].accounts[]", "offers[].videos[]", "offers[].kinds[]", "offers[].nickInReply", "offers[].reward", "outreach.pauseHiddenAbove", "outreach.unspokenNames[]", "offers[].materials[].image", "offers[].materials[].file",
        "offers[].materials[].link.picture", "offers[].materials[].miniProgram.title", "offers[].materials[].miniProgram.appId",
        "offers[].materials[].miniProgram.page", "offers[].materials[].miniProgram.cover", "intake.readAtLeastEvery", "intake.recentIds",
        "intake.maxPages", "intake.maxAge", "intake.catchUp", "intake.answerHandedWithin", "accounts[].platformName", "accounts[].merchant", "offers[].merchant", "console.staff[].merchants[]", "console.easyAuthRoles[].merchants[]", "accounts[].invite", "accounts[].follow", "accounts[].personPage", "outreach.landingUrl", "assist.replyChars", "assist.messageChars", "earlierTokenKeys[]", "outreach.maxReadBacks", "outreach.maxAttempts", "outreach.firstRetry", "outreach.lastRetry",
        "outreach.stopWords[]", "outreach.refusalConfirmation", "outreach.materialFolder", "triage.answerFrom", "triage.review", "triage.languageModel.endpoint", "triage.languageModel.model",
        "triage.languageModel.apiKey", "triage.languageModel.timeout", "triage.languageModel.retries", "triage.languageModel.dailyBudget",
        "triage.languageModel.cacheSize", "triage.languageModel.minConfidence", "douyin.webhookSecret", "douyin.scopes[]", "douyin.pageSize",
        "douyin.replyChars", "douyin.readRetries", "douyin.retryDelay", "douyin.breakAfter", "douyin.breakFor", "weCom.agentId", "weCom.signIn", "weCom.signInUrl", "weCom.linkId",
        "weCom.linkName", "weCom.tagGroup", "weCom.timeout", "weCom.uploadTimeout", "weCom.retryDelay", "weCom.callbackClockSkew",
        "weCom.halfAddRetry", "weCom.contactWays", "weCom.contactWayLife", "weCom.customerService", "officialAccount.baseUrl", "officialAccount.pictureUrl", "officialAccount.appId", "officialAccount.secret", "officialAccount.callbackToken", "officialAccount.encodingAesKey", "officialAccount.codeLife", "officialAccount.timeout", "officialAccount.callbackClockSkew", "miniProgram.baseUrl", "miniProgram.appId", "miniProgram.secret", "miniProgram.page", "miniProgram.query", "miniProgram.linkLife", "miniProgram.timeout", "personal.weChatId", "personal.qrPicture", "offers[].contactPath", "offers[].contactPaths[]", "host.bind", "host.announceTo", "host.profile", "host.messageLease", "host.keyCertificate", "host.keyCertificatePassword", "host.keySecret",
        "console.easyAuthRoleClaim", "console.easyAuthRoles[].value", "console.easyAuthRoles[].role", "console.trustedProxies[]", "console.sessionEnds", "console.staff[].userId", "console.staff[].name", "console.staff[].role",
        "changes.feed", "changes.keep", "hooks[].name", "hooks[].url", "hooks[].secret", "hooks[].changes[]", "hooks[].accounts[]", "hooks[].weekly", "hooks[].weeklyAt", "hooks[].timeout", "hooks[].giveUpAfter", "hooks[].allowPrivate",
        "groups[].id", "groups[].groups[]", "groups[].newGroupName", "groups[].inWelcome", "groups[].taskAfter", "groups[].readEvery", "groups[].words", "weCom.pictureUrl",
        "offers[].group", "offers[].referral.friends", "offers[].referral.words", "offers[].referral.reward", "offers[].referral.stay",
        "keep.audit", "limits.requestsAMinute", "host.maxConnections", "accounts[].costPerDay", "measure.currency",
        "measure.values.replied", "measure.values.talking", "measure.values.invited", "measure.values.added", "measure.values.served", "measure.values.grouped",
        .. new[] { "sending", "accounts[].sending" }.SelectMany(s => new[]
        {
            "replies.perMinute", "replies.perVideoPerMinute", "replies.perHour", "replies.perDay", "messages.perMinute", "messages.perHour", "messages.perDay",
            "perPersonPerDay", "quietHours", "stopOnSurge", "surgeFrom", "refusedShare",
        }.Select(k => $"{s}.{k}")),
        "keep.parked", "keep.texts", "keep.review", "keep.decisions", "keep.pages", "keep.erased",
    ];

    /// <summary>Platforms that most shops have not; their README says what they need.</summary>
    private static readonly string[] Elsewhere = ["oceanengine", "kuaishou", "instagram", "tikTok", "youTube"];

    private static readonly string[] Hosts = ["AzureWebJobsStorage", "FUNCTIONS_WORKER_RUNTIME"];

    [Fact]
    public void The_sample_is_read_without_an_error()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(SampleSettings.ForConfiguration()).Build();
        new ServiceCollection().AddFunnelFunctions(configuration);
        using var file = File.OpenRead(Repository.Path("local.settings.sample.json"));
        LocalSettings.Check(file);
    }

    [Fact]
    public void The_sample_shows_every_setting_that_is_not_optional_and_no_other()
    {
        var shown = SampleSettings.All.Keys.Except(Hosts).Select(Written).Distinct().ToList();
        var there = SettingsTable.Keys(SettingsCommand.Sections()).Where(key => !Elsewhere.Contains(key.Split('.')[0])).ToList();
        Assert.Empty(shown.Except(there));
        Assert.Empty(there.Except(shown).Except(Optional));
        Assert.Empty(Optional.Except(there));
        Assert.Empty(Optional.Intersect(shown));
    }

    /// <summary>A variable's name as the setting is written in a file.</summary>
    private static string Written(string variable) => FunnelTimer.All.FirstOrDefault(t => t.Setting == variable) is { } timer
        ? "schedules." + timer.InFile
        : string.Join('.', Regex.Replace(variable["Funnel__".Length..], @"__\d+(?=__|$)", "[]").Split("__").Select(p => char.ToLowerInvariant(p[0]) + p[1..]));
}
