using System.CommandLine;
using System.Text;
using Funnel.Configuration;
using Funnel.Functions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Funnel.Embedded.Commands;

/// <summary><c>funnel settings</c>: what can be set, and whether a file of settings is right.</summary>
internal static class SettingsCommand
{
    private const string DefaultFile = "funnel.json";

    internal static Command Create()
    {
        var table = new Option<bool>("--table") { Description = "Prints every setting as a Markdown table: meaning, default, what is allowed." };
        var check = new Option<string?>("--check")
        {
            Description = $"Checks a configuration of serve, or a local.settings.json; {DefaultFile} when no FILE is named.",
            HelpName = "FILE",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("settings", "Lists the settings, or checks a file of them and names every mistake. Nothing is started.") { table, check };
        command.Validators.Add(parsed =>
        {
            if (parsed.GetValue(table) == parsed.GetResult(check) is not null)
            {
                parsed.AddError("Say --table or --check.");
            }
        });
        command.SetAction(async (parsed, ct) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            await (parsed.GetValue(table) ? output.WriteAsync(SettingsTable.Markdown(Sections()).AsMemory(), ct) : Check(parsed.GetValue(check) ?? DefaultFile, output, ct));
            return CommandLine.Done;
        });
        return command;
    }

    /// <summary>Every section that there is.</summary>
    internal static IReadOnlyList<SettingsSection> Sections()
    {
        var settings = new SettingsReader(new ConfigurationBuilder().Build());
        Read(settings);
        return settings.Sections;
    }

    private static async Task Check(string path, TextWriter output, CancellationToken ct)
    {
        var text = await HostFile.Text(path, ct);
        var json = Encoding.UTF8.GetBytes(text);
        if (LocalSettings.IsIn(text))
        {
            LocalSettings.Check(new MemoryStream(json));
        }
        else
        {
            var settings = new SettingsReader(HostFile.Read(json, path));
            Read(settings);
            settings.Check();
        }

        await output.WriteLineAsync($"{path}: no mistakes.".AsMemory(), ct);
    }

    /// <summary>Lets every part read its section, as the host would. None is started, so nothing comes of what they register.</summary>
    private static void Read(SettingsReader settings)
    {
        new ServiceCollection().AddFunnelFunctions(settings);
        settings.Read<EmbeddedOptions>(EmbeddedOptions.SectionName);
    }
}
