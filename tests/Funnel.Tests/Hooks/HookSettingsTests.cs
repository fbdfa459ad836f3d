using Funnel.Configuration;
using Funnel.Hooks;
using Microsoft.Extensions.Configuration;

namespace Funnel.Tests.Hooks;

public sealed class HookSettingsTests
{
    [Theory]
    [InlineData("none", null)]
    [InlineData("added,lost", null)]
    [InlineData("none,added", "hooks[0].changes: 'none' stands alone")]
    [InlineData("nothing", "hooks[0].changes: 'nothing' is no change")]
    public void No_changes_at_all_are_asked_for_by_a_word_that_stands_alone(string changes, string? wrong)
    {
        var options = new FunnelOptions();
        options.Hooks.Add(new() { Name = "crm", Url = new("https://crm.example/"), Secret = "a secret of these tests, long enough", Changes = [.. changes.Split(',')] });
        var reader = new SettingsReader(new ConfigurationBuilder().Build());
        HookSettings.Check(options, reader);
        Assert.Equal(wrong is null ? 0 : 1, reader.Errors().Count);
        Assert.All(reader.Errors(), e => Assert.StartsWith(wrong!, e, StringComparison.Ordinal));
    }
}
