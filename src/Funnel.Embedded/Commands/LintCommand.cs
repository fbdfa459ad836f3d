using System.CommandLine;
using System.Globalization;
using System.Text;
using Funnel.Configuration;
using Funnel.Outreach;
using Microsoft.Extensions.Configuration;

namespace Funnel.Embedded.Commands;

/// <summary><c>funnel lint</c>: what is wrong with the wordings of offers, before anybody reads them.</summary>
internal static class LintCommand
{
    private const string DefaultFile = "funnel.json";

    internal static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "A configuration of serve, a local.settings.json, a JSON list of offers, or one offer.",
            Arity = ArgumentArity.ZeroOrOne,
            DefaultValueFactory = _ => DefaultFile,
        };
        var command = new Command("lint", "Says which wordings of offers break which rule, and what to do; also what else is wrong with the offers. Exit code 1 when something is.") { file };
        command.SetAction((parsed, ct) => Run(parsed.GetValue(file)!, parsed.InvocationConfiguration.Output, ct));
        return command;
    }

    private static async Task<int> Run(string path, TextWriter output, CancellationToken ct)
    {
        var offers = await Read(path, ct);
        if (offers.Count == 0)
        {
            throw new StartupException($"{path} has no offers.", ["say a file with 'offers', a list of offers, or one offer"]);
        }

        var (wordings, mistakes) = (0, 0);
        foreach (var (name, offer, others) in offers)
        {
            var findings = OfferLint.Check(offer);
            foreach (var line in others.Concat(findings.Select(f => $"{f.Path}: {(f.IsError ? "" : "note: ")}{f.What}")))
            {
                await output.WriteLineAsync($"{name}: {line}".AsMemory(), ct);
            }

            wordings += offer.Reply.Count + offer.Chat.Count + offer.Welcome.Count;
            mistakes += others.Count + findings.Count(f => f.IsError);
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{path}: {offers.Count} offers, {wordings} wordings, {mistakes} mistakes.").AsMemory(), ct);
        return mistakes == 0 ? CommandLine.Done : CommandLine.Failed;
    }

    /// <summary>Offers with what is wrong with their shape.</summary>
    private static async Task<IReadOnlyList<(string Name, OfferOptions Offer, IReadOnlyList<string> Errors)>> Read(string path, CancellationToken ct)
    {
        var text = (await HostFile.Text(path, ct)).Trim().TrimStart('\uFEFF');
        var json = Encoding.UTF8.GetBytes(text.StartsWith('[') ? $$"""{"offers":{{text}}}""" : text);
        var whole = (LocalSettings.IsIn(text) ? LocalSettings.Read(new MemoryStream(json)) : HostFile.Read(json, path, onlyOffers: true)).GetSection(FunnelOptions.Section);
        var sections = whole.GetSection("offers").GetChildren().ToList();
        return sections.Count > 0 ? [.. sections.Select((s, i) => Offer(s, $"offers[{i}]"))]
            : whole.GetSection("reply").Exists() ? [Offer(whole, "offer")] : [];
    }

    private static (string Name, OfferOptions Offer, IReadOnlyList<string> Errors) Offer(IConfigurationSection section, string place)
    {
        var values = section.AsEnumerable(makePathsRelative: true).Where(v => v.Key.Length > 0).Select(v => KeyValuePair.Create($"{FunnelOptions.Section}:{v.Key}", v.Value)).ToList();
        var id = section["id"];
        if (id is null && string.Equals(place, "offer", StringComparison.Ordinal))
        {
            values.Add(new($"{FunnelOptions.Section}:id", "offer")); // as in /api/settings, where the address has it
        }

        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        var offer = reader.Read<OfferOptions>("");
        return (id is null ? place : $"{place} ({id})", offer, reader.Errors());
    }
}
